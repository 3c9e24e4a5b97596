"""Comparing plain data exactly: 1, 1.0 and True are three values, 0.0 and -0.0 are two."""

from __future__ import annotations

import json
from typing import Any

from hera_models import Model


def difference(one: Any, other: Any, path: str = "$") -> str:
    """Return where and how two pieces of plain data differ first; nothing if they don't."""
    if type(one) is not type(other):
        return f"{path}: {type(one).__name__} became {type(other).__name__}"
    if isinstance(one, dict):
        if one.keys() != other.keys():
            return f"{path}: the keys {sorted(one)} became {sorted(other)}"
        found = (difference(one[key], other[key], f"{path}.{key}") for key in one)
    elif isinstance(one, list):
        if len(one) != len(other):
            return f"{path}: {len(one)} items became {len(other)}"
        pairs = enumerate(zip(one, other, strict=True))
        found = (difference(a, b, f"{path}[{index}]") for index, (a, b) in pairs)
    else:
        return "" if repr(one) == repr(other) else f"{path}: {one!r} became {other!r}"
    return next(filter(None, found), "")


def check_round_trips(
    model: type[Model], document: dict[str, Any], *, lenient: bool = False
) -> None:
    """Read a document in every form and write it in every form; nothing may change."""
    read = model.from_dict(document, lenient=lenient)
    assert difference(document, read.to_dict()) == ""
    assert difference(document, json.loads(read.to_json())) == ""
    text = json.dumps(document)
    assert difference(document, model.from_json(text, lenient=lenient).to_dict()) == ""
    again = model.from_yaml(read.to_yaml(), lenient=lenient)
    assert difference(document, again.to_dict()) == ""
    assert again == read
