"""Values as YAML or JSON text in one line, quoted as their neighbours are."""

from __future__ import annotations

import json
import re
from typing import cast

from hera_models._runtime.yaml_scalars import plain_value

# What needs no quotes wherever it stands, also between brackets; of words and numbers Kubernetes'
# own reading tells.
_PLAIN = re.compile(r"[A-Za-z0-9_(][-A-Za-z0-9_.()/&|! ]*")


def value_text(value: object, *, json_only: bool = False) -> str:
    """Return a value in one line.

    Args:
        value: Plain data.
        json_only: Whether it is to be JSON, with its quotes.
    """
    if json_only or not isinstance(value, (dict, list, str)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return quoted_like(value, "")
    if isinstance(value, list):
        return f"[{', '.join(value_text(item) for item in cast('list[object]', value))}]"
    items = cast("dict[object, object]", value).items()
    return f"{{{', '.join(f'{value_text(key)}: {value_text(item)}' for key, item in items)}}}"


def quoted_like(value: object, quote: str) -> str:
    """Return a scalar with the quotes that another has, or with some where it needs them.

    Args:
        value: The scalar.
        quote: A single or double quote, or nothing.
    """
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if quote == "" and _needs_no_quotes(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _needs_no_quotes(value: str) -> bool:
    return (
        _PLAIN.fullmatch(value) is not None
        and value == value.strip()
        and plain_value(value) == value
    )
