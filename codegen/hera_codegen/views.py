"""What the templates of the models show: each definition as one view, all text ready."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .api import Api, Definition, Enum, EnumValue, Field, MapOf, OneOf, Ref, Type, references
from .naming import RESERVED_CLASSES
from .python_types import Types, file_name, module_path, quoted

_KINDS = re.compile(r"\b(?:[A-Z][A-Z0-9_]+|Ref|List|Map|OneOf|Enum|Const)\b(?=[\s,()]|$)")
LINE_LENGTH = 100
_LITERALS = re.compile(r"'[^']*'|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field: ``default`` as run time writes it, ``shown`` as checkers and editors see it."""

    python: str
    kind: str
    default: str
    attribute: str
    argument: str
    shown: str

    @property
    def statement(self) -> str:
        """Return the field as a statement of the run-time half, broken as black would break it.

        Black formats a text twice where its first pass changes anything, so what it would do to
        the common long line is done here.
        """
        line = f"        {self.python}: {self.kind}" + (
            f" = {self.default}" if self.default else ""
        )
        call, paren, arguments = line.partition(" = Field(")
        if len(line) <= LINE_LENGTH or not paren or len(call + paren) > LINE_LENGTH:
            return line
        return f"{call}{paren}\n            {arguments[:-1]}\n        )"


