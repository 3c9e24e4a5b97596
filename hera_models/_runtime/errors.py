"""The errors of this package.

```
ModelsError
├── ParseError        (also a ValueError)   a text cannot be read
└── WriteError        (also a ValueError)   a value cannot be written
    └── WriteTypeError (also a TypeError)   because of its Python type
```
"""

from __future__ import annotations

# Where users find these classes; a traceback should say what they import.
PUBLIC = __name__.rsplit(".", 2)[0]


class ModelsError(Exception):
    """The base of every error that this package raises on purpose."""

    __module__ = PUBLIC


class ParseError(ModelsError, ValueError):
    """A text that cannot be read.

    Attributes:
        message: What is wrong, without the place.
        line: The line, counted from 1; None where no place is known.
        column: The column, counted from 1; None where no place is known.
    """

    __module__ = PUBLIC

    def __init__(self, message: str, *, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        if self.column is None:
            return f"line {self.line}: {self.message}"
        return f"line {self.line}, column {self.column}: {self.message}"


class WriteError(ModelsError, ValueError):
    """A value that cannot be written.

    Attributes:
        message: What is wrong, without the place.
        path: The keys and list indexes that lead to the value, outermost first; empty for the
            value itself.
    """

    __module__ = PUBLIC

    def __init__(self, message: str, *, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        if not self.path:
            return self.message
        return f"{_path_text(self.path)}: {self.message}"


class WriteTypeError(WriteError, TypeError):
    """A value that cannot be written because of its Python type, or that of a key."""

    __module__ = PUBLIC


def _path_text(path: tuple[str | int, ...]) -> str:
    """`spec.templates[0].name` for ("spec", "templates", 0, "name")."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if step.isprintable() else ascii(step)
            text += f".{name}" if text else name
    return text
