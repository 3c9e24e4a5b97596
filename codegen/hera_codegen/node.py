"""A JSON value that knows where it lies in its document, so that an error can name the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeGuard

from .errors import DocumentError


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: Any) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place, for example ``components/schemas/sensor.LogEntry``."""

    value: Any
    place: str = ""

    def error(self, message: str) -> DocumentError:
        """Return an error that names this place."""
        return DocumentError(f"{self.place or 'the document'}: {message}")

    def members(self) -> dict[str, Node]:
        """Return the members of an object by key."""
        if not is_object(self.value):
            raise self._unexpected("an object")
        prefix = f"{self.place}/" if self.place else ""
        return {key: Node(value, f"{prefix}{key}") for key, value in self.value.items()}

    def elements(self) -> list[Node]:
        """Return the elements of an array."""
        if not is_array(self.value):
            raise self._unexpected("an array")
        return [Node(value, f"{self.place}/{index}") for index, value in enumerate(self.value)]

    def text(self) -> str:
        """Return a text."""
        if not isinstance(self.value, str):
            raise self._unexpected("a text")
        return self.value

    def texts(self) -> list[str]:
        """Return the texts of an array."""
        return [element.text() for element in self.elements()]

    def flag(self) -> bool:
        """Return a boolean."""
        if not isinstance(self.value, bool):
            raise self._unexpected("true or false")
        return self.value

    def get(self, key: str) -> Node | None:
        """Return the member of an object, or None where there is none."""
        return self.members().get(key)

    def need(self, key: str) -> Node:
        """Return the member of an object that must be there."""
        member = self.get(key)
        if member is None:
            raise self.error(f"expected a member {key!r}, found none")
        return member

    def _unexpected(self, expected: str) -> DocumentError:
        return self.error(f"expected {expected}, found {_kind(self.value)}")


def _kind(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "an array"
        case _:
            return "an object"
