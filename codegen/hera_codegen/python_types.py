"""How a type of the API is written in Python: as a kind for run time, as a type for checkers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .api import (
    Api,
    Definition,
    Enum,
    ListOf,
    MapOf,
    OneOf,
    Ref,
    Scalar,
    ScalarName,
    Type,
    references,
)
from .naming import python_name

# For each scalar what checkers see: of an attribute, and of a constructor's argument.
_SCALARS: Mapping[ScalarName, tuple[str, str]] = MappingProxyType(
    {
        "string": ("str", "str"),
        "bytes": ("str", "str"),
        "binary": ("str", "str"),
        "integer": ("int", "int"),
        "boolean": ("bool", "bool"),
        "number": ("float", "float"),
        "int_or_string": ("int | str", "int | str"),
        "int64_string": ("int | str", "int | str"),
        "quantity": ("str | float", "str | float"),
        "any_string": ("str | float | bool", "str | float | bool"),
        "time": ("str", "str | datetime"),
        "any": ("Any", "Any"),
        "object": ("dict[str, Any]", "Mapping[str, Any]"),
        "single_key_object": ("dict[str, Any]", "Mapping[str, Any]"),
    }
)
_WORDS: Mapping[ScalarName, str] = MappingProxyType(
    {
        "string": "text",
        "bytes": "base64 text",
        "binary": "base64 text",
        "integer": "an integer",
        "boolean": "a boolean",
        "number": "a number",
        "int_or_string": "an integer or text",
        "int64_string": "an integer or text",
        "quantity": "a quantity: text or a number",
        "any_string": "text, a number or a boolean",
        "time": "a time: RFC 3339 text, or a datetime when given",
        "any": "any JSON value",
        "object": "an object of any content",
        "single_key_object": "an object with exactly one key",
    }
)


@dataclass(frozen=True, slots=True)
class Types:
    """Writes types of one API, aliases resolved.

    ``local`` holds what one module calls the classes that it imports, by definition; ``nests`` the
    definitions that :func:`nesting` finds.
    """

    api: Api
    nests: frozenset[str] = frozenset()
    local: Mapping[str, str] = field(default_factory=dict[str, str])

    def resolve(self, type_: Type) -> Type:
        """Return the type with every alias replaced by what it stands for."""
        match type_:
            case Ref(name):
                target = self.api.definitions[name].target
                return type_ if target is None else self.resolve(target)
            case ListOf(inner):
                return ListOf(self.resolve(inner))
            case MapOf(inner):
                return MapOf(self.resolve(inner))
            case OneOf(options):
                return OneOf(tuple(self.resolve(option) for option in options))
            case _:
                return type_

    def kind(self, type_: Type) -> str:
        """Return the expression of a resolved type's kind, as run time needs it."""
        match type_:
            case Scalar(name):
                return name.upper()
            case Ref(name):
                definition = self.api.definitions[name]
                place = quoted(f"{definition.module}.{definition.python}")
                return f"Ref({place}, nests=True)" if name in self.nests else f"Ref({place})"
            case ListOf(inner):
                return f"List({self.kind(inner)})"
            case MapOf(inner):
                return f"Map({self.kind(inner)})"
            case OneOf(options):
                return f"OneOf({', '.join(self.kind(option) for option in options)})"
            case Enum(values, tags):
                arguments = [quoted(item.value) for item in values]
                return f"Enum({', '.join(arguments + ([] if tags else ['tags=False']))})"

    def attribute(self, type_: Type) -> str:
        """Return a resolved type as checkers see it on an attribute."""
        return self._checked(type_, 0)

    def argument(self, type_: Type) -> str:
        """Return a resolved type as checkers see it on a constructor's argument."""
        return self._checked(type_, 1)

    def _checked(self, type_: Type, side: int) -> str:
        match type_:
            case Scalar(name):
                return _SCALARS[name][side]
            case Ref(name):
                return self.local.get(name, self.api.definitions[name].python)
            case ListOf(inner):
                return f"list[{self._checked(inner, 0)}]"
            case MapOf(inner):
                return f"{('dict', 'Mapping')[side]}[str, {self._checked(inner, 0)}]"
            case OneOf(options):
                return " | ".join(self._checked(option, side) for option in options)
            case Enum(values, tags):
                literal = f"Literal[{', '.join(quoted(item.value) for item in values)}]"
                return f"{literal} | Tag" if tags else literal

    def words(self, type_: Type) -> str:
        """Return a resolved type in words, for docstrings."""
        match type_:
            case Scalar(name):
                return _WORDS[name]
            case Ref(name):
                return self.local.get(name, self.api.definitions[name].python)
            case ListOf(inner):
                return f"a list of {self._plural(inner)}"
            case MapOf(inner):
                return f"a map from text to {self.words(inner)}"
            case OneOf(options):
                return " or ".join(self.words(option) for option in options)
            case Enum(values):
                return "one of " + ", ".join(repr(item.value) for item in values)

    def _plural(self, type_: Type) -> str:
        words = self.words(type_)
        return words.removeprefix("a ").removeprefix("an ") if words != "text" else "texts"


def nesting(api: Api) -> frozenset[str]:
    """Return the definitions whose objects can hold objects of the same definition."""
    edges = {
        name: {
            target
            for type_ in (definition.target, *(item.type for item in definition.fields))
            if type_ is not None
            for target in references(type_)
        }
        for name, definition in api.definitions.items()
    }
    return frozenset(name for name in edges if name in _reached(name, edges))


def _reached(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    """Return what can be reached from a definition in one step or more."""
    found: set[str] = set()
    waiting = list(edges[start])
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += edges[name]
    return found


def quoted(text: str) -> str:
    """Return a text as Python code, in the quotes that black prefers."""
    return json.dumps(text, ensure_ascii=False)


def module_path(definition: Definition) -> str:
    """Return where a definition's class lives below the package, such as ``workflows._template``."""
    return f"{definition.module}.{file_name(definition)}"


def file_name(definition: Definition) -> str:
    """Return the name of the private module of a definition's class."""
    return "_" + python_name(definition.python)
