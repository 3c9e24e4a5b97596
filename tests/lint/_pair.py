"""What shows a rule: a manifest that it must flag, and a near miss that it must not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple


class Pair(NamedTuple):
    """A manifest with the defect at a path, and one without it; how to ask, if not as always."""

    bad: dict[str, Any]
    place: tuple[str | int, ...]
    good: dict[str, Any]
    options: Mapping[str, Any] = {}
