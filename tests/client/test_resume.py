"""A watch goes on over cuts: the caller sees each change once, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_client._errors import (
    APIConnectionError,
    ArgoError,
    RequestInfo,
    ResponseValidationError,
    StreamError,
    StreamInterruptedError,
    status_error,
)
from hera_client._resume import (
    Change,
    Identity,
    Raise,
    Reconnect,
    Relist,
    Stop,
    Watch,
)
from hera_client._retry import RetryPolicy
from hera_client._watch_ends import Ending, classify

REQUEST = RequestInfo("GET", "https://argo.example.com/api/v1/workflow-events/ml")
CUT = APIConnectionError(REQUEST, "the connection was reset")
CLOSED = StreamError("EOF", grpc_code=8, http_code=429)
EXPIRED = StreamError("too old resource version: 1 (9)", grpc_code=3, http_code=400)


def top() -> float:
    return 1.0


def status(code: int, headers: dict[str, str] | None = None) -> ArgoError:
    return status_error("WorkflowService_WatchWorkflows", REQUEST, code, headers or {}, b"")


def wf(name: str, version: int | str, uid: str = "") -> Identity:
    return Identity(uid or f"uid-{name}", "ml", name, str(version))


# What is handed on


def test_bookmarks_tell_the_version_and_are_not_handed_on() -> None:
    watch = Watch("5", random=top)
    assert not watch.take("BOOKMARK", Identity("", "", "", "9"))
    assert watch.version == "9"
    assert not watch.take("MODIFIED", wf("a", 8))
    assert watch.ended(None) == Reconnect("9", 0.0)


def test_events_that_were_seen_are_dropped_after_a_reconnection() -> None:
    watch = Watch("5", random=top)
    assert [watch.take("ADDED", wf("a", 6)), watch.take("MODIFIED", wf("a", 7))] == [True, True]
    assert watch.ended(CUT) == Reconnect("7", 0.25)
    assert not watch.take("ADDED", wf("a", 6))
    assert not watch.take("MODIFIED", wf("a", 7))
    assert watch.take("DELETED", wf("a", 8))
    assert not watch.take("DELETED", wf("a", 8))


def test_what_exists_comes_in_any_order_where_no_version_was_given() -> None:
    watch = Watch(random=top)
    handed_on = [watch.take("ADDED", wf(name, version)) for name, version in (("a", 9), ("b", 3))]
    assert handed_on == [True, True]
    assert watch.version == ""
    assert watch.take("MODIFIED", wf("b", 10))
    assert watch.version == "10"


def test_versions_that_are_no_numbers_are_told_apart_by_equality() -> None:
    watch = Watch("x1", random=top)
    assert watch.take("ADDED", wf("a", "x2"))
    assert not watch.take("ADDED", wf("a", "x2"))
    assert watch.take("MODIFIED", wf("a", "x3"))
    assert watch.ended(None) == Reconnect("x3", 0.0)


def test_a_deletion_that_repeats_the_last_version_is_handed_on() -> None:
    watch = Watch("5")
    assert watch.take("ADDED", wf("a", 6))
    assert watch.take("DELETED", wf("a", 6))


def test_the_identity_is_read_from_plain_data() -> None:
    data = {"metadata": {"uid": "u", "namespace": "ml", "name": "a", "resourceVersion": "7"}}
    assert Identity.of(data) == Identity("u", "ml", "a", "7")
    assert Identity.of({"metadata": None}) == Identity.of({}) == Identity("", "", "", "")
    assert Identity("", "ml", "a", "7").key == "ml/a"


# What is done at an end


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (None, Ending.CLOSED),
        (CLOSED, Ending.CLOSED),
        (StreamError("EOF", grpc_code=8), Ending.CLOSED),
        (StreamError("slow down", grpc_code=8, http_code=429), Ending.LOST),
        (StreamError("unavailable", grpc_code=14), Ending.LOST),
        (StreamError("no codes at all"), Ending.LOST),
        (EXPIRED, Ending.EXPIRED),
        (StreamError("gone", http_code=410), Ending.EXPIRED),
        (StreamError("expired", grpc_code=3), Ending.EXPIRED),
        (StreamError("forbidden", grpc_code=7), Ending.FATAL),
        (StreamError("forbidden", grpc_code=7, http_code=403), Ending.FATAL),
        (CUT, Ending.LOST),
        (StreamInterruptedError(REQUEST, "cut"), Ending.LOST),
        *((status(code), Ending.EXPIRED) for code in (400, 410)),
        *((status(code), Ending.LOST) for code in (408, 429, 500, 502, 503, 504)),
        *((status(code), Ending.FATAL) for code in (401, 403, 404, 409, 501)),
        (ResponseValidationError("not JSON", body=b""), Ending.FATAL),
    ],
)
def test_what_an_end_means(error: ArgoError | None, ending: Ending) -> None:
    assert classify(error) is ending


def test_a_watch_that_keeps_closing_is_opened_ever_more_slowly() -> None:
    watch = Watch("5", random=top)
    delays = [watch.ended(CLOSED) for _ in range(4)]
    assert delays == [Reconnect("5", delay) for delay in (0.0, 0.5, 1.0, 2.0)]
    assert not watch.take("MODIFIED", wf("a", 4))
    assert watch.ended(CLOSED) == Reconnect("5", 4.0)
    assert watch.take("MODIFIED", wf("a", 6))
    assert watch.ended(CLOSED) == Reconnect("6", 0.0)


def test_a_lost_connection_is_tried_for_the_total_time_of_waiting() -> None:
    watch = Watch("5", policy=RetryPolicy(initial=1, maximum=1, total=3), random=top)
    assert [watch.ended(CUT) for _ in range(4)] == [Reconnect("5", 1.0)] * 3 + [Raise(CUT)]
    assert watch.take("MODIFIED", wf("a", 6))
    assert watch.ended(CUT) == Reconnect("6", 1.0)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("error", [CUT, CLOSED, None])
def test_being_accepted_alone_is_no_progress(error: ArgoError | None) -> None:
    policy = RetryPolicy(initial=1, maximum=1, total=3)
    watch = Watch("5", policy=policy, random=top, clock=Clock())
    actions: list[object] = []
    for _ in range(10):
        watch.opened()
        watch.take("ADDED", wf("a", 4))  # what was seen before, once more
        watch.take("BOOKMARK", Identity("", "", "", "5"))
        actions.append(watch.ended(error))
    raised = [action.error for action in actions if isinstance(action, Raise)]
    assert isinstance(actions[3], Reconnect) == (error is not CUT)
    assert isinstance(actions[4], Raise)
    assert "again and again" in str(raised[0]) or raised[0] is CUT


def progress_by_event(watch: Watch, _: Clock, at: int) -> None:
    watch.take("MODIFIED", wf("a", at))


def progress_by_bookmark(watch: Watch, _: Clock, at: int) -> None:
    watch.take("BOOKMARK", Identity("", "", "", str(at)))


def progress_by_living(_: Watch, clock: Clock, __: int) -> None:
    clock.now += 5


@pytest.mark.parametrize("progress", [progress_by_event, progress_by_bookmark, progress_by_living])
@pytest.mark.parametrize("error", [CUT, CLOSED, None])
def test_progress_renews_the_patience(
    progress: Callable[[Watch, Clock, int], None], error: ArgoError | None
) -> None:
    clock = Clock()
    policy = RetryPolicy(initial=1, maximum=1, total=3)
    watch = Watch("5", policy=policy, random=top, clock=clock)
    for at in range(6, 30):
        watch.opened()
        progress(watch, clock, at)
        assert isinstance(watch.ended(error), Reconnect)


def test_on_error_is_asked_about_a_watch_that_keeps_ending_at_once() -> None:
    asked: list[ArgoError] = []

    def on_error(error: ArgoError) -> Literal["retry", "stop", "raise"]:
        asked.append(error)
        return "retry" if len(asked) < 3 else "stop"

    policy = RetryPolicy(initial=1, maximum=1, total=3)
    watch = Watch("5", policy=policy, on_error=on_error, random=top)
    actions = [watch.ended(CLOSED) for _ in range(7)]
    assert actions[-1] == Stop()
    assert all(error.__cause__ is CLOSED for error in asked)


def test_a_watch_with_a_time_limit_ends_when_it_is_up() -> None:
    clock = Clock()
    watch = Watch("5", seconds=20, random=top, clock=clock)
    assert (watch.seconds_left, watch.deadline, watch.is_over) == (20, 123.0, False)
    clock.now += 8.5
    assert watch.ended(CUT) == Reconnect("5", 0.25)
    assert watch.seconds_left == 12
    clock.now += 11.4
    action = watch.ended(status(503, {"Retry-After": "7"}))
    assert isinstance(action, Reconnect)
    assert action.delay == pytest.approx(0.1), "no longer than there is time"
    clock.now += 0.1
    assert (watch.seconds_left, watch.is_over) == (1, True)
    assert watch.ended(CUT) == Raise(CUT), "the server has never answered"
    watch.opened()
    assert watch.ended(CUT) == watch.ended(None) == watch.ended(EXPIRED) == Stop()
    refused = status(403)
    assert watch.ended(refused) == Raise(refused)


def test_a_watch_without_a_time_limit_is_never_over() -> None:
    watch = Watch("5")
    assert (watch.seconds_left, watch.deadline, watch.is_over) == (None, None, False)


def test_a_policy_that_never_waits_ends_nevertheless() -> None:
    watch = Watch("5", policy=RetryPolicy(initial=0, total=1), random=top)
    assert Raise(CUT) in [watch.ended(CUT) for _ in range(100)]


def test_without_retries_a_cut_raises_and_an_ordinary_end_does_not() -> None:
    assert Watch("5", policy=RetryPolicy.off()).ended(CUT) == Raise(CUT)
    assert Watch("5", policy=RetryPolicy.off()).ended(CLOSED) == Reconnect("5", 0.0)


def test_a_fatal_error_is_raised_without_asking() -> None:
    error = status(403)
    assert Watch("5", on_error=lambda _: "retry").ended(error) == Raise(error)


@pytest.mark.parametrize(
    ("decision", "action"),
    [("retry", Reconnect("5", 0.25)), ("stop", Stop()), ("raise", Raise(CUT))],
)
def test_on_error_decides(decision: Literal["retry", "stop", "raise"], action: object) -> None:
    asked: list[ArgoError] = []

    def on_error(error: ArgoError) -> Literal["retry", "stop", "raise"]:
        asked.append(error)
        return decision

    watch = Watch("5", on_error=on_error, random=top)
    assert watch.ended(CUT) == action
    assert asked == [CUT]


def test_on_error_is_not_asked_about_ordinary_ends() -> None:
    watch = Watch("5", on_error=lambda _: "raise", random=top)
    assert [watch.ended(None), watch.ended(EXPIRED)] == [Reconnect("5", 0.0), Relist(0.5)]


def test_on_error_may_retry_without_a_limit() -> None:
    watch = Watch("5", on_error=lambda _: "retry", policy=RetryPolicy(total=1), random=top)
    assert {watch.ended(CUT) for _ in range(50)} > {Reconnect("5", 8.0)}


def test_the_server_may_ask_for_more_time() -> None:
    busy = status(429, {"Retry-After": "7"})
    assert Watch("5", random=top).ended(busy) == Reconnect("5", 7.25)
    far = status(503, {"Retry-After": "9999"})
    assert Watch("5", random=top).ended(far) == Reconnect("5", 60.25)
    dates = {"Retry-After": formatdate(5, usegmt=True), "Date": formatdate(2, usegmt=True)}
    assert Watch("5", random=top).ended(status(429, dates)) == Reconnect("5", 3.25)


def test_an_expired_version_is_followed_by_a_list() -> None:
    watch = Watch("5", random=top)
    assert watch.take("ADDED", wf("a", 6))
    assert watch.ended(EXPIRED) == Relist(0.0)
    assert watch.ended(CUT) == Relist(0.5), "the list failed"
    assert watch.relisted("20", [(wf("a", 6), "A")]) == []
    assert watch.version == "20"


def test_a_version_that_is_always_expired_is_given_up() -> None:
    watch = Watch("5", policy=RetryPolicy(attempts=3), random=top)
    actions: list[object] = []
    for _ in range(4):
        actions.append(watch.ended(EXPIRED))
        watch.relisted("6", [])
    assert actions == [Relist(0.0), Relist(0.5), Relist(1.0), Raise(EXPIRED)]


def test_a_bad_request_without_a_version_is_no_expiry() -> None:
    assert Watch().ended(EXPIRED) == Raise(EXPIRED)


def test_a_bad_request_for_the_list_is_no_expiry() -> None:
    watch = Watch("5")
    watch.ended(EXPIRED)
    refused = status(400)
    assert watch.ended(refused) == Raise(refused)


def test_a_cut_within_the_first_events_lists_what_exists() -> None:
    watch = Watch(random=top)
    assert watch.ended(CUT) == Reconnect("", 0.25)
    assert watch.take("ADDED", wf("a", 9))
    assert watch.ended(CUT) == Relist(0.25)
    changes = watch.relisted("10", [(wf("a", 9), "A"), (wf("b", 3), "B")])
    assert changes == [Change("ADDED", wf("b", 3), "B")]


def test_events_without_a_version_cannot_be_resumed() -> None:
    watch = Watch("5")
    assert watch.take("MODIFIED", Identity("", "", "", ""))
    assert watch.ended(CUT) == Raise(CUT)
    action = watch.ended(None)
    assert isinstance(action, Raise)
    assert 'add "result.object.metadata"' in str(action.error)


# What a list brings to light


def test_a_list_tells_what_has_changed() -> None:
    watch = Watch("1", random=top)
    for name, version in (("kept", 2), ("changed", 3), ("gone", 4), ("again", 5)):
        watch.take("ADDED", wf(name, version))
    watch.ended(EXPIRED)
    listed = [
        (wf("new", 12), "new"),
        (wf("kept", 2), "kept"),
        (wf("again", 11, uid="other"), "again"),
        (wf("changed", 10), "changed"),
        (wf("before", 1), "before"),
    ]
    assert watch.relisted("15", listed) == [
        Change("DELETED", wf("gone", 4), None),
        Change("DELETED", wf("again", 5), None),
        Change("MODIFIED", wf("changed", 10), "changed"),
        Change("ADDED", wf("again", 11, uid="other"), "again"),
        Change("ADDED", wf("new", 12), "new"),
    ]
    assert not watch.take("ADDED", wf("new", 12))
    assert watch.take("MODIFIED", wf("before", 16))


def test_a_list_that_is_too_old_is_asked_for_again_for_a_while() -> None:
    watch = Watch("10", random=top)
    watch.take("ADDED", wf("a", 12))
    watch.ended(EXPIRED)
    answers = [watch.relisted("11", [(wf("b", 11), "B")]) for _ in range(5)]
    assert answers[:4] == [Relist(0.25), Relist(0.5), Relist(1.0), Relist(2.0)]
    # Only a restored cluster stays behind: then the list is the truth.
    assert answers[4] == [
        Change("DELETED", wf("a", 12), None),
    ]
    assert watch.version == "11"


# Random histories


@dataclass(frozen=True)
class Event:
    type: str
    identity: Identity


class Cluster:
    """A history of changes, and what a server says of it."""

    def __init__(self, steps: list[tuple[int, bool]]) -> None:
        self.events: list[Event] = []
        alive: dict[int, str] = {}
        for at, (slot, delete) in enumerate(steps, start=1):
            version = at * 3  # other kinds take versions as well
            if slot not in alive:
                alive[slot] = f"uid-{slot}-{at}"
                kind = "ADDED"
            else:
                kind = "DELETED" if delete else "MODIFIED"
            identity = Identity(alive[slot], "ml", f"wf-{slot}", str(version))
            self.events.append(Event(kind, identity))
            if kind == "DELETED":
                del alive[slot]

    def state(self, count: int) -> dict[str, Identity]:
        """The objects after the first `count` events."""
        state: dict[str, Identity] = {}
        for event in self.events[:count]:
            state[event.identity.uid] = event.identity
            if event.type == "DELETED":
                del state[event.identity.uid]
        return state

    def watch(self, version: str, count: int) -> list[Event]:
        """What a watch from a version is sent until the first `count` events have happened."""
        since = int(version or 0)
        return [event for event in self.events[:count] if int(event.identity.version) > since]


def follow(cluster: Cluster, watch: Watch, draw: Callable[[Any], Any]) -> list[Event]:
    """Run a watch over random cuts until it has caught up; return what was handed on."""
    handed_on: list[Event] = []
    now = draw(st.integers(0, len(cluster.events)))
    action: object = Reconnect(watch.version, 0)
    for _ in range(draw(st.integers(0, 8))):
        action = connect(cluster, watch, now, action, handed_on, draw)
        now = draw(st.integers(now, len(cluster.events)))
    if isinstance(action, Relist):
        hand_on_list(cluster, watch, len(cluster.events), handed_on)
    receive(watch, opening(cluster, watch, len(cluster.events)), handed_on)
    return handed_on


def connect(
    cluster: Cluster,
    watch: Watch,
    now: int,
    action: object,
    handed_on: list[Event],
    draw: Callable[[Any], Any],
) -> object:
    if isinstance(action, Relist):
        if draw(st.booleans()):
            return watch.ended(CUT)
        hand_on_list(cluster, watch, now, handed_on)
    if watch.version and draw(st.integers(0, 3)) == 0:
        return watch.ended(EXPIRED)
    watch.opened()
    sent = opening(cluster, watch, now)
    sent = sent[: draw(st.integers(0, len(sent)))]
    receive(watch, sent, handed_on)
    if sent and draw(st.booleans()):
        receive(watch, sent[-2:], handed_on)  # a server that repeats itself
    return watch.ended(draw(st.sampled_from([CUT, CLOSED, None])))


def opening(cluster: Cluster, watch: Watch, now: int) -> list[Event]:
    if watch.version:
        return cluster.watch(watch.version, now)
    # Nothing tells where the first events end, so any change may follow them at once.
    return [Event("ADDED", identity) for identity in reversed(cluster.state(now).values())]


def receive(watch: Watch, sent: list[Event], handed_on: list[Event]) -> None:
    handed_on += [event for event in sent if watch.take(event.type, event.identity)]


def hand_on_list(cluster: Cluster, watch: Watch, now: int, handed_on: list[Event]) -> None:
    version = cluster.events[now - 1].identity.version if now else "1"
    changes = watch.relisted(version, [(found, None) for found in cluster.state(now).values()])
    assert isinstance(changes, list)
    handed_on += [Event(change.type, change.identity) for change in changes]


histories = st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=25).map(Cluster)


@given(histories, st.data())
def test_over_any_cuts_each_change_is_seen_once_and_in_order(
    cluster: Cluster, data: st.DataObject
) -> None:
    seen: dict[str, int] = {}
    names: dict[str, str] = {}
    for event in follow(cluster, Watch(on_error=lambda _: "retry"), data.draw):
        identity = event.identity
        assert (event.type == "ADDED") == (identity.uid not in seen)
        if event.type == "DELETED":
            assert int(identity.version) >= seen.pop(identity.uid)
            del names[identity.name]
            continue
        assert names.setdefault(identity.name, identity.uid) == identity.uid
        assert int(identity.version) > seen.get(identity.uid, -1)
        seen[identity.uid] = int(identity.version)
    final = cluster.state(len(cluster.events))
    assert seen == {uid: int(identity.version) for uid, identity in final.items()}


@given(histories, st.data())
def test_from_a_version_without_expiry_the_whole_history_is_handed_on(
    cluster: Cluster, data: st.DataObject
) -> None:
    watch = Watch("1", on_error=lambda _: "retry")
    handed_on: list[Event] = []
    while len(handed_on) < len(cluster.events):
        sent = cluster.watch(watch.version, len(cluster.events))
        receive(watch, sent[: data.draw(st.integers(1, len(sent)))], handed_on)
        again = data.draw(st.integers(0, len(handed_on)))
        receive(watch, handed_on[again:], handed_on)
        assert isinstance(watch.ended(CUT), Reconnect)
    assert handed_on == cluster.events
