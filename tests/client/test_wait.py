"""Waiting for workflows: terminal phases only, over whatever happens to the server."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from client._both import SIDES, Client
from client._fault import Exchange, Fault, Pieces
from client._faults import FAULTS, OK, faults
from client._server import ArgoServer
from client._wire import Request, Response

from hera_client import (
    APIConnectionError,
    APITimeoutError,
    ArgoError,
    ConfigError,
    NotFoundError,
    PermissionDeniedError,
    RetryPolicy,
    WaitTimeoutError,
)
from hera_client._waiting import Wait
from hera_models import Workflow

GET = "GET /api/v1/workflows/*"
WATCH = "GET /api/v1/workflow-events/*"
POLL = 0.02
Step = Callable[[], object]


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        yield server


@pytest.fixture(params=SIDES)
def client(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Client]:
    client = SIDES[request.param](server, timeout=2)
    yield client
    client.close()
    assert server.wait_idle()


class Story:
    """What happens next each time the wait reports something; it keeps what was reported."""

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.seen: list[Workflow] = []

    def __call__(self, workflow: Workflow) -> None:
        self.seen.append(workflow)
        if self.steps:
            self.steps.pop(0)()

    @property
    def phases(self) -> list[str | None]:
        return [phase(workflow) for workflow in self.seen]

    @property
    def versions(self) -> list[str | None]:
        return [found.metadata.resource_version for found in self.seen if found.metadata]


def phase(workflow: Workflow) -> str | None:
    return workflow.status.phase if workflow.status else None


def becomes(server: ArgoServer, phase: str) -> Step:
    return lambda: server.state.set_phase("ml", "one", phase)


def wait(client: Client, name: str = "one", **arguments: Any) -> Workflow:
    given = {"timeout": 30, "poll": POLL, **arguments}
    found = client.call(lambda argo: argo.workflows.wait(name, **given))
    assert isinstance(found, Workflow)
    return found


def asked(server: ArgoServer, part: str) -> int:
    return sum(part in request.path for request in server.requests)


def test_it_returns_at_the_end_and_reports_each_change(client: Client, server: ArgoServer) -> None:
    story = Story(*(becomes(server, name) for name in ("Pending", "Running", "Succeeded")))
    found = wait(client, on_event=story)
    assert phase(found) == "Succeeded"
    assert story.phases == [None, "Pending", "Running", "Succeeded"]
    assert (asked(server, "/workflows/"), asked(server, "/workflow-events/")) == (1, 1)


@pytest.mark.parametrize("end", ["Succeeded", "Failed", "Error"])
def test_a_finished_workflow_is_returned_at_once(
    client: Client, server: ArgoServer, end: str
) -> None:
    server.state.set_phase("ml", "one", end)
    story = Story()
    assert phase(wait(client, on_event=story)) == end
    assert (story.phases, len(server.requests)) == ([end], 1)


@pytest.mark.parametrize("timeout", [0, 0.1, 1.1, timedelta(milliseconds=1050)])
@pytest.mark.parametrize("at", ["Pending", "Running"])
def test_an_unfinished_workflow_is_never_returned(
    client: Client, server: ArgoServer, timeout: Any, at: str
) -> None:
    server.state.set_phase("ml", "one", at)
    with pytest.raises(WaitTimeoutError) as caught:
        wait(client, timeout=timeout)
    error = caught.value
    assert (error.name, error.namespace, error.phase) == ("one", "ml", at)


def test_without_a_status_it_says_not_started(client: Client) -> None:
    with pytest.raises(WaitTimeoutError, match="last seen as not started"):
        wait(client, timeout=0)


def test_polling_takes_over_where_watching_is_forbidden(client: Client, server: ArgoServer) -> None:
    server.script(WATCH, FAULTS["403-json"], forever=True)
    story = Story(becomes(server, "Pending"), becomes(server, "Running"), becomes(server, "Failed"))
    assert phase(wait(client, on_event=story)) == "Failed"
    assert story.phases == [None, "Pending", "Running", "Failed"]


# What stays silent is tried with a time limit below.
BROKEN = [
    name
    for name in faults(on="stream")
    if FAULTS[name].effect != "late"
    and (FAULTS[name].on == "stream" or FAULTS[name].effect == "lost")
]


@pytest.mark.parametrize("name", BROKEN)
def test_no_fault_of_the_watch_ends_the_wait(client: Client, server: ArgoServer, name: str) -> None:
    server.script(WATCH, FAULTS[name], FAULTS["stream-empty"], FAULTS[name])
    story = Story(becomes(server, "Running"), becomes(server, "Succeeded"))
    assert phase(wait(client, on_event=story)) == "Succeeded"
    assert story.phases == [None, "Running", "Succeeded"]
    assert len(set(story.versions)) == len(story.versions)


PASSING = [
    name
    for name in faults(on="unary")
    if FAULTS[name].effect in ("lost", "status") or name in ("500-json-list", "500-empty")
]


@pytest.mark.parametrize("name", PASSING)
def test_passing_failures_are_survived(client: Client, server: ArgoServer, name: str) -> None:
    server.script(WATCH, FAULTS["403-json"], forever=True)
    server.script(GET, OK, FAULTS[name])
    story = Story(becomes(server, "Succeeded"))
    assert phase(wait(client, on_event=story)) == "Succeeded"
    assert story.phases == [None, "Succeeded"]


def test_a_restart_is_survived(client: Client, server: ArgoServer) -> None:
    timer = threading.Timer(0.2, server.start)

    def restart() -> None:
        server.stop()
        server.state.set_phase("ml", "one", "Succeeded")
        timer.start()

    assert phase(wait(client, on_event=Story(becomes(server, "Running"), restart))) == "Succeeded"
    timer.join()


def test_a_restart_that_lasts_ends_with_the_time(client: Client, server: ArgoServer) -> None:
    with pytest.raises(WaitTimeoutError) as caught:
        wait(client, timeout=0.5, on_event=Story(server.stop))
    server.start()
    assert isinstance(caught.value.__cause__, APIConnectionError)


def test_what_is_gone_after_a_restart_is_gone(client: Client, server: ArgoServer) -> None:
    timer = threading.Timer(0.1, server.start)

    def restart() -> None:
        server.stop()
        server.state.delete("workflows", "ml", "one")
        timer.start()

    with pytest.raises(NotFoundError):
        wait(client, on_event=Story(restart))
    timer.join()


def test_a_deleted_workflow_is_not_found(client: Client, server: ArgoServer) -> None:
    with pytest.raises(NotFoundError):
        wait(client, on_event=Story(lambda: server.state.delete("workflows", "ml", "one")))


def test_a_workflow_that_is_deleted_when_it_ends_is_returned(
    client: Client, server: ArgoServer
) -> None:
    def end() -> None:
        with server.state.lock:
            server.state.set_phase("ml", "one", "Succeeded")
            server.state.delete("workflows", "ml", "one")

    # By then the watch is open: the server opens none of a workflow that is not there.
    assert phase(wait(client, on_event=Story(becomes(server, "Running"), end))) == "Succeeded"


def test_an_archived_workflow_is_returned(client: Client, server: ArgoServer) -> None:
    def end() -> None:
        server.stop()
        server.state.set_phase("ml", "one", "Failed")
        server.state.archive("ml", "one")
        server.start()

    assert phase(wait(client, on_event=Story(end))) == "Failed"


def test_what_will_not_pass_is_raised(client: Client, server: ArgoServer) -> None:
    server.script(GET, FAULTS["403-json"])
    with pytest.raises(PermissionDeniedError):
        wait(client)
    with pytest.raises(NotFoundError):
        wait(client, "other")
    with pytest.raises(NotFoundError):
        wait(client, namespace="other")


@pytest.mark.parametrize("side", SIDES)
def test_a_server_that_was_never_there_is_not_waited_for(side: str) -> None:
    with ArgoServer() as server:
        server.stop()
        client = SIDES[side](server, retry=RetryPolicy(attempts=2, initial=0.01))
        with pytest.raises(APIConnectionError):
            wait(client, timeout=None)
        client.close()


def test_silence_does_not_outlast_the_time(client: Client, server: ArgoServer) -> None:
    # Were the silence waited out, the workflow would be seen to have succeeded.
    server.script(WATCH, FAULTS["stream-stalls"], forever=True)
    server.script(GET, OK, FAULTS["stall-before-headers"], forever=True)
    with pytest.raises(WaitTimeoutError):
        wait(client, timeout=2.4, on_event=Story(becomes(server, "Succeeded")))


def test_an_error_of_the_callback_is_raised(client: Client, server: ArgoServer) -> None:
    class OwnError(ArgoError):
        pass

    def fail() -> None:
        raise OwnError("of the caller")

    for steps in ((fail,), (becomes(server, "Running"), fail)):
        with pytest.raises(OwnError, match="of the caller"):
            wait(client, on_event=Story(*steps))


def test_the_latest_workflow_is_settled_at_the_first_question(
    client: Client, server: ArgoServer
) -> None:
    def another() -> None:
        server.state.create("workflows", "ml", {"metadata": {"name": "two"}, "spec": {}})
        server.state.set_phase("ml", "one", "Succeeded")

    found = wait(client, "@latest", on_event=Story(another))
    assert found.metadata is not None
    assert (found.metadata.name, phase(found)) == ("one", "Succeeded")


@pytest.mark.parametrize(
    "arguments",
    [{"timeout": -1}, {"timeout": float("nan")}, {"poll": 0}, {"poll": timedelta(seconds=-1)}],
)
def test_times_that_make_no_sense_are_refused(
    client: Client, server: ArgoServer, arguments: dict[str, Any]
) -> None:
    with pytest.raises(ConfigError, match="expected a time"):
        wait(client, **arguments)
    assert server.requests == []


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_questions_keep_their_distance_and_end_with_the_time() -> None:
    clock = Clock()
    state = Wait("one", "ml", 20, timedelta(seconds=8), clock)
    assert state.deadline == 120
    assert state.pause(0) == 8
    assert state.pause(5) == 3
    assert state.pause(60) == 0
    clock.now += 19.5
    assert (state.left, state.pause(0)) == (0.5, 0.5)
    assert state.deadline == 120.5, "a question gets a second"
    clock.now += 1
    with pytest.raises(WaitTimeoutError, match="within 20 s"):
        state.pause(0)


def test_a_watch_and_its_silence_fit_into_the_time() -> None:
    clock = Clock()
    state = Wait("one", "ml", 600, 10.0, clock)
    lasted: list[tuple[int, float]] = []
    while (seconds := state.begin_watch(60)) > 0:
        assert state.deadline == clock.now + seconds
        assert state.silence is not None
        assert seconds + state.silence <= state.left
        lasted.append((seconds, state.silence))
        clock.now += seconds
        assert state.pause(seconds) == 0, "it ended when it should"
        state.begin_question()
        assert state.silence is None
    assert lasted[:4] == [(300, 60), (240, 60), (30, 30), (15, 15)]
    assert 0 < state.left <= 2


def test_a_watch_that_ends_early_is_a_reason_to_pause() -> None:
    clock = Clock()
    state = Wait("one", "ml", 600, 10.0, clock)
    state.begin_watch(60)
    clock.now += 1
    assert state.pause(1) == 9


@pytest.mark.parametrize("silence", [60.0, math.inf])
def test_a_wait_without_end_watches_for_minutes(silence: float) -> None:
    state = Wait("one", "ml", None, 10.0)
    assert state.deadline is None
    assert state.begin_watch(silence) == 300
    assert state.silence == silence
    assert state.deadline is not None


def keep_alive_for_ever(every: float) -> Fault:
    """Send comments for ever, whatever time limit the watch has."""

    async def payload(pieces: Pieces, _: Exchange) -> Pieces:
        while True:
            yield b":\n"
            await asyncio.sleep(every)

    return Fault("keep-alives-for-ever", payload=payload)


def test_keep_alives_without_end_do_not_outlast_the_time(
    client: Client, server: ArgoServer
) -> None:
    # The watch tells nothing, so that only a later question finds the end.
    server.script(WATCH, keep_alive_for_ever(0.05), forever=True)
    story = Story(becomes(server, "Running"))

    with pytest.raises(WaitTimeoutError) as caught:
        wait(client, timeout=2.5, on_event=story)

    assert caught.value.phase == "Running"
    assert asked(server, "/workflow-events/") >= 1


def test_an_answer_that_drips_without_end_does_not_outlast_the_time(
    client: Client, server: ArgoServer
) -> None:
    server.script(GET, slow_body(0.05), forever=True)
    client.call(lambda argo: argo.info.get_version())

    with pytest.raises(WaitTimeoutError) as caught:
        wait(client, timeout=1.2)

    assert isinstance(caught.value.__cause__, APITimeoutError)


def slow_body(seconds: float) -> Fault:
    """Send white space for ever before the answer: JSON may begin with any amount of it."""

    async def payload(pieces: Pieces, _: Exchange) -> Pieces:
        while True:
            yield b" "
            await asyncio.sleep(seconds)

    def answer(_: Request, response: Response) -> Response:
        return replace(response, framing="chunked")

    return Fault("slow-body", payload=payload, answer=answer)


def test_a_quiet_watch_outlasts_a_timeout_in_plain_seconds(server: ArgoServer) -> None:
    for side in SIDES.values():
        client = side(server, timeout=0.3)
        with pytest.raises(WaitTimeoutError):
            wait(client, timeout=3)
        client.close()
    assert server.wait_idle()
    # Of 3 seconds the first watch gets 1, then there is one of 1 more at most.
    assert asked(server, "/workflow-events/") <= 2 * len(SIDES)
