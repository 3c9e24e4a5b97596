"""The overrides as data: the tables in ``codegen/overrides/*.toml``, read strictly.

An unknown file, table or key, a missing reason or a malformed value is an error that names the
place, so that no override is silently without effect.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar, get_args

from . import toml_file
from .api import ListOf, MapOf, Scalar, ScalarName, Type
from .errors import CodegenError
from .node import Node
from .override_model import (
    Choice,
    ClassName,
    ConflictChoice,
    EnumOverride,
    FieldName,
    FieldOverride,
    KindOverride,
    Order,
    Overrides,
    Package,
    TypeOverride,
    Value,
)
from .override_sites import Pattern, parse_pattern
from .release import check_tag

Entry = TypeVar("Entry")
_SCALARS: Mapping[str, ScalarName] = {name: name for name in get_args(ScalarName)}
_CHOICES: Mapping[str, Choice] = {name: name for name in get_args(Choice)}


_TABLES: Mapping[str, frozenset[str]] = {
    "packages.toml": frozenset({"package"}),
    "types.toml": frozenset({"type"}),
    "enums.toml": frozenset({"enum"}),
    "optional.toml": frozenset({"optional", "nullable"}),
    "conflicts.toml": frozenset({"conflict"}),
    "names.toml": frozenset({"field", "class"}),
    "kinds.toml": frozenset({"kind"}),
    "order.toml": frozenset({"first", "last", "reason"}),
    "client.toml": frozenset({"service", "verb", "keyword"}),
    "client_docs.toml": frozenset({"keywords", "verbs"}),
    "facade.toml": frozenset({"group", "imports", "module", "root"}),
    "facade_kinds.toml": frozenset({"class", "group"}),
    "facade_leaves.toml": frozenset({"class", "group"}),
    "facade_templates.toml": frozenset({"class", "group"}),
    "facade_volumes.toml": frozenset({"class", "group"}),
    "services.toml": frozenset({"alias", "facade", "parameter"}),
}


def load(directory: Path) -> Overrides:
    """Read the overrides in a directory.

    A file that is absent holds no overrides; files that are not TOML are passed over.

    Raises:
        CodegenError: The directory is missing, or a file cannot be read, has an unknown name, or
            holds what is no override; the message names file and entry.
    """
    if not directory.is_dir():
        raise CodegenError(f"{directory}: expected the directory of the overrides, found none")
    files = {path.name: read_file(path) for path in sorted(directory.glob("*.toml"))}
    return Overrides(
        packages=_unique_prefixes(entries(files, "packages.toml", "package", _package)),
        types=entries(files, "types.toml", "type", _type),
        enums=entries(files, "enums.toml", "enum", _enum),
        optional=entries(files, "optional.toml", "optional", _fields),
        nullable=entries(files, "optional.toml", "nullable", _fields),
        conflicts=entries(files, "conflicts.toml", "conflict", _conflict),
        field_names=entries(files, "names.toml", "field", _field_name),
        class_names=entries(files, "names.toml", "class", _class_name),
        kinds=entries(files, "kinds.toml", "kind", _kind),
        order=_order(files["order.toml"]) if "order.toml" in files else Order(),
    )


def read_file(path: Path) -> Node:
    """Read a file of overrides, and check that it and its tables have known names."""
    known = _TABLES.get(path.name)
    if known is None:
        raise CodegenError(f"{path}: expected one of {', '.join(_TABLES)}; rename or remove it")
    node = Node(toml_file.load(path), path.name)
    _only(node, known)
    return node


def entries(
    files: Mapping[str, Node], file: str, table: str, read: Callable[[Node], Entry]
) -> tuple[Entry, ...]:
    """Read each entry of a table; none where the file is absent."""
    node = files[file].get(table) if file in files else None
    return tuple(read(entry) for entry in (node.elements() if node else []))


def _package(node: Node) -> Package:
    check_keys(node, "prefixes module", "top_level api_version docs docs_roots")
    prefixes, roots = node.need("prefixes"), node.get("docs_roots")
    return Package(
        node.place,
        prefixes=texts(prefixes),
        module=identifier(node.need("module")),
        top_level=_flag(node, "top_level"),
        api_version=optional_text(node, "api_version"),
        docs=optional_text(node, "docs"),
        docs_roots=_patterns(roots) if roots else (),
    )


def _type(node: Node) -> TypeOverride:
    check_keys(node, "at type")
    expression = node.need("type")
    return TypeOverride(
        node.place, _patterns(node.need("at")), _parse_type(expression.text(), expression)
    )


def _enum(node: Node) -> EnumOverride:
    check_keys(node, "at values tags")
    values = tuple(_values(node.need("values")))
    if not values or len({value.text for value in values}) < len(values):
        raise node.need("values").error("expected one or more values, each once")
    return EnumOverride(node.place, _patterns(node.need("at")), values, node.need("tags").flag())


def _values(node: Node) -> Iterator[Value]:
    for element in node.elements():
        if isinstance(element.value, str):
            yield Value(element.value)
        else:
            _only(element, {"value", "since"})
            yield Value(element.need("value").text(), check_tag(element.need("since").text()))


def _fields(node: Node) -> FieldOverride:
    check_keys(node, "fields")
    return FieldOverride(node.place, tuple(_without_steps(node.need("fields"))))


def _conflict(node: Node) -> ConflictChoice:
    check_keys(node, "field choose")
    choose = node.need("choose")
    if choose.text() not in _CHOICES:
        raise choose.error(f"expected newest or union, found {choose.text()!r}")
    return ConflictChoice(node.place, _pattern(node.need("field")), _CHOICES[choose.text()])


def _field_name(node: Node) -> FieldName:
    check_keys(node, "wire python")
    return FieldName(node.place, node.need("wire").text(), identifier(node.need("python")))


def _class_name(node: Node) -> ClassName:
    check_keys(node, "definition python")
    return ClassName(node.place, _pattern(node.need("definition")), identifier(node.need("python")))


def _kind(node: Node) -> KindOverride:
    check_keys(node, "at", "embedded")
    return KindOverride(node.place, tuple(_without_steps(node.need("at"))), _flag(node, "embedded"))


def _order(node: Node) -> Order:
    check_keys(node, "first last")
    order = Order(node.place, texts(node.need("first")), texts(node.need("last")))
    if len({*order.first, *order.last}) < len(order.first) + len(order.last):
        raise node.error("expected each name once")
    return order


def _unique_prefixes(packages: tuple[Package, ...]) -> tuple[Package, ...]:
    owners: dict[str, Package] = {}
    for package in packages:
        for prefix in package.prefixes:
            other = owners.setdefault(prefix, package)
            if other is not package:
                raise CodegenError(f"{package.where}: {prefix} already stands in {other.where}")
    return packages


def check_keys(node: Node, required: str, optional: str = "") -> None:
    """Check an entry's keys; each entry needs its reason as well."""
    if not node.need("reason").text().strip():
        raise node.need("reason").error("expected the reason, found an empty text")
    check_members(node, f"reason {required}", optional)


