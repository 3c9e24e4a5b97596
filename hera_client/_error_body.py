"""Reads what a failed request answers: a code, a text and details out of a body of any shape.

The Argo server sends JSON, its artifact and rate-limit handlers plain text, proxies HTML or
nothing.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import Any, cast

from ._redact import redact_text

# Longer texts are cut in messages; the whole body stays on the error.
_LONGEST = 2000
_LAST_GRPC_CODE = 16
# A title stands at a page's start; a search through a page of megabytes would not end soon.
_HEAD = 65_536
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.I | re.S)
_HTML_START = re.compile(r"\s*(<!doctype html|<html|<head|<body)", re.I)


@dataclass(frozen=True)
class ErrorBody:
    """What a body says.

    Attributes:
        message: The server's words; what the body is, where it has none.
        grpc_code: The gRPC code, 0 to 16; None where the body states none.
        details: The gRPC details, as they came.
    """

    message: str
    grpc_code: int | None = None
    details: list[Any] = field(default_factory=list[Any])


def read_error_body(body: bytes, content_type: str = "") -> ErrorBody:
    """Read the body of a failed request; never fails, whatever the bytes are."""
    text = body.decode("utf-8-sig", "replace").strip()
    if not text:
        return ErrorBody("the body is empty")
    # An error before a stream's first message may come as a frame of that stream.
    parsed = parse_json(text.removeprefix("data:"))
    if isinstance(parsed, dict):
        return read_error_object(cast("dict[str, Any]", parsed), text)
    if is_html(text, content_type):
        return ErrorBody(describe_html(text))
    if isinstance(parsed, str) and parsed:
        return ErrorBody(_clean(parsed))
    if "\ufffd" in text and not _is_utf8(body):
        return ErrorBody(f"the body is {len(body)} bytes that are not UTF-8: {body[:40]!r}")
    return ErrorBody(_clean(text))


def read_error_object(data: dict[str, Any], text: str) -> ErrorBody:
    """Read the JSON object of an error: gRPC's, a stream's error frame, Kubernetes' Status.

    Args:
        data: The object.
        text: The object as it came, shown where it has no message.
    """
    inner = data.get("error")
    if isinstance(inner, dict):
        return read_error_object(cast("dict[str, Any]", inner), text)
    code = data["grpc_code"] if "grpc_code" in data else data.get("code")
    details = data.get("details")
    return ErrorBody(
        message=_message(data, text),
        grpc_code=code if is_grpc_code(code) else None,
        details=[*cast("list[object]", details)] if isinstance(details, list) else [],
    )


def _message(data: dict[str, Any], text: str) -> str:
    for name in ("message", "error", "reason"):
        value = data.get(name)
        if isinstance(value, str) and value.strip():
            return _clean(value)
    return _clean(f"the body has no message: {text}")


def is_grpc_code(value: object) -> bool:
    """Tell a gRPC code from an HTTP status, which Kubernetes puts into a field of the same name."""
    return type(value) is int and 0 <= value <= _LAST_GRPC_CODE


def is_html(text: str, content_type: str = "") -> bool:
    """Tell whether a text is an HTML page, by its type or by how it begins."""
    return content_type.lower().startswith("text/html") or _HTML_START.match(text) is not None


def describe_html(text: str) -> str:
    """Say what an HTML page is, by its title."""
    found = _TITLE.search(text[:_HEAD])
    title = " ".join(html.unescape(found[1]).split()) if found else ""
    return f'an HTML page titled "{_clean(title)}"' if title else "an HTML page without a title"


def parse_json(text: str) -> object:
    """Return the JSON value of a text; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _clean(text: str) -> str:
    # JSON can hold half of a surrogate pair, which no log file can be written with.
    text = text.encode("utf-8", "backslashreplace").decode()
    text = redact_text(text.strip())
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… ({len(text) - _LONGEST} more characters in the error's body)"
