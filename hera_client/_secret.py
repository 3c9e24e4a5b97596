"""A text that must not be seen, and how a token becomes the value of a header."""

from __future__ import annotations

from typing import NoReturn

from ._errors import ConfigError

__all__ = ["Secret", "header_value"]


class Secret:
    """A text that shows itself only when asked by name, not in a repr, a log or a traceback."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "<hidden>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled; make it anew where it is needed")


def header_value(text: str, what: str) -> Secret:
    """Return the value of the `Authorization` header for a token.

    Args:
        text: The token, with or without a scheme.
        what: What it is, for the error, which never quotes it.

    Raises:
        ConfigError: It is empty, or holds a line break or characters that no header can carry.
    """
    text = text.strip()
    if not text or text.lower() in ("bearer", "basic"):
        raise ConfigError(f"{what} is empty; for a server that asks for none give auth=None")
    if "\n" in text or "\r" in text:
        raise ConfigError(f"{what} has more than one line; a token is a single line of text")
    if not (text.isascii() and text.isprintable()):
        raise ConfigError(
            f"{what} holds characters that a header cannot carry; "
            "a token is printable ASCII text (was a file read with the wrong encoding?)"
        )
    return Secret(text if " " in text else f"Bearer {text}")
