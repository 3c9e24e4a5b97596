"""What the templates of the facade show: each class as one view, all text ready."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .api import Api, Scalar, references
from .errors import CodegenError
from .facade_model import Attribute, FacadeClass
from .facade_tables import Recipes, WirePath
from .python_types import Types, quoted
from .views import LINE_LENGTH, Views

_MODELS = "hera_models"
# Where the words of types come from that neither the recipes nor the facade define.
_STANDARD: Mapping[str, str] = {
    "Any": "typing",
    "Callable": "collections.abc",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "Tag": _MODELS,
    "TypedDict": "typing",
    "datetime": "datetime",
}
_BUILTIN = frozenset(
    {"None", "bool", "bytes", "dict", "float", "int", "list", "object", "set", "str", "type"}
)
_WORD = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_TEXTS = re.compile(r"\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class AttributeView:
    """An attribute as checkers see it; ``default`` is empty where it must be given."""

    name: str
    type: str
    default: str


@dataclass(frozen=True, slots=True)
class OptionsView:
    """The type of keyword arguments that are passed on to a class."""

    doc: str
    arguments: tuple[AttributeView, ...]


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class, as its module shows it: ``own`` are the attributes that it declares itself."""

    name: str
    bases: tuple[str, ...]
    doc: str
    own: tuple[AttributeView, ...]
    arguments: tuple[AttributeView, ...]
    options: OptionsView | None
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FacadeModuleView:
    """A module of classes: what it imports, for run time and for checkers."""

    name: str
    doc: str
    imports: tuple[str, ...]
    type_imports: tuple[str, ...]
    classes: tuple[ClassView, ...]


