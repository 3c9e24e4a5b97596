"""Reading JSON text into plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isinf
from typing import cast

from pydantic_core import from_json

from .errors import ParseError

MAX_JSON_BYTES = 100 * 2**20
_PLACE = re.compile(r"^(?P<what>.*) at line (?P<line>\d+) column (?P<column>\d+)$", re.DOTALL)
_MARK = b"\xef\xbb\xbf"

# How pydantic's reader begins to tell that a text is JSON, but beyond what it reads.
_BEYOND = ("recursion limit exceeded", "number out of range")
_SPACE = b" \t\n\r"
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[][{}]', re.DOTALL)

# To find numbers that may be beyond a float without a look at each value, each byte is replaced by
# one of its class: a digit or plus sign by 0, e by e, what may follow a number by a comma.
_CLASSES = bytes.maketrans(b"123456789+E]} \t\n\r", b"0000000000e,,,,,,")
_LARGE_EXPONENT = re.compile(rb"0e000+(?:,|$)")
_MANY_DIGITS = b"0" * 200  # an exponent of two digits adds 99, and a float goes to 1e308


def read_json(text: str | bytes, max_bytes: int = MAX_JSON_BYTES) -> object:
    """Return what a JSON text holds.

    Of several equal keys the last one wins, as in Kubernetes' reader of JSON.

    Args:
        text: JSON; bytes are UTF-8; a byte order mark may come first.
        max_bytes: refuse longer text.

    Raises:
        ParseError: the text is not JSON, nests deeper than 200 levels, holds a number beyond what
            a float holds, or is too long.
        TypeError: ``text`` is neither ``str`` nor ``bytes``.
    """
    data = _bytes(text, max_bytes)
    try:
        return _value(data)
    except ValueError as error:
        raise _not_json(error) from None


def read_json_documents(text: str | bytes, max_bytes: int = MAX_JSON_BYTES) -> list[object] | None:
    """Return the documents of a text that begins as JSON, or None where it is not JSON.

    A document is an object or a list; several may follow each other, as ``kubectl get -o json
    --watch`` prints them. The items of a list that stands alone are documents themselves.

    Raises:
        ParseError: the text is JSON beyond a limit of :func:`read_json`.
        TypeError: ``text`` is neither ``str`` nor ``bytes``.
    """
    data = _bytes(text, max_bytes)
    try:
        try:
            whole = _value(data)
        except ValueError as error:
            if not str(error).startswith("trailing characters"):
                raise
            return [_value(part) for part in _parts(data)]
    except ParseError:
        raise
    except ValueError as error:
        if str(error).startswith(_BEYOND):
            raise _not_json(error) from None
        return None
    return cast("list[object]", whole) if isinstance(whole, list) else [whole]


def _bytes(text: object, max_bytes: int) -> bytes:
    """Return the text as bytes of UTF-8 without a byte order mark."""
    if isinstance(text, str):
        try:
            data = text.encode()
        except UnicodeEncodeError as error:
            raise ParseError(
                f"the text holds a lone surrogate at character {error.start}"
            ) from None
    elif isinstance(text, bytes):
        data = text
    else:
        raise TypeError(f"expected JSON as str or bytes, got {type(text).__name__}")
    if len(data) > max_bytes:
        raise ParseError(
            f"the JSON text has {len(data)} bytes, more than {max_bytes}; "
            "raise max_bytes to read it"
        )
    return data.removeprefix(_MARK)


def _value(data: bytes) -> object:
    value: object = from_json(data, allow_inf_nan=False)
    if may_hold_infinity(data):
        _refuse_infinity(value, "")
    return value


def may_hold_infinity(data: bytes) -> bool:
    """Tell whether a JSON text may hold a number beyond what a float holds."""
    classes = data.translate(_CLASSES)
    return _MANY_DIGITS in classes or _LARGE_EXPONENT.search(classes) is not None


def _refuse_infinity(value: object, path: str) -> None:
    """Refuse a number that became infinite, for it would be written back as null."""
    if isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            _refuse_infinity(item, f"{path}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            _refuse_infinity(item, f"{path}[{index}]")
    elif isinstance(value, float) and isinf(value):
        place = path.removeprefix(".") or "the value"
        raise ParseError(
            f"{place}: the number is beyond what a float holds (about 1.8e308); give it as text"
        )


def _parts(data: bytes) -> Iterator[bytes]:
    """Cut a text after each object or list that stands in no other."""
    depth = start = 0
    for token in _TOKEN.finditer(data):
        first = token[0][:1]
        if first in (b"{", b"["):
            depth += 1
        elif first != b'"':
            depth -= 1
            if depth == 0:
                yield data[start : token.end()]
                start = token.end()
    rest = data[start:]
    if rest.strip(_SPACE):
        yield rest


def _not_json(error: ValueError) -> ParseError:
    if isinstance(error, ParseError):
        return error
    place = _PLACE.match(str(error))
    if place is None:
        return ParseError(f"not JSON: {error}")
    return ParseError(
        f"not JSON: {place['what']}", line=int(place["line"]), column=int(place["column"])
    )
