"""What the facts say of each type, read from specs/ and codegen/overrides/ without the generator.

The tests make documents of this and give them to the generated classes. So that a mistake of the
generator shows, nothing here comes from it: the documents and the tables of corrections are read
anew, in the simplest way.
"""

from __future__ import annotations

import functools
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models._process import REPOSITORY

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

RELEASES = ("v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2")
_REF = "#/components/schemas/"


@dataclass(frozen=True)
class Shape:
    """What fits in one place.

    ``name`` is a scalar's name, or ``list``, ``map``, ``model`` or ``enum``; ``inner`` is what a
    list or map holds, ``values`` what an enum admits, ``definition`` which model it is.
    """

    name: str
    inner: Shape | None = None
    values: tuple[str, ...] = ()
    tags: bool = False
    definition: str = ""


@dataclass(frozen=True)
class Property:
    """One field of a type.

    ``demanded`` by the release; ``required`` by the models, so by every release with the type.
    """

    name: str
    shape: Shape
    demanded: bool
    required: bool
    nullable: bool
    constant: str = ""


@dataclass(frozen=True)
class Site:
    """A class of the models."""

    definition: str
    module: str
    name: str


@functools.cache
def schemas(release: str) -> Mapping[str, Any]:
    """Return the definitions of a release, as its file has them."""
    path = REPOSITORY / "specs" / f"{release}.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["components"]["schemas"]
    return found


@functools.cache
def table(file: str, name: str) -> tuple[Mapping[str, Any], ...]:
    """Return one table of the corrections."""
    path = REPOSITORY / "codegen" / "overrides" / file
    return tuple(tomllib.loads(path.read_text("utf-8")).get(name, ()))


@functools.cache
def present_name(definition: str) -> str:
    """Return the name that the newest document which has a definition gives to its package."""
    package, _, short = definition.rpartition(".")
    for entry in table("packages.toml", "package"):
        if package in entry["prefixes"]:
            newest = f"{entry['prefixes'][0]}.{short}"
            known = any(newest in schemas(release) for release in RELEASES)
            return newest if known else definition
    return definition


def site(definition: str) -> Site:
    """Return the class of a definition."""
    package, _, short = present_name(definition).rpartition(".")
    modules = {
        prefix: entry["module"]
        for entry in table("packages.toml", "package")
        for prefix in entry["prefixes"]
    }
    names = {entry["definition"]: entry["python"] for entry in table("names.toml", "class")}
    name = names.get(definition, short[:1].upper() + short[1:])
    return Site(present_name(definition), modules[package], name)


def models(release: str) -> Iterator[str]:
    """Yield the definitions of a release that are classes, and not names for other types."""
    for name in schemas(release):
        if shape_of(release, name).name == "model":
            yield name


@functools.cache
def shape_of(release: str, definition: str) -> Shape:
    """Return what fits where a release's document refers to a definition."""
    schema = schemas(release)[definition]
    corrected = _corrected(definition, "")
    if corrected is not None:
        return corrected
    plain = schema.get("type") == "object" and "additionalProperties" not in schema
    if plain:
        return Shape("model", definition=definition)
    return _shape(release, schema, definition)


@functools.cache
def properties(release: str, definition: str) -> tuple[Property, ...]:
    """Return the fields that a release gives to a definition."""
    schema = schemas(release)[definition]
    names = list(schema.get("properties", {}))
    constants = _constants(definition, names)
    return tuple(
        Property(
            name,
            _field_shape(release, definition, name),
            demanded=name in schema.get("required", ())
            and not _marked("optional", definition, name),
            required=_required(definition, name),
            nullable=_marked("nullable", definition, name),
            constant=constants.get(name, ""),
        )
        for name in [*names, *(name for name in constants if name not in names)]
    )