@dataclass(frozen=True, slots=True)
class FacadeViews:
    """Makes the views of the facade of one API; ``modules`` are those of its models."""

    api: Api
    recipes: Recipes
    classes: Mapping[str, FacadeClass]
    modules: frozenset[str]

    def module(self, name: str, classes: Sequence[FacadeClass]) -> FacadeModuleView:
        """Return the view of a module with its classes."""
        views = tuple(self._class(item) for item in classes)
        note = self.recipes.modules.get(name)
        texts = [item.type for view in views for item in view.arguments]
        texts += ["TypedDict" for view in views if view.options]
        return FacadeModuleView(
            name,
            note.doc if note else classes[0].recipe.doc,
            tuple(sorted(set(self._imports(name, classes)))),
            tuple(self._type_imports(name, texts)),
            views,
        )

    def _class(self, item: FacadeClass) -> ClassView:
        shown = [attribute for attribute in item.attributes if not attribute.hidden]
        views = {attribute.name: self._attribute(attribute) for attribute in shown}
        hidden = set(views) & {word for view in views.values() for word in _words_of(view.type)}
        if hidden:
            raise CodegenError(
                f"{item.recipe.own.where}: in the class an attribute {' '.join(hidden)} would hide "
                "what its types mean by this name; rename it"
            )
        bases = (item.recipe.base.rpartition(".")[2], item.recipe.extends)
        return ClassView(
            item.recipe.name,
            tuple(base for base in bases if base),
            self._doc(item, shown),
            tuple(views[each.name] for each in shown if each.name not in item.inherited),
            tuple(views.values()),
            self._options(item, views),
            tuple(_marks(item)),
        )

    def _options(self, item: FacadeClass, views: Mapping[str, AttributeView]) -> OptionsView | None:
        options = item.recipe.options
        if options is None:
            return None
        unknown = [name for name in options.omit if name not in views]
        if unknown:
            raise CodegenError(f"{options.where}: there is no attribute {', '.join(unknown)}")
        kept = [view for name, view in views.items() if name not in options.omit]
        return OptionsView(options.doc, tuple(kept))

    def _attribute(self, item: Attribute) -> AttributeView:
        type_ = self._type(item)
        if item.required:
            return AttributeView(item.name, type_, "")
        default = item.special.default if item.special else ""
        optional = default or type_ == "Any" or self._may_be_none(type_)
        return AttributeView(item.name, type_ if optional else f"{type_} | None", default or "None")

    def _may_be_none(self, type_: str) -> bool:
        """Tell whether a type is one of the facade's own for arguments, which all take None."""
        return self.recipes.imports.get(type_) == "_core.types"

    def _type(self, item: Attribute) -> str:
        text = item.special.type if item.special else "{}"
        if "{}" not in text:
            return text
        if item.field is None:
            where = item.special.where if item.special else item.name
            raise CodegenError(f"{where}: the API has no type for {{}}")
        types = Types(self.api)
        type_ = types.resolve(item.field.type)
        names = {
            name: f"{self.api.definitions[name].module}.{self.api.definitions[name].python}"
            for name in references(type_)
        }
        types = Types(self.api, local=names)
        plain = types.argument(type_) if isinstance(type_, Scalar) else types.attribute(type_)
        return text.replace("{}", plain)

    def _doc(self, item: FacadeClass, shown: Iterable[Attribute]) -> str:
        lines = [item.recipe.doc]
        part = item.part
        span = Views(self.api, frozenset()).span(part.releases, self.api.releases) if part else ""
        if span:
            lines += ["", f"    In Argo Workflows {span}."]
        docs = item.recipe.docs or (part.docs if part else "")
        if docs:
            lines += ["", f"    {docs}"]
        described = [line for attribute in shown for line in self._lines(attribute)]
        if described:
            lines += ["", "    Attributes:", *described]
        return "\n".join([*lines, "    "] if len(lines) > 1 else lines)

    def _lines(self, item: Attribute) -> list[str]:
        return textwrap.wrap(
            f"{item.name}: {self._words(item)}",
            LINE_LENGTH,
            initial_indent=" " * 8,
            subsequent_indent=" " * 12,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _words(self, item: Attribute) -> str:
        said = item.special.doc.rstrip(".") if item.special else ""
        notes = ["required"] if item.required else []
        if item.field is not None and item.owner is not None:
            types = Types(self.api)
            said = said or types.words(types.resolve(item.field.type))
            notes += Views(self.api, frozenset()).availability(item.owner, item.field)
        return "; ".join([said, *notes]) + "."

    def _imports(self, module: str, classes: Iterable[FacadeClass]) -> Iterator[str]:
        for item in classes:
            if item.recipe.base:
                place, _, name = item.recipe.base.rpartition(".")
                yield f"from ._core.{place} import {name}"
            above = self.classes.get(item.recipe.extends)
            if above and above.recipe.module != module:
                yield f"from .{above.recipe.module} import {above.recipe.name}"
        note = self.recipes.modules.get(module)
        for name, place in note.names.items() if note else ():
            yield f"from .{place} import {name} as {name}"

    def _type_imports(self, module: str, texts: Iterable[str]) -> Iterator[str]:
        words = {word for text in texts for word in _words_of(text)} - _BUILTIN
        note = self.recipes.modules.get(module)
        groups: tuple[set[str], set[str], set[str]] = (set(), set(), set())
        for word in words - set(note.names if note else ()):
            place = self._place(word)
            if place is None:
                raise CodegenError(f"facade recipes, module {module}: {word} in a type is unknown")
            if place != f".{module}":
                group = 2 if place.startswith(".") else place == _MODELS
                groups[group].add(f"from {place} import {word}")
        for lines in groups:
            yield from [*sorted(lines), ""] if lines else ()

    def _place(self, word: str) -> str | None:
        """Return the module that has what a word in a type means."""
        if word in self.modules:
            return _MODELS
        found = self.classes.get(word)
        place = found.recipe.module if found else self.recipes.imports.get(word)
        return f".{place}" if place else _STANDARD.get(word)


def _words_of(type_: str) -> list[str]:
    return _WORD.findall(_TEXTS.sub("", type_))


def _marks(item: FacadeClass) -> Iterator[tuple[str, str]]:
    yield "_fields", _mapping((each.name, _tuple(each.path)) for each in item.attributes)
    also = [
        (each.name, f"({', '.join(map(_tuple, each.also))},)")
        for each in item.attributes
        if each.also
    ]
    if also:
        yield "_also", _mapping(also)
    if item.always:
        yield "_always", f"({', '.join(map(_tuple, item.always))},)"
    required = [each.name for each in item.attributes if each.required]
    if required:
        yield "_required", _tuple(required)
    defaults = [
        (each.name, each.special.default)
        for each in item.attributes
        if each.special and each.special.default
    ]
    if defaults:
        yield "_defaults", _mapping(defaults)


def _mapping(items: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{quoted(name)}: {value}" for name, value in items) + "}"


def _tuple(path: Sequence[str] | WirePath) -> str:
    inner = ", ".join(quoted(key) for key in path)
    return f"({inner},)" if len(path) == 1 else f"({inner})"
