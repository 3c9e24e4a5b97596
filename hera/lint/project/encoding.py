"""How the bytes of a file are read as text, and text is written as it was."""

from __future__ import annotations

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def encoding_of(data: bytes) -> str:
    """Return a file's encoding, in which its byte order mark, if any, counts as a character."""
    return _UTF16.get(data[:2], "utf-8")
