"""Logs over every fault of the table: cuts are raised, or mended without a line lost or repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from client._both import QUICK, SIDES, Client, Maker, making
from client._fault import Exchange, Fault, Pieces, cut_body, restart
from client._faults import FAULTS, faults
from client._replies import error, stream_error
from client._server import ArgoServer
from client._wire import Request

from hera_client import APIConnectionError, NotFoundError, StreamError, StreamInterruptedError
from hera_client._http import http

LOGS = "GET /api/v1/workflows/ml/one/log"
LINES = [f"line {at % 2}" for at in range(5)]
# Nothing tells these from a log that is at its end.
ENDED = ("stream-ends-after-frame", "stream-empty")
# A stream under another type is none; and a log may well hold a line twice.
LEFT_OUT = ("content-type-missing", "content-type-upper-case", "stream-events-twice")


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        start = datetime(2024, 5, 1, tzinfo=timezone.utc)
        for at, line in enumerate(LINES):
            time = start + timedelta(seconds=at * 0.4)
            server.state.add_log("ml", "one", line, pod="pod", time=time)
        yield server


@pytest.fixture(params=SIDES)
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


def log(**given: Any) -> Callable[[Any], Any]:
    return lambda argo: argo.workflows.logs("one", **given)


def contents(lines: list[Any]) -> list[str]:
    return [line.content for line in lines]


def read(client: Client, **given: Any) -> list[str]:
    return contents(client.read(log(**given)))


def named(effect: str) -> list[str]:
    return [name for name in faults(on="stream", effect=effect) if name not in LEFT_OUT]


@pytest.mark.parametrize("reconnect", [False, True])
@pytest.mark.parametrize("name", named("harmless"))
def test_harmless_faults_are_not_noticed(
    server: ArgoServer, make: Maker, name: str, reconnect: bool
) -> None:
    server.script(LOGS, FAULTS[name])

    expected = LINES[:1] if name == "stream-no-final-newline" else LINES
    assert read(make(), reconnect=reconnect) == expected


@pytest.mark.parametrize("name", [name for name in named("lost") if name not in ENDED])
def test_a_cut_is_raised_or_mended(server: ArgoServer, make: Maker, name: str) -> None:
    server.script(LOGS, FAULTS[name], FAULTS[name])
    client, lines = make(retry=None), list[Any]()

    with pytest.raises(APIConnectionError):
        client.read(log(), lines)
    assert contents(lines) == LINES[: len(lines)]

    assert read(make(), reconnect=True) == LINES


@pytest.mark.parametrize("name", [*named("late"), *named("status")])
def test_delays_are_mended(server: ArgoServer, make: Maker, name: str) -> None:
    server.script(LOGS, FAULTS[name])

    assert read(make(), reconnect=True) == LINES


@pytest.mark.parametrize("count", [0, 2])
@pytest.mark.parametrize("reconnect", [False, True])
def test_an_error_frame_is_raised(
    server: ArgoServer, make: Maker, count: int, reconnect: bool
) -> None:
    server.script(LOGS, stream_error(count, 5, 404, "pods not found"))
    client, lines = make(), list[Any]()

    with pytest.raises(StreamError, match="pods not found"):
        client.read(log(reconnect=reconnect), lines)

    assert contents(lines) == LINES[:count]


def test_a_workflow_that_has_gone_ends_a_log_that_reconnects(
    server: ArgoServer, make: Maker
) -> None:
    server.script(LOGS, cut_body(150), error(404, 5, "not found"))
    client = make()

    with pytest.raises(NotFoundError):
        client.read(log(reconnect=True))


def bytes_of(pieces: Pieces, sizes: list[int]) -> Pieces:
    """Note the sizes of the pieces."""

    async def noting() -> Pieces:
        async for piece in pieces:
            sizes.append(len(piece))
            yield piece

    return noting()


@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("reconnect", [False, True])
def test_a_cut_at_every_byte(server: ArgoServer, make: Maker, reconnect: bool, reset: bool) -> None:
    # Many at once: a busy machine must not count as a silent server.
    client = make(retry=QUICK if reconnect else None, timeout=http.Timeout(30))
    sizes, cut = list[int](), set[str]()
    server.script(LOGS, Fault(payload=lambda pieces, _: bytes_of(pieces, sizes)))
    read(client, reconnect=reconnect)

    def is_first(request: Request) -> bool:
        # This limit tells the logs apart: the one of n bytes is cut after n bytes.
        at = request.param("logOptions.limitBytes")
        fresh = at not in cut
        cut.add(at)
        return fresh

    async def payload(pieces: Pieces, exchange: Exchange) -> Pieces:
        at = int(exchange.request.param("logOptions.limitBytes"))
        async for piece in cut_body(at, reset=reset).payload(pieces, exchange):
            yield piece

    server.script(is_first, Fault(payload=payload), forever=True)
    places = range(sum(sizes) + 1)
    opens = [log(reconnect=reconnect, limit_bytes=at) for at in places]
    found = client.read_many(opens, None)

    assert len(places) > 200
    assert len(cut) == len(places)
    told = [contents(lines) for lines, _ in found]
    if reconnect:
        assert [error for _, error in found if error] == []
        assert told == [LINES] * len(places)
    else:
        # What had come is told, unless a reset overtook it; then it is an error.
        assert {type(error) for _, error in found} == {StreamInterruptedError}
        assert [lines for lines in told if lines != LINES[: len(lines)]] == []
        assert reset or told[-1] == LINES


def test_several_cuts_and_a_restart_in_one_log(server: ArgoServer, make: Maker) -> None:
    server.script(LOGS, cut_body(180), cut_body(250, reset=True), restart(), cut_body(300))

    assert read(make(), reconnect=True) == LINES


def test_a_log_that_is_followed_over_cuts(server: ArgoServer, make: Maker) -> None:
    server.script(LOGS, cut_body(220))
    server.state.end_log("ml", "one")

    assert read(make(), reconnect=True, follow=True) == LINES


def test_the_container_is_main_unless_stated(server: ArgoServer, make: Maker) -> None:
    client = make()
    read(client)
    read(client, container="wait")

    asked = [request.param("logOptions.container") for request in server.requests]
    assert asked == ["main", "wait"]


def test_timestamps_are_kept_only_where_they_are_wanted(server: ArgoServer, make: Maker) -> None:
    client = make()

    assert read(client, reconnect=True) == LINES
    stamped = read(client, reconnect=True, timestamps=True)

    assert [line.split(" ", 1)[1] for line in stamped] == LINES
    assert stamped[0].startswith("2024-05-01T00:00:00")
