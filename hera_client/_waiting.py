"""Decides how long to wait for a workflow, and what a wait survives.

There is no input or output here: the client asks and tells what came.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from ._errors import APIConnectionError, APIStatusError, ArgoError, ConfigError, WaitTimeoutError
from ._retry import retry_after

if TYPE_CHECKING:
    from hera_models.workflows import Workflow

TERMINAL = frozenset({"Succeeded", "Failed", "Error"})
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
# Long enough for many changes, short enough that a server which lost the watch is noticed.
_LONGEST_WATCH = 300.0
# A question under way is given this long even when the time is over: else none could be answered.
_SHORTEST_QUESTION = 1.0


class Wait:
    """The state of one wait."""

    def __init__(
        self,
        name: str,
        namespace: str,
        timeout: timedelta | float | None,
        poll: timedelta | float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin to wait.

        Args:
            name: The workflow's name.
            namespace: Its namespace.
            timeout: How long to wait at most (seconds where a number); None for without end.
            poll: How long at least between two questions (seconds where a number).
            clock: Tells the time in seconds.

        Raises:
            ConfigError: `timeout` or `poll` makes no sense.
        """
        self.name = name
        self.namespace = namespace
        self.failure: ArgoError | None = None
        # For how many seconds the watch under way may be silent; None where there is none.
        self.silence: float | None = None
        self._timeout = math.inf if timeout is None else _seconds("timeout", timeout)
        self._poll = _seconds("poll", poll)
        if self._poll == 0 or math.isinf(self._poll):
            raise ConfigError(f"poll is {poll!r}; expected a time above zero")
        self._clock = clock
        self._end = clock() + self._timeout
        self._phase: str | None = None
        self._version: str | None = None
        self._watch_end = math.inf

    @property
    def left(self) -> float:
        """How many seconds are left, 0 when the time is over."""
        return max(0.0, self._end - self._clock())

    def begin_question(self) -> None:
        """Begin to ask how the workflow is."""
        self.failure = None
        self.silence = None

    def begin_watch(self, silence: float) -> int:
        """Begin to watch; return for how many seconds, 0 where too little time is left.

        That time and the longest silence, one after the other, fit into the time that is left, so
        that not even a server that falls silent at the last moment outlasts it; what is left then
        is for the next watch.

        Args:
            silence: For how long a stream may be silent at most, in seconds.
        """
        silence = min(silence, self.left / 2)
        rest = math.inf if math.isinf(self.left) else self.left - silence
        seconds = math.floor(min(rest, _LONGEST_WATCH))
        if seconds >= 1:
            self.silence = silence
            self._watch_end = self._clock() + seconds
        return seconds

    @property
    def deadline(self) -> float | None:
        """By when the question must be answered, or the watch ends; None for whenever."""
        if self.silence is not None:
            return self._watch_end
        if math.isinf(self._end):
            return None
        return self._clock() + max(self.left, _SHORTEST_QUESTION)

    def see(self, workflow: Workflow) -> bool:
        """Take the workflow as it is now, and tell whether it has changed."""
        self._phase = workflow.status.phase if workflow.status is not None else None
        version = workflow.metadata.resource_version if workflow.metadata is not None else None
        changed = version is None or version != self._version
        self._version = version
        return changed

    @property
    def is_done(self) -> bool:
        """Whether the workflow, as last seen, has succeeded or failed."""
        return self._phase in TERMINAL

    def failed(self, error: ArgoError, *, reached: bool) -> None:
        """Take the failure of a question; raise it unless it may be over soon.

        Args:
            error: The failure.
            reached: Whether the server has ever answered. One that never has is rather one that is
                not there than one that restarts.
        """
        passing = isinstance(error, APIConnectionError) and reached
        if isinstance(error, APIStatusError):
            passing = error.status_code in _PASSING
        if not passing:
            raise error
        self.failure = error

    def pause(self, lasted: float) -> float:
        """Return how many seconds to wait before the next question.

        Args:
            lasted: How long the last question and its watch took, in seconds.

        Raises:
            WaitTimeoutError: The time is over.
        """
        if self.left <= 0:
            error = WaitTimeoutError(self.name, self.namespace, self._timeout, self._phase)
            raise error from self.failure
        if self.silence is not None and self._clock() >= self._watch_end:
            return 0.0  # the watch ended when it should: watching goes on
        return max(0.0, min(max(self._poll - lasted, self._asked()), self.left))

    def _asked(self) -> float:
        """Return how many seconds the server has asked to wait."""
        error = self.failure
        if not isinstance(error, APIStatusError):
            return 0.0
        headers = error.response.headers
        # The server tells when its window ends with whatever it answers; only 429 makes it a request.
        if error.status_code != 429 and "retry-after" not in headers:
            return 0.0
        return retry_after(headers, time.time()) or 0.0


def _seconds(name: str, value: timedelta | float) -> float:
    given: object = value.total_seconds() if isinstance(value, timedelta) else value
    seconds = math.nan if isinstance(given, (bool, str)) else float(cast("float", given))
    if not seconds >= 0:
        raise ConfigError(f"{name} is {value!r}; expected a timedelta or seconds from 0")
    return seconds