def check_members(node: Node, required: str, optional: str = "") -> None:
    """Check the keys of an object that needs no reason."""
    _only(node, {*required.split(), *optional.split()})
    for key in required.split():
        node.need(key)


def _only(node: Node, known: set[str] | frozenset[str]) -> None:
    for key in node.members():
        if key not in known:
            raise node.error(f"unknown key {key!r}; expected {', '.join(sorted(known))}")


def _flag(node: Node, key: str) -> bool:
    member = node.get(key)
    return member.flag() if member else False


def optional_text(node: Node, key: str) -> str:
    """Return a member's text, or an empty one where there is no such member."""
    member = node.get(key)
    return member.text() if member else ""


def texts(node: Node) -> tuple[str, ...]:
    """Return one or more texts."""
    found = tuple(node.texts())
    if not found:
        raise node.error("expected one or more texts, found none")
    return found


def identifier(node: Node) -> str:
    """Return a text that is a Python name."""
    if not node.text().isidentifier() or keyword.iskeyword(node.text()):
        raise node.error(f"expected a Python name, found {node.text()!r}")
    return node.text()


def _pattern(node: Node) -> Pattern:
    pattern = parse_pattern(node.text())
    if pattern is None:
        raise node.error(
            f"expected a definition's whole name or DEFINITION.FIELD, found {node.text()!r}"
        )
    return pattern


def _patterns(node: Node) -> tuple[Pattern, ...]:
    texts(node)
    return tuple(_pattern(element) for element in node.elements())


def _without_steps(node: Node) -> Iterator[Pattern]:
    texts(node)
    for element in node.elements():
        pattern = _pattern(element)
        if pattern.steps:
            raise element.error(f"expected a pattern without [] and {{}}, found {pattern}")
        yield pattern


def _parse_type(text: str, node: Node) -> Type:
    if text.startswith("[") and text.endswith("]"):
        return ListOf(_parse_type(text[1:-1], node))
    if text.startswith("{") and text.endswith("}"):
        return MapOf(_parse_type(text[1:-1], node))
    if text not in _SCALARS:
        raise node.error(
            f"{text!r} is no type; expected [TYPE], {{TYPE}} or one of {', '.join(_SCALARS)}"
        )
    return Scalar(_SCALARS[text])
