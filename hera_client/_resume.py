"""Keeps a watch going over cuts: what to hand on, and what to do when a stream ends.

There is no input or output here: the client tells each event and each end, and gets a decision.

A watch that was opened without a resource version starts with one ADDED event for each object that
exists, in any order; only what follows comes in the order of versions. A version is therefore good
for resuming from the first event on that is not ADDED. Until then, and when the server has
forgotten the version ("expired"), the objects are listed again, and the differences to what the
caller has seen are handed on as events.
"""

from __future__ import annotations

import math
import random as _random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, cast

from ._errors import APIStatusError, ArgoError
from ._retry import RetryPolicy, retry_after
from ._watch_ends import Ending, classify

T = TypeVar("T")
EventType = Literal["ADDED", "MODIFIED", "DELETED"]
OnError = Callable[[ArgoError], Literal["retry", "stop", "raise"]]

# A list that is older than what was seen comes from a server that is not up to date yet.
_STALE_LISTS = 5
# Without it a policy that never waits would try forever: its patience is counted in waiting time.
_SHORTEST = 0.05
# Seconds for the server to end a stream when its time is up: where nothing has happened, that is the
# first that is heard of it.
_GRACE = 3.0
# A stream that lived for so many seconds was a good one, even if nothing happened in the meantime.
_LIVED = 5.0


@dataclass(frozen=True)
class Identity:
    """Which object an event is about, and in which state it is.

    Attributes:
        uid: The object's uid; empty where the event does not hold it.
        namespace: Its namespace; empty for cluster-wide kinds.
        name: Its name.
        version: Its resource version; empty where the event does not hold it.
    """

    uid: str
    namespace: str
    name: str
    version: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Identity:
        """Return the identity of an object's plain data; parts that are missing are empty."""
        metadata = data.get("metadata")
        found = cast("dict[str, Any]", metadata) if isinstance(metadata, dict) else {}
        return cls(*(str(found.get(name) or "") for name in _METADATA))

    @property
    def key(self) -> str:
        """What stays the same as long as the object lives."""
        return self.uid or self.path

    @property
    def path(self) -> str:
        """What an object that is created again has in common with the one before it."""
        return f"{self.namespace}/{self.name}"


_METADATA = ("uid", "namespace", "name", "resourceVersion")


@dataclass(frozen=True)
class Change(Generic[T]):
    """A difference that listing again brought to light.

    Attributes:
        type: The type of the event that tells it.
        identity: The object; for DELETED as it was last seen.
        item: The object that was listed; None for DELETED.
    """

    type: EventType
    identity: Identity
    item: T | None


@dataclass(frozen=True)
class Reconnect:
    """Open the watch again, from a resource version, after some seconds."""

    version: str
    delay: float


@dataclass(frozen=True)
class Relist:
    """List the objects after some seconds, tell `Watch.relisted`, then open the watch again."""

    delay: float


@dataclass(frozen=True)
class Stop:
    """End the iteration."""


@dataclass(frozen=True)
class Raise:
    """Raise the error."""

    error: ArgoError


Action = Reconnect | Relist | Stop | Raise


