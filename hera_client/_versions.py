"""Argo's versions, as far as the client must compare them."""

from __future__ import annotations

import json
import re
from typing import Any, cast

_NUMBERS = re.compile(r"v?(\d+)\.(\d+)")


def version_of(body: bytes) -> str:
    """Return the version that an answer of ``/api/v1/version`` tells, empty if it tells none."""
    try:
        told = json.loads(body)
    except ValueError:
        return ""
    version = cast("dict[str, Any]", told).get("version") if isinstance(told, dict) else None
    return version if isinstance(version, str) else ""


def lacks(version: str, since: str, until: str) -> bool:
    """Tell whether a server's version is surely outside the releases that have something.

    Only the minor release counts; a version that is none (a development build) lacks nothing.
    """
    numbers = _minor(version)
    if numbers is None:
        return False
    first, last = _minor(since), _minor(until)
    return (first is not None and numbers < first) or (last is not None and numbers > last)


def _minor(version: str) -> tuple[int, int] | None:
    found = _NUMBERS.match(version)
    return (int(found[1]), int(found[2])) if found else None
