"""Text in arguments that Argo is not to read as a template."""

from __future__ import annotations

import base64
import zlib
from typing import Any

PREFIX = "hera-literal:"
"""What the argument of a literal begins with; a checksum and the text in base64 follow."""


class Literal(str):
    """A text that arrives with its braces.

    Attributes:
        argument: the argument's text: without braces, and unharmed by whatever passes it on.
    """

    __slots__ = ()

    @property
    def argument(self) -> str:
        if "{{" not in self and "}}" not in self and not self.startswith(PREFIX):
            return str.__str__(self)
        content = self.encode("utf-8")
        # The checksum keeps a text that begins like a literal by chance what it is.
        return f"{PREFIX}{zlib.crc32(content):08x}:{base64.b64encode(content).decode('ascii')}"

    def __repr__(self) -> str:
        return f"literal({str.__str__(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Literal, (str.__str__(self),)


def literal(text: str) -> Literal:
    """Return a text whose ``{{...}}`` Argo leaves alone, to be passed to an inline script.

    In an argument ``{{...}}`` is a tag, which Argo replaces before anything runs. A literal travels
    encoded, and the script's function receives the text exactly. Containers and other programs
    that read the parameter themselves see the encoded text.

    Args:
        text: any text.

    Raises:
        TypeError: it is no text.
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - users' own
        raise TypeError(f"hera.literal() takes a text, and was given {type(text).__name__}")
    return Literal(text)