@dataclass(frozen=True, slots=True)
class ModelView:
    """A class, as its module shows it."""

    name: str
    base: str
    doc: str
    marks: tuple[tuple[str, str], ...]
    fields: tuple[FieldView, ...]
    imports: tuple[str, ...]
    type_imports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AliasView:
    """A definition that is another name for a type."""

    name: str
    doc: str
    target: str
    imports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Views:
    """Makes the views of one API; ``nests`` is what :func:`nesting` finds in it."""

    api: Api
    nests: frozenset[str]

    def model(self, definition: Definition) -> ModelView:
        """Return the view of a definition that is an object."""
        types = self._types(definition)
        fields = tuple(_field(types, definition, item) for item in definition.fields)
        marks = tuple(self._marks(definition))
        base = "Manifest" if definition.kind and not definition.embedded else "Model"
        return ModelView(
            name=definition.python,
            base=base,
            doc=self._doc(definition),
            marks=marks,
            fields=fields,
            imports=tuple(_sorted_imports(_runtime_imports(base, fields, marks))),
            type_imports=tuple(_sorted_imports(_type_imports(types, definition, fields))),
        )

    def alias(self, definition: Definition) -> AliasView:
        """Return the view of a definition that is another name for a type."""
        types = self._types(definition)
        target = types.resolve(Ref(definition.name))
        text = types.attribute(target)
        return AliasView(
            name=definition.python,
            doc=f"{self._head(definition)} Here: {types.words(target)}.",
            target=text,
            imports=tuple(
                _sorted_imports(
                    [
                        *_typing_imports([text, "TypeAlias"]),
                        *_model_imports(types, definition),
                        *_tag_imports([text]),
                    ]
                )
            ),
        )

    def _types(self, owner: Definition) -> Types:
        """Return the writer of types for one module, where names that would clash are others."""
        resolver = Types(self.api)
        mentioned = [item.type for item in owner.fields if not _constant(owner, item)]
        if owner.target is not None:
            mentioned.append(owner.target)
        found = {name for item in mentioned for name in references(resolver.resolve(item))}
        local: dict[str, str] = {}
        for name in sorted(found, key=lambda name: (name != owner.name, name)):
            target = self.api.definitions[name]
            clashes = target.python in {owner.python, *RESERVED_CLASSES, *local.values()}
            local[name] = (
                f"{target.module.capitalize()}{target.python}"
                if clashes and name != owner.name
                else target.python
            )
        return Types(self.api, self.nests, local)

    def _marks(self, definition: Definition) -> Iterator[tuple[str, str]]:
        """Yield the class attributes that hold availability, where there is any to tell."""
        everywhere = definition.releases
        if len(everywhere) < len(self.api.releases):
            yield "__releases__", self._mask(everywhere)
        some = {
            item.python: self._mask(item.releases)
            for item in definition.fields
            if item.releases != everywhere
        }
        if some:
            yield "__field_releases__", _table(some)
        types = self._types(definition)
        history = {
            item.python: self._history(types, item) for item in definition.fields if item.history
        }
        if history:
            yield "__type_releases__", _table(history)
        required = {
            item.python: self._mask(item.required_in)
            for item in definition.fields
            if item.required_in and not item.required
        }
        if required:
            yield "__required_in__", _table(required)
        values = {
            item.python: _table({value.value: mask for value, mask in masks})
            for item in definition.fields
            if (masks := list(self._value_masks(item)))
        }
        if values:
            yield "__value_releases__", _table(values)

    def _history(self, types: Types, item: Field) -> str:
        rows = (
            f"({types.kind(types.resolve(type_))}, {self._mask(releases)})"
            for type_, releases in item.history
        )
        return f"({', '.join(rows)})"

    def _value_masks(self, item: Field) -> Iterator[tuple[EnumValue, str]]:
        for value in _enum_values(Types(self.api).resolve(item.type)):
            if value.releases and not set(item.releases) <= set(value.releases):
                yield value, self._mask(value.releases)

    def _mask(self, releases: Iterable[str]) -> str:
        has = set(releases)
        bits = "".join("1" if release in has else "0" for release in reversed(self.api.releases))
        return f"0b{bits}"

    def _doc(self, definition: Definition) -> str:
        lines = [self._head(definition)]
        span = self.span(definition.releases, self.api.releases)
        if span:
            lines += ["", f"    In Argo Workflows {span}."]
        if definition.docs:
            lines += ["", f"    {definition.docs}"]
        if definition.fields:
            lines += ["", "    Attributes:"]
            lines += [f"        {line}" for line in self._field_docs(definition)]
        return "\n".join([*lines, "    "] if len(lines) > 1 else lines)

    def _head(self, definition: Definition) -> str:
        return f"The API's ``{definition.name}``."

    def _field_docs(self, definition: Definition) -> Iterator[str]:
        types = self._types(definition)
        for item in definition.fields:
            constant = _constant(definition, item)
            words = repr(constant) if constant else types.words(types.resolve(item.type))
            notes = [words]
            if item.required and not item.nullable:
                notes.append("required")
            elif item.required_in and not item.required:
                notes.append(f"required by {', '.join(item.required_in)}")
            notes += self.availability(definition, item)
            yield f"{item.python}: {'; '.join(notes)}."

    def availability(self, owner: Definition, item: Field) -> Iterator[str]:
        """Yield in words since when and until when a definition has a field, and its values."""
        span = self.span(item.releases, owner.releases)
        if span:
            yield span
        for value, _ in self._value_masks(item):
            yield f"{value.value!r} {self.span(value.releases, item.releases)}"

    def span(self, releases: Sequence[str], within: Sequence[str]) -> str:
        """Return in words which releases have a thing, or nothing if all of its owner's have."""
        if not releases or set(within) <= set(releases):
            return ""
        known = self.api.releases
        first, last = known.index(releases[0]), known.index(releases[-1])
        if last - first + 1 != len(releases):
            return "only in " + ", ".join(releases)
        since = f"since {releases[0]}" if releases[0] != within[0] else ""
        until = f"until {releases[-1]}" if releases[-1] != within[-1] else ""
        return " ".join(part for part in (since, until) if part)


def _field(types: Types, owner: Definition, item: Field) -> FieldView:
    constant = _constant(owner, item)
    if constant:
        return _constant_field(owner, item, constant)
    resolved = types.resolve(item.type)
    absent = "" if item.required and not item.nullable else " | None"
    attribute = types.attribute(resolved)
    argument = types.argument(resolved)
    return FieldView(
        python=item.python,
        kind=types.kind(resolved),
        default=_default(item, "None", demanded=not absent),
        attribute=_annotation(attribute, absent, owner),
        argument=_annotation(argument, absent, owner),
        shown="None" if absent else "",
    )


