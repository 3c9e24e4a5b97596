"""Watches over every fault of the table: no event is lost, none comes twice, none hangs."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from contextlib import aclosing
from typing import Any

import pytest
from client._both import SIDES, AsyncSide, Client, Maker, SyncSide, making
from client._fault import Exchange, Fault, Pieces, cut_body, stall, stall_frames
from client._faults import FAULTS, OK, faults
from client._replies import end_frames, error, frame_with_status, stream_error
from client._server import ArgoServer
from client._wire import Request

from hera_client import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ArgoError,
    NotAnArgoServerError,
    NotFoundError,
    ResponseValidationError,
    RetryPolicy,
    StreamError,
    StreamInterruptedError,
)

WATCH = "GET /api/v1/workflow-events/*"
PHASES = ["Pending", "Running", "Running", "Running", "Succeeded"]
# A stream that is empty, or breaks off within a message, is opened again.
ENDED = ("empty-200", "empty-204", "json-deep", "json-null", "json-list", "json-number", "json-cut")
# After these the watch cannot go on.
FATAL = (
    "400-json",
    "401-once",
    "401-html",
    "403-json",
    "404-html",
    "404-empty",
    "409-json",
    "501-json",
)


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        yield server


@pytest.fixture(params=SIDES)
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


def happen(server: ArgoServer, phases: list[str] = PHASES) -> tuple[str, list[str]]:
    """Let the workflow change; return the version before, and those of the changes."""
    state = server.state
    before = state.get("workflows", "ml", "one")["metadata"]["resourceVersion"]
    return before, [
        state.set_phase("ml", "one", phase, progress=f"{at}/9")["metadata"]["resourceVersion"]
        for at, phase in enumerate(phases)
    ]


def versions(events: list[Any]) -> list[str]:
    return [event.object.metadata.resource_version for event in events]


def from_(version: str, **given: Any) -> Callable[[Any], Any]:
    return lambda argo: argo.workflows.watch(resource_version=version, **given)


def watch(client: Client, version: str, count: int | None, **given: Any) -> list[str]:
    """Return the versions of the first events after a version."""
    return versions(client.read(from_(version, **given), count=count))


# A stream under another type is none: these are harmless to unary answers alone.
MISLABELLED = ["content-type-missing", "content-type-upper-case"]


def going_on(effect: str) -> list[str]:
    return [name for name in faults(on="stream", effect=effect) if name not in MISLABELLED]


@pytest.mark.parametrize(
    "name", [*going_on("harmless"), *going_on("lost"), *going_on("late"), *going_on("status")]
)
def test_a_watch_goes_on_as_if_nothing_had_happened(
    server: ArgoServer, make: Maker, name: str
) -> None:
    before, expected = happen(server)
    server.script(WATCH, FAULTS[name])

    assert watch(make(), before, len(expected)) == expected


@pytest.mark.parametrize("name", going_on("error"))
def test_an_error_is_raised_or_mended_but_never_dropped(
    server: ArgoServer, make: Maker, name: str
) -> None:
    before, expected = happen(server)
    server.script(WATCH, FAULTS[name])
    client, events = make(), list[Any]()
    if name in FATAL[1:] or name == "stream-unary-404":
        with pytest.raises(APIStatusError) as caught:
            client.read(from_(before), events, len(expected))
        assert str(caught.value.status_code) in name
        assert not events
    elif name in ("400-json", "stream-expired-first", "stream-expired-in-middle"):
        client.read(from_(before), events, 2 if name.endswith("middle") else 1)
        assert versions(events) == [*expected[: len(events) - 1], expected[-1]]
    else:
        assert watch(client, before, len(expected)) == expected


@pytest.mark.parametrize("name", [*going_on("garbage"), *going_on("redirect"), *MISLABELLED])
def test_what_is_no_stream_is_an_error(server: ArgoServer, make: Maker, name: str) -> None:
    before, expected = happen(server)
    server.script(WATCH, FAULTS[name])
    client, events = make(), list[Any]()
    if name in ENDED:
        assert watch(client, before, len(expected)) == expected
        return
    kind: type[ArgoError] = ResponseValidationError
    if "html" in name:
        kind = NotAnArgoServerError
    elif "redirect" in name:
        kind = APIStatusError

    with pytest.raises(kind):
        client.read(from_(before), events, len(expected))

    assert versions(events) == expected[: len(events)]


def length_of_stream(server: ArgoServer, client: Client, version: str, count: int) -> int:
    """Return how many bytes the first events of a watch take."""
    sizes: list[int] = []

    async def payload(pieces: Pieces, _: Exchange) -> Pieces:
        async for piece in pieces:
            sizes.append(len(piece))
            yield piece

    server.script(WATCH, Fault(payload=payload))
    watch(client, version, count)
    return sum(sizes)


@pytest.mark.parametrize("reset", [False, True])
def test_a_cut_at_every_byte(server: ArgoServer, make: Maker, reset: bool) -> None:
    before, expected = happen(server, PHASES[:2])
    client = make()
    size = length_of_stream(server, client, before, len(expected))
    cut: set[int] = set()

    def place(request: Request) -> int:
        # The time limit tells the watches apart: each has 100 seconds more, and counts down.
        return -(-int(request.param("listOptions.timeoutSeconds") or 0) // 100) - 10

    def is_first(request: Request) -> bool:
        at = place(request)
        fresh = at >= 0 and at not in cut
        cut.add(at)
        return fresh

    async def payload(pieces: Pieces, exchange: Exchange) -> Pieces:
        at = place(exchange.request)
        async for piece in cut_body(at, reset=reset).payload(pieces, exchange):
            yield piece

    server.script(is_first, Fault(payload=payload), forever=True)
    step = 1 if not reset else 7
    places = range(0, size + 1, step)

    opens = [from_(before, timeout_seconds=1000 + 100 * at) for at in places]
    found = client.read_many(opens, len(expected))

    assert len(places) > 40
    failed = {at: error for at, (_, error) in zip(places, found, strict=True) if error}
    assert failed == {}
    assert [versions(events) for events, _ in found] == [expected] * len(places)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (cut_body(0), "incomplete"),
        (cut_body(0, reset=True), "reset|disconnected|ReadError"),
        (end_frames(0), "again and again"),
        (stream_error(0, 8, 429, "EOF"), "again and again"),
    ],
)
def test_a_server_that_accepts_and_ends_each_watch_is_not_tried_without_end(
    server: ArgoServer, make: Maker, fault: Fault, message: str
) -> None:
    before, expected = happen(server)
    server.script(WATCH, end_frames(2, cut=True), fault, forever=True)
    client, events = make(retry=RetryPolicy(initial=0.01, maximum=0.02, total=0.3)), list[Any]()

    with pytest.raises(ArgoError, match=message):
        client.read(from_(before), events, len(expected))

    assert versions(events) == expected[:2]


async def keep_alives(pieces: Pieces, _: Exchange) -> Pieces:
    """Send comments for ever, after the events that there are."""
    yield await anext(pieces)
    while True:
        yield b":\n"
        await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    "fault", [OK, end_frames(1), end_frames(0, cut=True), Fault(payload=keep_alives)]
)
def test_a_watch_ends_after_its_time(server: ArgoServer, make: Maker, fault: Fault) -> None:
    before, expected = happen(server)
    server.script(WATCH, fault)

    found = watch(make(), before, None, timeout_seconds=1)

    assert found == (expected[:1] if fault.payload is keep_alives else expected)
    asked = [request.param("listOptions.timeoutSeconds") for request in server.requests]
    assert set(asked) == {"1"}


def test_a_watch_asks_for_the_time_that_is_left(server: ArgoServer, make: Maker) -> None:
    before, expected = happen(server)
    server.script(WATCH, end_frames(1, cut=True) & stall(1.1))

    assert watch(make(timeout=5), before, len(expected), timeout_seconds=30) == expected

    first, second = [request.param("listOptions.timeoutSeconds") for request in server.requests]
    assert (first, int(second) < 30) == ("30", True)


def test_a_server_that_never_answers_is_an_error_when_the_time_is_up(
    server: ArgoServer, make: Maker
) -> None:
    server.script(WATCH, FAULTS["stall-before-headers"], forever=True)
    client = make(timeout=5)

    with pytest.raises(APITimeoutError):
        watch(client, "1", None, timeout_seconds=1)


def test_a_watch_from_the_beginning_survives_cuts(server: ArgoServer, make: Maker) -> None:
    for name in ("two", "three"):
        server.state.create("workflows", "ml", {"metadata": {"name": name}, "spec": {}})
    server.script(WATCH, end_frames(1, cut=True), cut_body(17), end_frames(0))

    events = make().read(lambda argo: argo.workflows.watch(), count=3)

    assert sorted(event.object.metadata.name for event in events) == ["one", "three", "two"]
    assert {event.type for event in events} == {"ADDED"}


def test_what_happened_while_the_version_was_forgotten_is_told(
    server: ArgoServer, make: Maker
) -> None:
    state = server.state
    state.create("workflows", "ml", {"metadata": {"name": "gone"}, "spec": {}})
    state.create("workflows", "ml", {"metadata": {"name": "stored"}, "spec": {}})
    told: list[tuple[str, str]] = []

    def meddle(_: Request) -> bool:
        if len(told) == 3 and state.expired_before == 0:
            state.delete("workflows", "ml", "gone")
            state.archive("ml", "stored")
            state.create("workflows", "ml", {"metadata": {"name": "fresh"}, "spec": {}})
            state.set_phase("ml", "one", "Running")
            state.expire()
        return False

    server.script(meddle, end_frames(0))
    server.script(WATCH, end_frames(3, cut=True))
    client = make()

    def note(event: Any) -> None:
        told.append((event.type, event.object.metadata.name))

    class Noting(list[Any]):
        def append(self, event: Any) -> None:
            super().append(event)
            note(event)

    client.read(lambda argo: argo.workflows.watch(), Noting(), count=7)

    assert sorted(told[:3]) == [("ADDED", "gone"), ("ADDED", "one"), ("ADDED", "stored")]
    assert sorted(told[3:]) == [
        ("ADDED", "fresh"),
        ("DELETED", "gone"),
        ("DELETED", "stored"),
        ("MODIFIED", "one"),
    ]


def test_a_watch_that_kubernetes_ends_is_opened_from_the_last_version(
    server: ArgoServer, make: Maker
) -> None:
    before, expected = happen(server)
    server.script(WATCH, stream_error(2, 8, 429, "EOF"))

    found = watch(make(), before, len(expected))

    assert found == expected
    asked = [request.param("listOptions.resourceVersion") for request in server.requests]
    assert asked == [before, expected[1]]


@pytest.mark.parametrize("decision", ["stop", "raise", "retry"])
def test_on_error_decides(server: ArgoServer, make: Maker, decision: str) -> None:
    before, expected = happen(server)
    server.script(WATCH, end_frames(2, cut=True))
    client, events, seen = make(), list[Any](), list[ArgoError]()

    def on_error(error: ArgoError) -> str:
        seen.append(error)
        return decision

    def read() -> None:
        client.read(from_(before, on_error=on_error), events, len(expected))

    if decision == "raise":
        with pytest.raises(StreamInterruptedError):
            read()
    else:
        read()

    assert versions(events) == (expected if decision == "retry" else expected[:2])
    assert [type(error) for error in seen] == [StreamInterruptedError]


def test_without_retries_a_cut_is_raised(server: ArgoServer, make: Maker) -> None:
    before, expected = happen(server)
    server.script(WATCH, end_frames(2, cut=True))
    client, events = make(retry=None), list[Any]()

    with pytest.raises(StreamInterruptedError):
        client.read(from_(before), events, len(expected))

    assert versions(events) == expected[:2]


@pytest.mark.parametrize("count", [0, 2])
def test_an_error_frame_is_raised_where_the_caller_wants_that(
    server: ArgoServer, make: Maker, count: int
) -> None:
    before, expected = happen(server)
    server.script(WATCH, stream_error(count, 13, 500, "boom"))
    client, events = make(), list[Any]()

    def on_error(_: ArgoError) -> str:
        return "raise"

    with pytest.raises(StreamError, match="boom") as caught:
        client.read(from_(before, on_error=on_error), events, len(expected))

    assert (caught.value.grpc_code, caught.value.http_code) == (13, 500)
    assert versions(events) == expected[:count]


@pytest.mark.parametrize("fault", [frame_with_status(404, 5, "gone"), error(404, 5, "gone")])
def test_a_refused_watch_is_an_error_in_either_form(
    server: ArgoServer, make: Maker, fault: Fault
) -> None:
    server.script(WATCH, fault)

    with pytest.raises(NotFoundError) as caught:
        make().read(lambda argo: argo.workflows.watch(), count=1)

    assert (caught.value.message, caught.value.grpc_code) == ("gone", 5)


def test_fields_are_asked_for_where_streams_have_them(server: ArgoServer, make: Maker) -> None:
    happen(server)

    events = make().read(
        lambda argo: argo.workflows.watch(name="one", fields="status.phase"), count=1
    )

    asked = server.requests[0]
    assert asked.param("fields").split(",") == [
        "result.object.status.phase",
        "result.type",
        "result.object.metadata",
        "error",
    ]
    assert asked.param("listOptions.fieldSelector") == "metadata.name=one"
    assert asked.header("accept") == "text/event-stream"
    assert events[0].object.status.phase == "Succeeded"


def test_a_silent_watch_outlasts_a_timeout_in_plain_seconds(
    server: ArgoServer, make: Maker
) -> None:
    before, expected = happen(server)
    server.script(WATCH, stall_frames(0.6))
    client = make(timeout=0.3, retry=None)

    assert watch(client, before, len(expected)) == expected


def test_a_server_that_goes_away_for_good_ends_the_watch(server: ArgoServer, make: Maker) -> None:
    before, _ = happen(server)
    client = make(retry=RetryPolicy(initial=0.01, maximum=0.02, total=0.2))
    server.stop()

    with pytest.raises(APIConnectionError):
        watch(client, before, None)

    server.start()


class Left(Exception):
    """What a caller raises within the loop."""


def leave(argo: Any) -> None:
    with argo.workflows.watch() as stream:
        for _ in stream:
            raise Left


async def leave_async(argo: Any) -> None:
    async with argo.workflows.watch() as stream:
        async for _ in stream:
            raise Left


def test_leaving_the_loop_in_blocking_code_closes_the_connection(server: ArgoServer) -> None:
    happen(server)
    side = SyncSide(server)

    for _ in side.argo.workflows.watch():
        break
    assert server.wait_idle()
    with pytest.raises(Left):
        leave(side.argo)
    assert server.wait_idle()
    forgotten = iter(side.argo.workflows.watch())
    next(forgotten)
    assert server.open_connections == 1
    del forgotten
    gc.collect()
    assert server.wait_idle()
    side.close()


def test_leaving_the_loop_in_asynchronous_code_closes_the_connection(server: ArgoServer) -> None:
    happen(server)
    side = AsyncSide(server)

    async def idle() -> bool:
        return await asyncio.to_thread(server.wait_idle)

    async def work() -> None:
        async for _ in side.argo.workflows.watch():
            break
        gc.collect()
        assert await idle()
        with pytest.raises(Left):
            await leave_async(side.argo)
        assert await idle()
        forgotten = aiter(side.argo.workflows.watch())
        await anext(forgotten)
        assert server.open_connections == 1
        del forgotten
        gc.collect()
        assert await idle()

    side.run(work())
    side.close()


def test_cancelling_closes_the_connection(server: ArgoServer) -> None:
    happen(server)
    side = AsyncSide(server)

    async def follow(reached: asyncio.Event) -> None:
        async for _ in side.argo.workflows.watch():
            reached.set()

    async def work() -> None:
        reached = asyncio.Event()
        task = asyncio.create_task(follow(reached))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(server.wait_idle)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(follow(asyncio.Event()), 0.3)
        assert await asyncio.to_thread(server.wait_idle)

    side.run(work())
    side.close()


def test_a_closed_stream_is_at_its_end(server: ArgoServer) -> None:
    happen(server)
    side = AsyncSide(server)

    async def work() -> list[Any]:
        async with aclosing(side.argo.workflows.watch()) as stream:
            await anext(stream)
        return [event async for event in stream]

    assert side.run(work()) == []
    assert server.wait_idle()
    side.close()
