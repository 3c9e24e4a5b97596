"""The model of an API: the only thing that passes between the stages of the generator.

    specs/TAG.json ──read──▶ Api ──merge──▶ Api ──override──▶ Api ──emit──▶ code

Every class is frozen. Names of definitions are the document's own, whole (for example
``io.argoproj.workflow.v1alpha1.Template``); what Python calls a thing is decided by the overriding
stage and kept beside the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

ScalarName: TypeAlias = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "any",  # any JSON value
    "object",  # an object whose keys and values the document does not state
    "bytes",  # base64 text in JSON
    "binary",  # raw bytes, as a body
    "time",  # RFC 3339 text
    "int_or_string",
    "quantity",  # Kubernetes' resource.Quantity: text, integer or number
    "any_string",  # text that Argo also reads from a number or a boolean
    "single_key_object",  # an object with exactly one key
    "int64_string",  # a 64-bit integer that the document calls text
]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A leaf: one JSON value without parts that the document knows."""

    name: ScalarName


@dataclass(frozen=True, slots=True)
class Ref:
    """A definition, by its whole name."""

    name: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array."""

    item: Type


@dataclass(frozen=True, slots=True)
class MapOf:
    """A JSON object used as a map from text to one type."""

    value: Type


@dataclass(frozen=True, slots=True)
class EnumValue:
    """One allowed text, and the releases that know it."""

    value: str
    releases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enum:
    """A text out of a closed list. With ``tags``, text that holds a ``{{…}}`` tag fits as well."""

    values: tuple[EnumValue, ...]
    tags: bool = True


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several types, the preferred one first."""

    options: tuple[Type, ...]


Type: TypeAlias = Scalar | Ref | ListOf | MapOf | Enum | OneOf


@dataclass(frozen=True, slots=True)
class Field:
    """One property of a definition.

    ``releases`` are those that have the field, ``required_in`` those that demand it; ``required``
    is what the models demand. Where releases disagree on the type, ``history`` holds each one's,
    newest first. ``python`` is filled in by the overriding stage.
    """

    name: str
    type: Type
    required: bool = False
    nullable: bool = False
    releases: tuple[str, ...] = ()
    required_in: tuple[str, ...] = ()
    history: tuple[tuple[Type, tuple[str, ...]], ...] = ()
    python: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A named type: an object with ``fields``, or, where ``target`` is set, another name for it.

    ``former`` holds the names that other releases give to the same definition. ``module``,
    ``python``, ``docs`` (the address of its documentation) and ``api_version``/``kind`` (for the
    objects that carry them) are filled in by the overriding stage; ``embedded`` marks an object
    that carries a kind but that people write inside another, without it.
    """

    name: str
    fields: tuple[Field, ...] = ()
    target: Type | None = None
    releases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    module: str = ""
    python: str = ""
    api_version: str = ""
    kind: str = ""
    embedded: bool = False
    docs: str = ""

    @property
    def short(self) -> str:
        """The last part of the name, for example ``Template``."""
        return self.name.rpartition(".")[2]

    @property
    def package(self) -> str:
        """The name without its last part, for example ``io.argoproj.workflow.v1alpha1``."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path or the query. ``multi``: may be given several times."""

    name: str
    location: Literal["path", "query"]
    type: Type
    required: bool = False
    multi: bool = False
    releases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint. ``shape`` tells how the answer arrives."""

    id: str
    method: str
    path: str
    service: str
    parameters: tuple[Parameter, ...] = ()
    body: Type | None = None
    response: Type | None = None
    shape: Literal["unary", "stream", "binary"] = "unary"
    releases: tuple[str, ...] = ()


def _no_definitions() -> Mapping[str, Definition]:
    return MappingProxyType({})


def _no_operations() -> Mapping[str, Operation]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Api:
    """All that one release, or the union of several, offers; ``releases`` oldest first."""

    releases: tuple[str, ...]
    definitions: Mapping[str, Definition] = field(default_factory=_no_definitions)
    operations: Mapping[str, Operation] = field(default_factory=_no_operations)


def references(type_: Type) -> Iterator[str]:
    """Yield the names of the definitions that a type mentions."""
    match type_:
        case Ref(name):
            yield name
        case ListOf(inner) | MapOf(inner):
            yield from references(inner)
        case OneOf(options):
            for option in options:
                yield from references(option)
        case _:
            pass


def map_refs(type_: Type, names: Mapping[str, str]) -> Type:
    """Return the type with every definition's name replaced by what ``names`` says, if anything."""
    match type_:
        case Ref(name):
            return Ref(names.get(name, name))
        case ListOf(inner):
            return ListOf(map_refs(inner, names))
        case MapOf(inner):
            return MapOf(map_refs(inner, names))
        case OneOf(options):
            return OneOf(tuple(map_refs(option, names) for option in options))
        case _:
            return type_


def describe(type_: Type) -> str:
    """Return a type as one short line, as the reports show it: ``[Template]``, ``map<string>``."""
    match type_:
        case Scalar(name):
            return name
        case Ref(name):
            return name
        case ListOf(inner):
            return f"[{describe(inner)}]"
        case MapOf(inner):
            return f"map<{describe(inner)}>"
        case Enum(values):
            return "enum(" + ", ".join(value.value for value in values) + ")"
        case OneOf(options):
            return " | ".join(describe(option) for option in options)


def properties(definition: Definition) -> Mapping[str, Field]:
    """Return the fields of a definition by name."""
    return {item.name: item for item in definition.fields}
