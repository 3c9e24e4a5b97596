"""The recipes of the facade's classes: ``facade*.toml``, read strictly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from .node import Node
from .override_tables import check_members, entries, identifier, optional_text, read_file

WirePath = tuple[str, ...]
Item = TypeVar("Item")
_OF_INGREDIENTS = "parts types added required optional always"


@dataclass(frozen=True, slots=True)
class Part:
    """A type of the API whose fields become attributes of a class."""

    where: str
    type: str
    at: WirePath = ()
    only: tuple[str, ...] = ()
    omit: tuple[str, ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict[str, str])
    also: tuple[str, ...] = ()
    nowhere: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Special:
    """What a recipe says of one attribute: another type, or an attribute of its own.

    ``at`` is empty for one without a place in the manifest; ``default`` is Python code.
    """

    where: str
    type: str
    doc: str = ""
    at: WirePath = ()
    default: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What makes the attributes of a class, or of all the classes of a group."""

    where: str
    parts: tuple[Part, ...] = ()
    types: Mapping[str, Special] = field(default_factory=dict[str, Special])
    added: Mapping[str, Special] = field(default_factory=dict[str, Special])
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    always: tuple[WirePath, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipe:
    """A class of the facade. ``move`` says where the extended class's attributes lie, and to where
    they go here.
    """

    name: str
    module: str
    doc: str
    own: Ingredients
    base: str = ""
    extends: str = ""
    move: tuple[WirePath, WirePath] | None = None
    groups: tuple[str, ...] = ()
    docs: str = ""
    options: Options | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """A type for functions that pass keyword arguments on to a class: all but some of them."""

    where: str
    doc: str
    omit: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleNote:
    """What a module of generated classes is about, and the names that it offers besides."""

    where: str
    doc: str = ""
    names: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Recipes:
    """All recipes. ``imports`` tells the module of each name that their types may use."""

    classes: Mapping[str, Recipe]
    groups: Mapping[str, Ingredients]
    modules: Mapping[str, ModuleNote]
    imports: Mapping[str, str]
    root_names: Mapping[str, str]
    root_modules: tuple[str, ...]


def load_recipes(directory: Path) -> Recipes:
    """Read the recipes in a directory of overrides.

    Raises:
        CodegenError: a file is damaged, or two entries have one name; the message names the entry.
    """
    files = {path.name: read_file(path) for path in sorted(directory.glob("facade*.toml"))}
    first = files.get("facade.toml", Node({}, "facade.toml"))
    root = first.get("root") or Node({}, "facade.toml/root")
    check_members(root, "", "names modules")
    modules = root.get("modules")
    return Recipes(
        classes=_by_name(files, "class", _recipe),
        groups=_by_name(files, "group", lambda node: _ingredients(node, "name", "")),
        modules=_by_name(files, "module", _module),
        imports={
            name: place
            for place, names in _members(first.get("imports")).items()
            for name in names.texts()
        },
        root_names=_texts_by_name(root.get("names")),
        root_modules=tuple(modules.texts()) if modules else (),
    )


def _by_name(
    files: Mapping[str, Node], table: str, read: Callable[[Node], Item]
) -> Mapping[str, Item]:
    found: dict[str, Item] = {}
    for file in files:
        for node in entries(files, file, table, lambda node: node):
            name = identifier(node.need("name"))
            if name in found:
                raise node.error(f"a second {table} is called {name}")
            found[name] = read(node)
    return found


def _recipe(node: Node) -> Recipe:
    move = node.get("move")
    if move is not None:
        check_members(move, "from to", "")
    return Recipe(
        name=node.need("name").text(),
        module=identifier(node.need("module")),
        doc=node.need("doc").text(),
        own=_ingredients(node, "name module doc", "base extends move groups docs options"),
        base=optional_text(node, "base"),
        extends=optional_text(node, "extends"),
        move=(_path(move, "from"), _path(move, "to")) if move else None,
        groups=_names(node, "groups"),
        docs=optional_text(node, "docs"),
        options=_options(node.get("options")),
    )


def _options(node: Node | None) -> Options | None:
    if node is None:
        return None
    check_members(node, "doc omit", "")
    return Options(node.place, node.need("doc").text(), _names(node, "omit"))


def _module(node: Node) -> ModuleNote:
    check_members(node, "name doc", "names")
    return ModuleNote(node.place, node.need("doc").text(), _texts_by_name(node.get("names")))


def _ingredients(node: Node, needed: str, others: str) -> Ingredients:
    check_members(node, needed, f"{_OF_INGREDIENTS} {others}")
    parts = node.get("parts")
    return Ingredients(
        where=f"{node.place} ({node.need('name').text()})",
        parts=tuple(_part(item) for item in parts.elements()) if parts else (),
        types={name: _special(item) for name, item in _members(node.get("types")).items()},
        added={name: _added(item) for name, item in _members(node.get("added")).items()},
        required=_names(node, "required"),
        optional=_names(node, "optional"),
        always=tuple(tuple(text.split(".")) for text in _names(node, "always")),
    )


def _part(node: Node) -> Part:
    check_members(node, "type", "at only omit rename also nowhere optional")
    return Part(
        where=node.place,
        type=node.need("type").text(),
        at=_path(node, "at"),
        only=_names(node, "only"),
        omit=_names(node, "omit"),
        rename=_texts_by_name(node.get("rename")),
        also=_names(node, "also"),
        nowhere=_flag(node, "nowhere"),
        optional=_flag(node, "optional"),
    )


def _special(node: Node) -> Special:
    if isinstance(node.value, str):
        return Special(node.place, node.value)
    check_members(node, "type", "doc")
    return Special(node.place, node.need("type").text(), optional_text(node, "doc"))


def _added(node: Node) -> Special:
    check_members(node, "type doc", "at default hidden")
    default = node.get("default")
    return Special(
        node.place,
        node.need("type").text(),
        node.need("doc").text(),
        _path(node, "at"),
        repr(default.flag()) if default else "",
        _flag(node, "hidden"),
    )


def _path(node: Node, key: str) -> WirePath:
    text = optional_text(node, key)
    return tuple(text.split(".")) if text else ()


def _names(node: Node, key: str) -> tuple[str, ...]:
    member = node.get(key)
    return tuple(member.texts()) if member else ()


def _flag(node: Node, key: str) -> bool:
    member = node.get(key)
    return member.flag() if member else False


def _members(node: Node | None) -> Mapping[str, Node]:
    return node.members() if node else {}


def _texts_by_name(node: Node | None) -> Mapping[str, str]:
    return {name: text.text() for name, text in _members(node).items()}
