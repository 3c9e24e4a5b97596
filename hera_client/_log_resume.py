"""Keeps a log stream going over cuts: which lines to hand on, and from when to ask again.

There is no input or output here. The client asks the server for timestamps on every connection
(``logOptions.timestamps``) and takes them off again.

What is guaranteed: no line is handed on twice. No line is lost, as long as a pod's timestamps are in
order within a second and the node still has the lines: after a cut they are asked for again from a
second before the pod whose last line is the oldest, and each pod's lines within its last second are
compared one by one. What may be lost are lines older than that, of a pod of which none was seen
before the cut. Lines without a timestamp cannot be told apart from their repetition: once such a
line was handed on, the stream cannot be resumed.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

_SECOND = 1_000_000_000
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass
class _Pod:
    """The lines of one pod.

    Attributes:
        latest: The youngest timestamp, in nanoseconds since 1970.
        floor: The timestamp before which, on this connection, everything was handed on already.
        recent: The lines of the last second that were handed on, each with how often.
        again: The same for all that came on this connection.
        order: Those lines with their timestamps, in the order in which they came.
    """

    latest: int = 0
    floor: int = 0
    recent: Counter[str] = field(default_factory=Counter[str])
    again: Counter[str] = field(default_factory=Counter[str])
    order: deque[tuple[int, str]] = field(default_factory=deque[tuple[int, str]])

    def take(self, time: int, line: str) -> bool:
        if time < self.floor:
            return False
        self.again[line] += 1
        if self.again[line] <= self.recent[line]:
            return False
        self.recent[line] = self.again[line]
        self.order.append((time, line))
        self.latest = max(self.latest, time)
        self._forget()
        return True

    def _forget(self) -> None:
        while self.order[0][0] < self.latest - _SECOND:
            _, line = self.order.popleft()
            del self.recent[line], self.again[line]

    def reconnect(self) -> None:
        self.floor = self.latest - _SECOND
        self.again.clear()


class LogResume:
    """The state of one log stream, from its first connection to its last."""

    def __init__(self, *, keep_timestamps: bool = False) -> None:
        """Begin before the first connection.

        Args:
            keep_timestamps: Whether the caller wants the timestamps as well.
        """
        self._keep_timestamps = keep_timestamps
        self._pods: dict[str, _Pod] = {}
        self._untimed = False

    def take(self, pod: str, line: str) -> str | None:
        """Take a line as it came and return what to hand on; None where it was handed on before.

        Args:
            pod: The name of the pod.
            line: The line with its timestamp.
        """
        stamp, _, content = line.partition(" ")
        time = read_time(stamp)
        if time is None:
            self._untimed = True
            return line
        if not self._pods.setdefault(pod, _Pod()).take(time, line):
            return None
        return line if self._keep_timestamps else content

    @property
    def can_resume(self) -> bool:
        """Whether a cut stream can be resumed without repeating a line."""
        return not self._untimed

    def reconnect(self) -> int | None:
        """Tell that another connection begins.

        Returns:
            The value of ``logOptions.sinceTime.seconds``: from when to ask for lines, in seconds
            since 1970. Options that count from the end (``tailLines``, ``sinceSeconds``) must then
            be left out. None where no line came yet: ask as before.
        """
        for pod in self._pods.values():
            pod.reconnect()
        oldest = min((pod.floor for pod in self._pods.values()), default=None)
        return None if oldest is None else oldest // _SECOND


def read_time(stamp: str) -> int | None:
    """Return an RFC 3339 timestamp in nanoseconds since 1970; None where it is none."""
    found = _TIME.fullmatch(stamp)
    if found is None:
        return None
    second, fraction, zone = found.groups("")
    seconds = _read_seconds(second, zone)
    # The server leaves out zeros at the end of the fraction.
    return None if seconds is None else seconds * _SECOND + int(fraction[:9].ljust(9, "0"))


@lru_cache(maxsize=16)  # many lines share a second
def _read_seconds(second: str, zone: str) -> int | None:
    try:
        return int(datetime.fromisoformat(second + zone.replace("Z", "+00:00")).timestamp())
    except ValueError:
        return None
