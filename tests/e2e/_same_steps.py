"""What is done to both servers: requests, streams and what happens beside them.

In a path, a header or a text of a body, `<name>` stands for what an earlier step kept under the
name; a text that is nothing else becomes the kept value itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

EVENTS = "text/event-stream"
LINES = "application/json"


@dataclass(frozen=True)
class Ask:
    """One request and its whole answer.

    `at` names the server: open, guarded, both, based. `keep` says under which name a value of the
    answer's JSON is kept, by its dotted path ("" for all of it). `body` is sent as JSON, `content`
    as it is. `noted` are further headers to compare. `racing` says that the controller may change
    the object at the same time. A `patient` one is sent again for a while where the answer is 404:
    of a new template the real server's cache learns a moment later.
    """

    method: str
    path: str
    body: Any = None
    content: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    at: str = "open"
    keep: Mapping[str, str] = field(default_factory=dict[str, str])
    noted: tuple[str, ...] = ()
    racing: bool = False
    patient: bool = False


@dataclass(frozen=True)
class Listen:
    """One stream, read to its end, to `frames` messages, or for `seconds`.

    `during` is done once the request is on its way, `after` seconds later.
    """

    path: str
    accept: str = EVENTS
    frames: int = 1000
    seconds: float = 3.0
    after: float = 0.7
    at: str = "open"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    during: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Together:
    """Streams that are read at the same time; `during` is done beside them after `after` seconds."""

    streams: tuple[Listen, ...]
    during: tuple[Step, ...] = ()
    after: float = 2.0


@dataclass(frozen=True)
class Settle:
    """Wait until a workflow is in a phase: by the controller, or set on the test server."""

    name: str
    phase: str
    archived: bool = False


@dataclass(frozen=True)
class Restart:
    """Kill the open server, and start it again at once."""


@dataclass(frozen=True)
class Expire:
    """Let every version that was seen so far be too old to watch from."""


Step = Ask | Listen | Together | Settle | Restart | Expire

_NAME = re.compile(r"<(\w+)>")


def fill(value: Any, kept: Mapping[str, Any]) -> Any:
    """Return the value with what was kept in the place of each `<name>`."""
    if isinstance(value, str):
        whole = _NAME.fullmatch(value)
        if whole and whole[1] in kept:
            return kept[whole[1]]
        return _NAME.sub(lambda found: str(kept.get(found[1], found[0])), value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, Any]", value)
        return {key: fill(item, kept) for key, item in pairs.items()}
    if isinstance(value, list):
        return [fill(item, kept) for item in cast("Sequence[Any]", value)]
    return value


def at_path(value: Any, path: str) -> Any:
    """Return the value at a dotted path; an empty path is the value itself."""
    for part in path.split(".") if path else ():
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value