def _annotation(type_: str, absent: str, owner: Definition) -> str:
    if type_ == "Any":
        return type_
    # A class's own name is not yet bound where its body stands.
    quote = '"' if owner.python in _words([type_]) else ""
    return f"{quote}{type_}{absent}{quote}"


def _constant_field(owner: Definition, item: Field, constant: str) -> FieldView:
    absent = " | None" if owner.embedded else ""
    default = "None" if owner.embedded else f'"{constant}"'
    return FieldView(
        python=item.python,
        kind=f'Const("{constant}")',
        default=_default(item, default, demanded=False),
        attribute=f'Literal["{constant}"]{absent}',
        argument=f'Literal["{constant}"]{absent}',
        shown=default,
    )


def _type_imports(types: Types, owner: Definition, fields: Sequence[FieldView]) -> Iterator[str]:
    texts = [text for item in fields for text in (item.attribute, item.argument)]
    yield from _typing_imports(texts)
    yield from _model_imports(types, owner)
    yield from _tag_imports(texts)


def _tag_imports(texts: Iterable[str]) -> Iterator[str]:
    if "Tag" in _words(texts):
        yield "from .._runtime.tags import Tag"


def _model_imports(types: Types, owner: Definition) -> Iterator[str]:
    for name, local in types.local.items():
        if name == owner.name:
            continue
        target = types.api.definitions[name]
        place = (
            f".{file_name(target)}" if target.module == owner.module else f"..{module_path(target)}"
        )
        renamed = f" as {local}" if local != target.python else ""
        yield f"from {place} import {target.python}{renamed}"


def _constant(owner: Definition, item: Field) -> str:
    if not owner.kind:
        return ""
    return {"apiVersion": owner.api_version, "kind": owner.kind}.get(item.name, "")


def _default(item: Field, value: str, *, demanded: bool) -> str:
    alias = f'alias="{item.name}"' if item.name != item.python else ""
    if demanded:
        return f"Field({alias})" if alias else ""
    return f"Field({value}, {alias})" if alias else value


def _enum_values(type_: Type) -> tuple[EnumValue, ...]:
    match type_:
        case Enum(values):
            return values
        case MapOf(inner):
            return _enum_values(inner)
        case OneOf(options):
            return tuple(value for option in options for value in _enum_values(option))
        case _:
            return ()


def _kind_names(kind: str) -> set[str]:
    return set(_KINDS.findall(_LITERALS.sub("''", kind)))


def _table(items: Mapping[str, str]) -> str:
    rows = ", ".join(f"{quoted(key)}: {value}" for key, value in items.items())
    return f"{{{rows}}}"


def _words(texts: Iterable[str]) -> set[str]:
    # An annotation that is quoted whole begins with its quote; one that holds literals does not.
    bare = (text.strip('"') if text.startswith('"') else _LITERALS.sub("", text) for text in texts)
    return {word for text in bare for word in re.findall(r"\w+", text)}


def _runtime_imports(
    base: str, fields: Sequence[FieldView], marks: Iterable[tuple[str, str]]
) -> Iterator[str]:
    if any("Field(" in item.default for item in fields):
        yield "from pydantic import Field"
    texts = [*(item.kind for item in fields), *(text for _, text in marks)]
    kinds = sorted({name for text in texts for name in _kind_names(text)})
    if kinds:
        yield f"from .._runtime.kinds import {', '.join(kinds)}"
    yield f"from .._runtime.model import {base}"


def _typing_imports(texts: Iterable[str]) -> Iterator[str]:
    words = _words(texts)
    if "Mapping" in words:
        yield "from collections.abc import Mapping"
    if "datetime" in words:
        yield "from datetime import datetime"
    names = [name for name in ("Any", "Literal", "TypeAlias") if name in words]
    if names:
        yield f"from typing import {', '.join(names)}"


def _sorted_imports(lines: Iterable[str]) -> list[str]:
    """Return import lines, the standard library's first, then an empty line and the package's."""
    everything = sorted(lines)
    ours = [line for line in everything if line.startswith("from .")]
    theirs = [line for line in everything if not line.startswith("from .")]
    return [*theirs, *([""] if theirs and ours else []), *ours]
