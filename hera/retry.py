"""How often, and how long, a task is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Retry"]


@dataclass
class Retry:
    """How a task is tried again.

    Attributes:
        duration: seconds, or text such as ``"1m"``, before the first repetition.
        limit: number of repetitions; without end by default.
        max_duration: seconds, or text, after which there is no repetition any more.
        retry_policy: after which failures; Argo's default is ``OnFailure``.
    """

    duration: int | str | None = None
    limit: int | str | None = None
    max_duration: int | str | None = None
    retry_policy: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return Argo's ``retryStrategy``."""
        backoff = _texts(duration=self.duration, maxDuration=self.max_duration)
        policy = {"retryPolicy": self.retry_policy} if self.retry_policy else {}
        return {**({"backoff": backoff} if backoff else {}), **_texts(limit=self.limit), **policy}


def _texts(**given: int | str | None) -> dict[str, str]:
    return {key: str(value) for key, value in given.items() if value is not None}
