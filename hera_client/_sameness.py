"""Tells whether a workflow on the server is the one that was to be created."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from ._errors import ConfigError

# Set by `suspend`, `resume`, `stop` and `terminate` after a workflow was created.
_SET_LATER = ("suspend", "shutdown")

# https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
_QUANTITIES = ("limits", "requests", "capacity", "sizeLimit", "divisor")
_QUANTITY = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([KMGTPE]i|[numkMGTPE]|)")
_DECIMAL = ("n", "u", "m", "", "k", "M", "G", "T", "P", "E")
_BINARY = " KMGTPE"


def fixed_name(workflow: Mapping[str, Any]) -> str:
    """Return the name that a workflow is to have.

    Raises:
        ConfigError: The server is to choose the name, so a second attempt would make a second one.
    """
    name = _part(workflow, "metadata").get("name")
    if not isinstance(name, str) or not name:
        raise ConfigError(
            "the workflow has no metadata.name: it can only be created once under a fixed name;"
            " set one, or use create"
        )
    return name


def is_same(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Tell whether a workflow that was found is the one that is wanted.

    The specs must agree; labels and annotations may have come on top, as servers add some. The
    server leaves out most of what is empty and adds empty objects of its own (`inputs: {}`), and
    it writes quantities and the values of parameters its own way (`0.5` as `"500m"`, 3 as `"3"`).

    Args:
        wanted: The workflow that was sent, as plain data.
        found: The workflow that the server has, as plain data.
    """
    asked, there = _part(wanted, "metadata"), _part(found, "metadata")
    for name in ("labels", "annotations"):
        has = _part(there, name)
        if any(has.get(key) != value for key, value in _part(asked, name).items()):
            return False
    spec, other = _part(wanted, "spec"), dict(_part(found, "spec"))
    for name in _SET_LATER:
        if name not in spec:
            other.pop(name, None)
    return _agree(spec, other)


def _part(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return cast("Mapping[str, Any]", found) if isinstance(found, Mapping) else {}


def _agree(wanted: Any, found: Any, *, quantities: bool = False) -> bool:
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        asked, there = cast("Mapping[str, Any]", wanted), cast("Mapping[str, Any]", found)
        return not any(there[key] for key in there.keys() - asked.keys()) and all(
            _agree(value, there.get(key), quantities=quantities or key in _QUANTITIES)
            for key, value in asked.items()
        )
    if isinstance(wanted, (list, tuple)) and isinstance(found, (list, tuple)):
        items, others = cast("list[Any]", wanted), cast("list[Any]", found)
        pairs = zip(items, others, strict=False)
        return len(items) == len(others) and all(_agree(one, other) for one, other in pairs)
    if wanted == {}:
        # It may mean something (`emptyDir: {}`), unlike other empty values.
        return bool(found == {})
    return (
        bool(wanted == found)
        or not (wanted or found)
        or (isinstance(found, str) and _as_text(wanted) == found)
        or (quantities and _quantity(wanted) is not None and _quantity(wanted) == _quantity(found))
    )


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _quantity(value: Any) -> Decimal | None:
    """Return what a quantity of Kubernetes amounts to; None for what is none."""
    match = _QUANTITY.fullmatch(str(value))
    if match is None:
        return None
    suffix = match[2]
    if suffix.endswith("i"):
        return Decimal(match[1]) * Decimal(1024) ** _BINARY.index(suffix[0])
    return Decimal(match[1]) * Decimal(1000) ** (_DECIMAL.index(suffix) - _DECIMAL.index(""))