class Watch:
    """The state of one watch, from its first connection to its last."""

    def __init__(
        self,
        version: str = "",
        *,
        policy: RetryPolicy | None = None,
        on_error: OnError | None = None,
        seconds: float | None = None,
        random: Callable[[], float] = _random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin before the first connection.

        Args:
            version: The resource version to start from; empty to begin with what exists.
            policy: How to wait between connections, and, without `on_error`, for how long a watch
                that makes no progress is tried again: its `total` seconds of waiting. The default
                policy unless stated; `RetryPolicy.off()` raises at once where a connection is lost.
            on_error: Decides after an error that may be passing (a lost connection, a server that
                is not there, or that keeps ending the watch at once): "retry" without a limit,
                "stop" or "raise".
            seconds: After how long to end, however often it was opened; None for never.
            random: Returns a number from 0 to 1.
            clock: Tells the time in seconds.
        """
        self._version = version
        self._ordered = version not in ("", "0")
        self._policy = policy or RetryPolicy()
        self._on_error = on_error
        self._random = random
        self._clock = clock
        self._end = math.inf if seconds is None else clock() + seconds
        self._opened: float | None = None
        self._answered = False
        self._known: dict[str, Identity] = {}
        self._blind = False
        self._must_list = False
        self._ends = 0  # since the last progress, as all of these
        self._expiries = 0
        self._waited = 0.0
        self._stale_lists = 0

    @property
    def version(self) -> str:
        """The resource version to open the watch from."""
        return self._version

    @property
    def deadline(self) -> float | None:
        """When a stream is cut that the server has not ended, by its clock; None for never."""
        return None if math.isinf(self._end) else self._end + _GRACE

    @property
    def is_over(self) -> bool:
        """Whether its time is up."""
        return self._left <= 0

    @property
    def seconds_left(self) -> int | None:
        """After how many whole seconds the server is to end the next stream; None for its choice."""
        return None if math.isinf(self._end) else max(1, math.ceil(self._left))

    @property
    def _left(self) -> float:
        return max(0.0, self._end - self._clock())

    def opened(self) -> None:
        """Tell that the server has accepted the watch.

        That alone is no progress: a server may accept each one and end it at once.
        """
        self._opened = self._clock()
        self._answered = True

    def take(self, event_type: str, identity: Identity) -> bool:
        """Take an event and tell whether to hand it on.

        Not handed on are bookmarks, which only tell a version, and what the caller has seen.
        """
        if event_type == "BOOKMARK":
            self._advance(identity.version)
            return False
        if not identity.version:
            self._blind = True  # it cannot be told apart from its repetition
        elif self._is_seen(event_type, identity):
            return False
        else:
            self._remember(event_type, identity)
        self._progressed()
        return True

    def _progressed(self) -> None:
        self._ends = self._expiries = 0
        self._waited = 0.0

    def _remember(self, event_type: str, identity: Identity) -> None:
        if event_type == "DELETED":
            self._known.pop(identity.key, None)
        else:
            self._known[identity.key] = identity
        if self._ordered or event_type != "ADDED":
            self._advance(identity.version)

    def ended(self, error: ArgoError | None) -> Action:
        """Tell that the stream, or the attempt to open it or to list, has ended; get what to do.

        Args:
            error: Why it ended; None where it came to its end without an error.
        """
        if self._opened is not None and self._clock() - self._opened >= _LIVED:
            self._progressed()
        self._opened = None
        ending = classify(error)
        if self.is_over and ending is not Ending.FATAL:
            # A server that has never answered has not told that nothing happened.
            if self._answered or error is None or ending is Ending.CLOSED:
                return Stop()
            return Raise(error)
        if ending is Ending.EXPIRED and (self._must_list or self._version in ("", "0")):
            ending = Ending.FATAL  # no version was sent, so it cannot be the cause
        if error is not None and self._gives_up(ending, error):
            return Raise(error)
        if self._blind:
            return Raise(error or _cannot_resume())
        if ending is Ending.CLOSED and self._waited >= max(self._policy.total, _SHORTEST):
            error, ending = _keeps_ending(error), Ending.LOST
        if ending is Ending.LOST and error is not None:
            decision = self._decide(error)
            if decision != "retry":
                return Stop() if decision == "stop" else Raise(error)
        return self._again(ending, error)

    def relisted(
        self, version: str, items: Iterable[tuple[Identity, T]]
    ) -> list[Change[T]] | Relist:
        """Take the objects that exist and return what has changed since the last event.

        Each object counts once, as it is now: what it was in between cannot be known any more.

        Args:
            version: The resource version of the list.
            items: All objects of the list, each with its identity. They must be one consistent
                state, so the list is asked for without a limit; and none may come from the
                workflow archive.

        Returns:
            The changes in order; or that the list is older than what was seen, and must be asked
            for again.
        """
        if self._ordered and _is_older(version, self._version):
            self._stale_lists += 1
            if self._stale_lists < _STALE_LISTS:
                return Relist(self._policy.delay(self._stale_lists, self._random))
        listed = {identity.key: (identity, item) for identity, item in items}
        changes = [*self._deletions(listed), *self._news(listed)]
        self._known = {key: identity for key, (identity, _) in listed.items()}
        self._version, self._ordered = version, version not in ("", "0")
        self._must_list = False
        self._stale_lists = 0
        return changes

    def _deletions(self, listed: Mapping[str, tuple[Identity, T]]) -> list[Change[T]]:
        gone = [identity for key, identity in self._known.items() if key not in listed]
        return [Change("DELETED", identity, None) for identity in gone]

    def _news(self, listed: Mapping[str, tuple[Identity, T]]) -> list[Change[T]]:
        changes: list[Change[T]] = []
        for key, (identity, item) in listed.items():
            known = self._known.get(key)
            if known is None and not self._existed(identity):
                changes.append(Change("ADDED", identity, item))
            elif known is not None and known.version != identity.version:
                changes.append(Change("MODIFIED", identity, item))
        return sorted(changes, key=lambda change: _number(change.identity.version) or 0)

    def _existed(self, identity: Identity) -> bool:
        """Tell whether an unknown object is as it was before the first event that was seen."""
        if not self._ordered or not _is_comparable(identity.version, self._version):
            return False
        return not _is_older(self._version, identity.version)

    def _is_seen(self, event_type: str, identity: Identity) -> bool:
        known = self._known.get(identity.key)
        if event_type == "DELETED" and known is not None:
            return _is_older(identity.version, known.version)
        if self._ordered and _is_comparable(identity.version, self._version):
            return self._existed(identity)
        if known is None:
            return False
        return known.version == identity.version or _is_older(identity.version, known.version)

    def _advance(self, version: str) -> None:
        if not version or version == self._version or _is_older(version, self._version):
            return
        self._version = version
        self._ordered = True
        self._progressed()

    def _gives_up(self, ending: Ending, error: ArgoError) -> bool:
        if ending is Ending.EXPIRED:
            self._expiries += 1
            return self._expiries > self._policy.attempts
        return ending is Ending.FATAL

    def _decide(self, error: ArgoError) -> Literal["retry", "stop", "raise"]:
        if self._on_error is not None:
            return self._on_error(error)
        patient = self._policy.attempts > 1 and self._waited < self._policy.total
        return "retry" if patient else "raise"

    def _again(self, ending: Ending, error: ArgoError | None) -> Action:
        delay = self._delay(ending, error)
        unordered = not self._ordered and bool(self._known)
        if ending is Ending.EXPIRED or unordered:
            self._must_list = True
        return Relist(delay) if self._must_list else Reconnect(self._version, delay)

    def _delay(self, ending: Ending, error: ArgoError | None) -> float:
        self._ends += 1
        # What ended in the ordinary way is opened again at once, unless it keeps ending.
        if self._ends == 1 and ending is not Ending.LOST:
            return 0.0
        delay = max(_SHORTEST, self._policy.delay(self._ends, self._random))
        if isinstance(error, APIStatusError):
            asked = retry_after(error.response.headers, time.time()) or 0.0
            delay += min(asked, self._policy.total)
        self._waited += delay
        return min(delay, self._left)


def _keeps_ending(cause: ArgoError | None) -> ArgoError:
    error = ArgoError(
        "the server, or a proxy before it, accepts the watch but ends it at once, again and again."
        " Look at their logs; where the proxy limits the time of a request, let it allow more"
    )
    error.__cause__ = cause
    return error


def _cannot_resume() -> ArgoError:
    return ArgoError(
        "the watch ended, and cannot be resumed: its events hold no resource version. Where fields="
        ' chooses what they hold, add "result.object.metadata" and "result.type"'
    )


def _number(version: str) -> int | None:
    """Return a resource version as a number, as Kubernetes defines it; None where it is none."""
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 40 else None


def _is_comparable(one: str, other: str) -> bool:
    return _number(one) is not None and _number(other) is not None


def _is_older(one: str, other: str) -> bool:
    """Tell whether a version is certainly older than another one."""
    first, second = _number(one), _number(other)
    return first is not None and second is not None and first < second