def _field_shape(release: str, definition: str, name: str) -> Shape:
    schema = schemas(release)[definition].get("properties", {}).get(name, {"type": "string"})
    found = _shape(release, schema, f"{definition}.{name}")
    corrected = _corrected(definition, name)
    if corrected is not None:
        return corrected
    if found.name == "list" and (items := _corrected(definition, f"{name}[]")) is not None:
        return Shape("list", items)
    enum = _enum(release, definition, name)
    return enum if enum is not None and found.name in ("string", "enum") else found


def _shape(release: str, schema: Mapping[str, Any], place: str) -> Shape:
    if "$ref" in schema:
        return shape_of(release, schema["$ref"].removeprefix(_REF))
    if "enum" in schema:
        return Shape("enum", values=tuple(schema["enum"]), tags=True)
    kind, form = schema.get("type"), schema.get("format", "")
    if kind == "array":
        return Shape("list", _shape(release, schema["items"], place))
    if kind == "object":
        values = schema.get("additionalProperties")
        return Shape("object") if values is None else Shape("map", _shape(release, values, place))
    if kind == "string":
        formats = {"date-time": "time", "uint64": "int_or_string", "int64": "int_or_string"}
        return Shape(formats.get(form, "string"))
    if kind in ("integer", "number", "boolean"):
        return Shape(kind)
    assert schema == {}, f"{place}: unknown schema {schema}"
    return Shape("any")


def _corrected(definition: str, member: str) -> Shape | None:
    """Return the shape that types.toml gives to a definition or, with a member, to a field."""
    for entry in table("types.toml", "type"):
        if _matches(entry["at"], definition, member):
            name: str = entry["type"]
            assert re.fullmatch(r"[a-z0-9_]+", name), name
            return Shape("int_or_string" if name == "int64_string" else name)
    return None


def _enum(release: str, definition: str, member: str) -> Shape | None:
    """Return the enum of a field: the corrections' or, where they have none, any document's."""
    for entry in table("enums.toml", "enum"):
        if _matches(entry["at"], definition, member):
            values = tuple(_known_values(entry["values"], release))
            return Shape("enum", values=values, tags=entry["tags"])
    stated: dict[str, None] = {}
    for other in RELEASES:
        for name in {definition, present_name(definition)} & schemas(other).keys():
            schema = schemas(other)[name].get("properties", {}).get(member, {})
            stated |= dict.fromkeys(schema.get("enum", ()))
    return Shape("enum", values=tuple(stated), tags=True) if stated else None


def _known_values(values: list[Any], release: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif RELEASES.index(value["since"]) <= RELEASES.index(release):
            yield value["value"]


def _required(definition: str, name: str) -> bool:
    """Whether every release that has the definition requires the field."""
    versions = _versions()[present_name(definition)]
    demanded = [name in version.get("required", ()) for version in versions]
    return all(demanded) and not _marked("optional", definition, name)


@functools.cache
def _versions() -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    """Return for each definition, by its present name, what the releases that have it say."""
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for release in RELEASES:
        for name, schema in schemas(release).items():
            present = present_name(name)
            found[present] = (*found.get(present, ()), schema)
    return found


def _marked(kind: str, definition: str, member: str) -> bool:
    entries = table("optional.toml", kind)
    return any(_matches(entry["fields"], definition, member) for entry in entries)


def _matches(patterns: list[str], definition: str, member: str) -> bool:
    for name in (definition, present_name(definition)):
        place = f"{name}.{member}" if member else name
        for pattern in patterns:
            if re.fullmatch(re.escape(pattern).replace(r"\*", "[^.]*"), place):
                return True
    return False


def _constants(definition: str, names: list[str]) -> dict[str, str]:
    """Return what apiVersion and kind are where the type is a kind."""
    package, _, short = present_name(definition).rpartition(".")
    versions = {
        prefix: entry.get("api_version", "")
        for entry in table("packages.toml", "package")
        for prefix in entry["prefixes"]
    }
    version = versions.get(package, "")
    named = any(_matches(entry["at"], definition, "") for entry in table("kinds.toml", "kind"))
    by_rule = {"apiVersion", "kind", "metadata"} <= set(names)
    if not version or not (named or by_rule):
        return {}
    return {"apiVersion": version, "kind": short}
