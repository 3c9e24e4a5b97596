"""What values must be like where pydantic's own schemas do not say it: JSON, times, numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from math import isfinite
from typing import Any, cast

from pydantic_core import PydanticCustomError

MAX_DEPTH = 200


def wrong(expects: str) -> PydanticCustomError:
    """Return the error for a value that is not what is expected."""
    return PydanticCustomError("expected", "expected {expects}", {"expects": expects})


def json_value(value: Any, depth: int = 0) -> Any:
    """Return a JSON value as it is, models and tuples turned into what JSON has for them."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, float):
        if isfinite(value):
            return value
        raise wrong("a finite number, as JSON has no other")
    if depth == MAX_DEPTH:
        raise wrong(f"a value nested at most {MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {_json_key(key): json_value(item, depth + 1) for key, item in members.items()}
    if isinstance(value, (list, tuple)):
        return [json_value(item, depth + 1) for item in cast("list[object]", value)]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    raise wrong("a JSON value (text, number, boolean, null, list or object)")


def _clean_text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise wrong("text without lone surrogates") from None
    return value


def _json_key(key: Any) -> str:
    if isinstance(key, str):
        return _clean_text(key)
    raise wrong(f"text as an object's key, not {key!r}")


def json_object(value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise wrong("an object")
    return json_value(value)


def single_key_object(value: Any) -> Any:
    if not isinstance(value, Mapping) or len(cast("Mapping[object, object]", value)) != 1:
        raise wrong("an object with exactly one key")
    return json_value(value)


def rfc3339(value: Any) -> str:
    """Return a time as text: a datetime in RFC 3339, text as it was written."""
    if isinstance(value, str):
        return _clean_text(value)
    if not isinstance(value, datetime):
        raise wrong("a time: RFC 3339 text or a datetime")
    if value.tzinfo is None:
        raise wrong("a datetime with a time zone, such as datetime.now(timezone.utc)")
    try:
        return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    except OverflowError:
        raise wrong("a datetime between the years 1 and 9999 in UTC") from None


def finite(value: Any) -> float:
    # pydantic's float takes an integer too, and would round one beyond 64 bits.
    if isinstance(value, float) and isfinite(value):
        return value
    raise wrong("a finite number")
