"""Decides when many requests may go on, after the server has said that they come too fast.

There is no input or output here, nor a clock.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from random import random

from ._errors import ArgoError
from ._retry import RetryPolicy, may_retry, retry_after

_TOO_MANY = 429
# Seconds: who waits asks again after so long, to notice that there is nothing to wait for.
NAP = 0.2


class Pace:
    """What requests that run side by side have in common: until when all of them wait.

    It is shared by threads without a lock: at worst one of two waits that are told at once is
    forgotten, and the server says so again.
    """

    def __init__(self, policy: RetryPolicy | None) -> None:
        self._allowed = may_retry(policy, idempotent=True, outcome=_TOO_MANY)
        # The server's limit is for all together: how often one meets it says little, so that only
        # the time bounds the attempts.
        self._policy = replace(policy or RetryPolicy.off(), attempts=sys.maxsize)
        self._until = 0.0
        self._stopped = False

    def stop(self) -> None:
        """Let no further request be sent."""
        self._stopped = True

    def wait(self, now: float, not_before: float = 0.0) -> float:
        """Return how many seconds to wait before a request may be sent.

        Args:
            now: The time.
            not_before: The time before which this one request is not to be sent.

        Raises:
            ArgoError: No further request may be sent.
        """
        if self._stopped:
            raise ArgoError("not sent: the caller was interrupted")
        return max(0.0, self._until - now, not_before - now)

    def refused(
        self,
        status: int,
        headers: Mapping[str, str],
        *,
        attempt: int,
        elapsed: float,
        now: float,
        wall: float,
    ) -> float | None:
        """Take a refusal; return after how many seconds to send the request again, if at all.

        Only 429 says that the server has done nothing, so that nothing can happen twice.

        Args:
            status: The HTTP status.
            headers: The headers of the answer, whose names ignore case.
            attempt: How often the request was sent.
            elapsed: The time since it was sent first, in seconds.
            now: The time by the clock of :meth:`wait`.
            wall: The time in seconds since 1970.
        """
        # The server tells when its window ends with whatever it answers; only 429 makes it a request.
        told = status == _TOO_MANY or "retry-after" in headers
        asked = retry_after(headers, wall) if told else None
        delay: float | None = None
        if status == _TOO_MANY and self._allowed:
            delay = self._policy.next_delay(attempt, elapsed, random, headers, wall)
        hold = delay if asked is None else asked
        # Who asks for more than the policy's patience is not waited for.
        if hold is not None and hold <= self._policy.total:
            self._until = max(self._until, now + hold)
        return delay
