"""The page that says of each operation whether it was called on the real server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from client._calls import VERBS, Verb

from ._calls import Seen
from ._programs import ARGO_RELEASE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "real-argo.md"

_BEGIN = "<!-- The table is made by the tests: make e2e -->\n"
_HEAD = "| operation | verb | success | failure | remarks |\n| - | - | - | - | - |\n"

_NEWER = f"since v4.0.10, the server is {ARGO_RELEASE}: the client says so"
_EVENTS = "Argo Events is not installed: the server says so"
_NO_LINES = "no pods of Argo Events: the server waits for them without an answer"

REMARKS: Mapping[str, str] = {
    "SyncService_CreateSyncLimit": _NEWER,
    "SyncService_GetSyncLimit": _NEWER,
    "SyncService_UpdateSyncLimit": _NEWER,
    "SyncService_DeleteSyncLimit": _NEWER,
    **{
        f"{service}Service_{verb}{noun}": _EVENTS
        for service in ("EventSource", "Sensor")
        for verb, noun in (
            ("Create", service),
            ("Get", service),
            ("Update", service),
            ("Delete", service),
            ("List", f"{service}s"),
            ("Watch", f"{service}s"),
        )
    },
    "EventSourceService_EventSourcesLogs": _NO_LINES,
    "SensorService_SensorsLogs": _NO_LINES,
}
"""Why an operation was not answered with both success and failure."""


def succeeded(statuses: set[int]) -> bool:
    """Tell whether one of the answers was a success."""
    return any(200 <= status < 300 for status in statuses)


def failed(statuses: set[int]) -> bool:
    """Tell whether one of the answers was a refusal."""
    return any(status >= 400 for status in statuses)


def complete(seen: Mapping[str, set[int]]) -> bool:
    """Tell whether both clients saw an operation succeed and fail."""
    return all(
        succeeded(seen.get(kind, set())) and failed(seen.get(kind, set()))
        for kind in ("sync", "async")
    )


def page(seen: Seen) -> str:
    """Return the page with the table of what was seen."""
    text = PAGE.read_text("utf-8")
    before, _, _ = text.partition(_BEGIN)
    rows = "".join(_row(verb, seen.get(verb.operation.id, {})) for verb in VERBS)
    return f"{before}{_BEGIN}\n{_HEAD}{rows}"


def _row(verb: Verb, seen: Mapping[str, set[int]]) -> str:
    cells = (
        verb.operation.id,
        f"`{verb}`",
        _kinds(seen, succeeded),
        _kinds(seen, failed),
        REMARKS.get(verb.operation.id, ""),
    )
    return f"| {' | '.join(cells)} |\n"


def _kinds(seen: Mapping[str, set[int]], is_so: Callable[[set[int]], bool]) -> str:
    return ", ".join(kind for kind in ("sync", "async") if is_so(seen.get(kind, set()))) or "–"
