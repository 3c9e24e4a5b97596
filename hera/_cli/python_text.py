"""Python expressions for calls, API objects and plain values."""

from __future__ import annotations

import ast
import keyword
import re
from typing import Any

from hera.workflows import models
from hera.workflows._core.flat import is_list, is_mapping

from .lift import Call


class Imports:
    """The names of ``hera.workflows`` that a program uses."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def line(self) -> str:
        """Return the import statement."""
        return f"from hera.workflows import {', '.join(sorted(self.names, key=_import_order))}"

    def text(self, value: Any) -> str:
        """Return the expression for a value."""
        if isinstance(value, Call):
            return self.call(value)
        if is_list(value):
            return f"[{', '.join(map(self.text, value))}]"
        if is_mapping(value):
            return f"{{{', '.join(f'{_quoted(k)}: {self.text(v)}' for k, v in value.items())}}}"
        if hasattr(value, "model_fields_set"):
            return self._model(value)
        return _quoted(value) if isinstance(value, str) else repr(value)

    def call(self, call: Call, name: str | None = None) -> str:
        """Return the call of a class, or of what has another name."""
        if name is None:
            name = call.cls.__name__
            self.names.add(name)
        return f"{name}({self.arguments(call.given)})"

    def arguments(self, given: dict[str, Any]) -> str:
        """Return keyword arguments."""
        return ", ".join(f"{name}={self.text(value)}" for name, value in given.items())

    def _model(self, model: Any) -> str:
        cls: Any = model.__class__
        # Set fields in the class's order; a null that was read can only be read again.
        given: dict[str, Any] = {
            name: getattr(model, name)
            for name in cls.__pydantic_fields__
            if name in model.model_fields_set
        }
        name: str = cls.__name__
        if getattr(models, name, None) is not cls:
            return self.text(model.to_dict())
        self.names.add("models")
        if None in given.values():
            return f"models.{name}.from_dict({self.text(model.to_dict())})"
        return f"models.{name}({self.arguments(given)})"


def _import_order(name: str) -> tuple[int, str]:
    # As isort and ruff have it: constants, classes, the rest.
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def _quoted(text: str) -> str:
    """Return a text as a literal, one of several lines as it stands between triple quotes."""
    if "\n" in text.strip("\n"):
        escaped = text.replace("\\", "\\\\")
        for quotes in ('"""', "'''"):
            plain = [f"\\\n{escaped}"] if escaped == text else [text, f"\\\n{escaped}"]
            for body in plain:
                prefix = "r" if body is text and "\\" in text else ""
                literal = f"{prefix}{quotes}{body}{quotes}"
                if _means(literal, text):
                    return literal
    return repr(text)


def _means(literal: str, text: str) -> bool:
    # Tabs apart, what cannot be seen is better escaped.
    if not all(char.isprintable() or char in "\n\t" for char in text):
        return False
    try:
        return bool(ast.literal_eval(literal) == text)
    except (SyntaxError, ValueError):
        return False


class Names:
    """Names of variables: each once."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = {*taken, *keyword.kwlist, *keyword.softkwlist}

    def take(self, name: str) -> str:
        """Return a name that is used as it is."""
        self._taken.add(name)
        return name

    def new(self, text: str, suffix: str = "") -> str:
        """Return an unused name that reads like a text."""
        name = re.sub(r"[^0-9a-zA-Z]+", "_", text).strip("_").lower()
        if not name or name[0].isdigit():
            name = f"n_{name}".rstrip("_")
        if name in self._taken and suffix:
            name = f"{name}_{suffix}"
        found, number = name, 2
        while found in self._taken:
            found, number = f"{name}_{number}", number + 1
        self._taken.add(found)
        return found

    def inner(self) -> Names:
        """Return names for one block: they may stand in other blocks again."""
        return Names(self._taken)
