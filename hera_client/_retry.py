"""Decides whether a failed request is sent again, and when.

There is no input or output here, nor a clock: the transport tells what happened and gets a decision.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timezone
from email.utils import parsedate_to_datetime
from enum import Enum

from ._errors import ConfigError

_STATUSES = frozenset({429, 502, 503, 504})


class Failure(Enum):
    """How far a request came that got no answer."""

    NOT_SENT = "no byte of it was sent: no connection, no TLS session, no free connection in time"
    MAYBE_SENT = "some of it may have been sent, and so the server may have acted on it"


@dataclass(frozen=True)
class RetryPolicy:
    """How often, and how long after each other, a request is sent.

    The time before each further attempt is random, between zero and a bound that doubles each time
    ("full jitter"), so that clients that failed together do not come back together.

    Attributes:
        attempts: How often a request is sent at most, the first time included.
        initial: The bound before the second attempt, in seconds.
        maximum: The largest bound, in seconds.
        total: The time after the first attempt's start within which another may begin, in seconds.
            A server that asks for more is not asked again.
        statuses: The HTTP statuses after which a request may be sent again.
    """

    attempts: int = 4
    initial: float = 0.25
    maximum: float = 8.0
    total: float = 60.0
    statuses: frozenset[int] = _STATUSES

    def __post_init__(self) -> None:
        """Check the numbers.

        Raises:
            ConfigError: If one of them makes no sense.
        """
        if type(self.attempts) is not int or self.attempts < 1:
            raise ConfigError(f"RetryPolicy.attempts is {self.attempts!r}; expected an int from 1")
        for name in ("initial", "maximum", "total"):
            seconds = getattr(self, name)
            if not isinstance(seconds, (int, float)) or not 0 <= seconds < math.inf:
                raise ConfigError(
                    f"RetryPolicy.{name} is {seconds!r}; expected a number of seconds from 0"
                )
        object.__setattr__(self, "statuses", frozenset(self.statuses))

    @classmethod
    def off(cls) -> RetryPolicy:
        """Return the policy that sends each request once."""
        return cls(attempts=1)

    def delay(self, attempt: int, random: Callable[[], float]) -> float:
        """Return how long to wait after an attempt, in seconds.

        Args:
            attempt: The number of the attempt that failed, from 1.
            random: Returns a number from 0 to 1, such as `random.random`.
        """
        # Beyond 2 ** 63 the bound is the maximum anyhow, and a float would overflow later on.
        return min(self.maximum, self.initial * 2.0 ** min(attempt - 1, 63)) * random()

    def next_delay(
        self,
        attempt: int,
        elapsed: float,
        random: Callable[[], float],
        headers: Mapping[str, str] | None = None,
        now: float | None = None,
    ) -> float | None:
        """Return how long to wait before the next attempt, in seconds; None if there is none.

        Args:
            attempt: The number of the attempt that failed, from 1.
            elapsed: The time since the first attempt's start, in seconds.
            random: Returns a number from 0 to 1, such as `random.random`.
            headers: The headers of the answer, where one came; the names in lower case, or in a
                mapping that ignores their case.
            now: The time, in seconds since 1970; the clock's unless stated.
        """
        if attempt >= self.attempts:
            return None
        jitter = self.delay(attempt, random)
        asked = retry_after(headers or {}, time.time() if now is None else now)
        # Jitter comes on top of what the server asks for: it asks all its clients for the same.
        wait = jitter if asked is None else asked + jitter
        return wait if elapsed + wait <= self.total else None


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return how long the server asks to wait, in seconds from 0; None where it does not say.

    ``Retry-After`` holds seconds or an HTTP date; the Argo server's rate limit also sends
    ``X-RateLimit-Reset``, an HTTP date. What is neither is ignored. Dates are compared with the
    server's own clock, the header ``Date``, where it is there.

    Args:
        headers: The headers of the answer; the names in lower case, or in a mapping that ignores
            their case.
        now: The time, in seconds since 1970.
    """
    asked = headers.get("retry-after", "").strip()
    # More digits would make no sense.
    if asked.isascii() and asked.isdecimal() and len(asked) <= 12:
        return float(asked)
    # Argo sends its rate limit with every answer; only a used-up one is a reason to wait.
    used_up = headers.get("x-ratelimit-remaining", "0").strip() == "0"
    reset = headers.get("x-ratelimit-reset", "") if used_up else ""
    until = _read_date(asked) or _read_date(reset)
    if until is None:
        return None
    return max(0.0, until - (_read_date(headers.get("date", "")) or now))


def _read_date(value: str) -> float | None:
    """Return an HTTP date in seconds since 1970; None where it is none."""
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # Without a zone it means UTC, not the local zone of this machine.
    return (date if date.tzinfo else date.replace(tzinfo=timezone.utc)).timestamp()


def may_retry(
    policy: RetryPolicy | None,
    *,
    idempotent: bool,
    outcome: int | Failure,
) -> bool:
    """Tell whether a request may be sent again at all.

    Args:
        policy: The policy; None stands for one that sends each request once.
        idempotent: Whether sending it twice is the same as sending it once: a GET, or an operation
            that is marked so.
        outcome: The HTTP status that came, or how far the request came where none did.
    """
    if policy is None or policy.attempts < 2:
        return False
    if outcome is Failure.NOT_SENT:
        return True
    if outcome is Failure.MAYBE_SENT:
        return idempotent
    return outcome in policy.statuses and idempotent
