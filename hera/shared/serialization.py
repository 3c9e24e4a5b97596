"""Python values as the text that a parameter carries."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Set
from decimal import Decimal
from enum import Enum
from pathlib import PurePath
from typing import Any, TypeGuard

from hera._literal import Literal

from ._base import ExpressionMixin


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Any = _Missing()


def serialize(value: Any) -> str | None:
    """Return a value as a parameter's text: texts as they are, anything else as JSON.

    An expression becomes a tag that Argo evaluates.

    None is ``null``; ``MISSING`` gives None. Enums go by their value, dates and times as ISO 8601,
    pydantic models, dataclasses, sets and paths as their JSON.

    Raises:
        TypeError: the value has no JSON form.
    """
    if value is MISSING:
        return None
    if isinstance(value, ExpressionMixin):
        return f"{{{{={value}}}}}"
    if isinstance(value, Literal):
        return value.argument
    if isinstance(value, str):
        return str(value.value) if isinstance(value, Enum) else str(value)
    text = json.dumps(value, default=json_default)
    # What is text in the end goes as text: an enum's value, a date, a path.
    return json.loads(text) if text[0] == '"' else text


def _is_set(value: object) -> TypeGuard[Set[Any]]:
    return isinstance(value, Set)


def json_default(value: Any) -> Any:
    """Return what stands for a value in JSON that has no JSON form of its own."""
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "to_dict") and hasattr(value, "model_dump"):
        # The API's objects as Hera writes them: by the names of the wire, what is unset as null.
        fields = value.model_dump(mode="json", by_alias=True)
        return json.loads(json.dumps(fields, sort_keys=True))
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if hasattr(value, "dict") and hasattr(value, "__fields__"):
        return json.loads(value.json())  # pydantic's first version
    as_list = getattr(value, "tolist", None)  # numpy's
    if as_list is not None:
        return as_list()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if _is_set(value):
        return sorted(value, key=repr)
    if isinstance(value, (PurePath, Decimal)):
        return str(value)
    raise TypeError(
        f"cannot write {value!r} ({type(value).__name__}) as a parameter's text: give text, or what "
        "JSON knows; of a task its .result or get_parameter(...)"
    )
