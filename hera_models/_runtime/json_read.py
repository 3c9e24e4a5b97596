"""Reading JSON text into plain data."""

from __future__ import annotations

import re

from pydantic_core import from_json

from .errors import ParseError

MAX_JSON_BYTES = 100 * 2**20
_PLACE = re.compile(r"^(?P<what>.*) at line (?P<line>\d+) column (?P<column>\d+)$", re.DOTALL)


def read_json(text: str | bytes, max_bytes: int = MAX_JSON_BYTES) -> object:
    """Return what a JSON text holds.

    Args:
        text: JSON; bytes are UTF-8, with or without a byte order mark.
        max_bytes: refuse longer text.

    Raises:
        ParseError: the text is not JSON, nests deeper than 200 levels, or is too long.
        TypeError: ``text`` is neither ``str`` nor ``bytes``.
    """
    data = _bytes(text)
    if len(data) > max_bytes:
        raise ParseError(
            f"the JSON text has {len(data)} bytes, more than {max_bytes}; "
            "raise max_bytes to read it"
        )
    try:
        return from_json(data, allow_inf_nan=False)
    except ValueError as error:
        raise _not_json(str(error)) from None


def _bytes(text: object) -> bytes:
    if isinstance(text, bytes):
        return text.removeprefix(b"\xef\xbb\xbf")
    if not isinstance(text, str):
        raise TypeError(f"expected JSON as str or bytes, got {type(text).__name__}")
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ParseError(f"the text holds a lone surrogate at character {error.start}") from None


def _not_json(message: str) -> ParseError:
    place = _PLACE.match(message)
    if place is None:
        return ParseError(f"not JSON: {message}")
    return ParseError(
        f"not JSON: {place['what']}", line=int(place["line"]), column=int(place["column"])
    )
