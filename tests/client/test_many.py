"""Creating workflows surely once, and many of them."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from client._both import SIDES, AsyncSide, Client, SyncSide
from client._faults import FAULTS, OK
from client._replies import limited
from client._server import ArgoServer
from client._wire import Request

from hera_client import (
    APIConnectionError,
    ArgoError,
    BadRequestError,
    ConfigError,
    ConflictError,
    RateLimitError,
    RetryPolicy,
    ServiceUnavailableError,
)
from hera_client._pace import Pace
from hera_client._sameness import is_same
from hera_models import Workflow

POST = "POST /api/v1/workflows/*"
PATIENT = RetryPolicy(attempts=2, initial=0.05, maximum=0.2, total=20)


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.fixture(params=SIDES)
def side(request: pytest.FixtureRequest) -> type[Client]:
    return SIDES[request.param]


@pytest.fixture
def client(side: Any, server: ArgoServer) -> Iterator[Client]:
    client: Client = side(server, timeout=5, retry=PATIENT)
    yield client
    client.close()
    assert server.wait_idle()


def data(name: str, **spec: Any) -> dict[str, Any]:
    spec = {"entrypoint": "main", "templates": [{"name": "main", "suspend": {}}], **spec}
    return {"metadata": {"name": name}, "spec": spec}


def names(server: ArgoServer) -> list[str]:
    return [value["metadata"]["name"] for value in server.state.all("workflows", "ml")]


def name_of(workflow: object) -> str | None:
    assert isinstance(workflow, Workflow)
    assert workflow.metadata is not None
    return workflow.metadata.name


def posts(server: ArgoServer) -> int:
    return sum(request.method == "POST" for request in server.requests)


def many(client: Client, workflows: list[Any], **arguments: Any) -> list[Any]:
    found: list[Any] = client.call(lambda argo: argo.workflows.create_many(workflows, **arguments))
    return found


def once(client: Client, workflow: Any, **arguments: Any) -> Any:
    return client.call(lambda argo: argo.workflows.create_once(workflow, **arguments))


class Builder:
    def __init__(self, name: str) -> None:
        self.name = name

    def to_dict(self) -> dict[str, Any]:
        return data(self.name)


class Broken:
    def to_dict(self) -> dict[str, Any]:
        raise ZeroDivisionError("in the builder")


# -- many ------------------------------------------------------------------------------------------


def test_the_results_come_in_the_order_of_the_workflows(client: Client, server: ArgoServer) -> None:
    wanted = [f"w-{number}" for number in range(30)]
    found = many(client, [data(name) for name in wanted], concurrency=5)
    assert [name_of(workflow) for workflow in found] == wanted
    assert sorted(names(server)) == sorted(wanted)
    assert server.connections <= 5


def test_each_failure_stands_in_its_place(client: Client, server: ArgoServer) -> None:
    given = [
        data("a"),
        data("b", entrypoint="other"),
        Workflow.from_dict(data("c")),
        Builder("d"),
        Broken(),
        data("a"),
    ]
    found = many(client, given, concurrency=1)
    assert [name_of(found[at]) for at in (0, 2, 3)] == ["a", "c", "d"]
    assert isinstance(found[1], BadRequestError)
    assert isinstance(found[4], ZeroDivisionError)
    assert isinstance(found[5], ConflictError)
    assert names(server) == ["a", "c", "d"]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_requests_than_allowed_are_under_way(
    client: Client, server: ArgoServer, concurrency: int
) -> None:
    server.script(POST, FAULTS["stall-shortly"], forever=True)
    found = many(client, [data(f"w-{n}") for n in range(9)], concurrency=concurrency)
    assert [type(item) for item in found] == [Workflow] * 9
    # A client takes a new connection only while the others are busy.
    assert server.connections == concurrency


def test_the_namespace_is_the_arguments_else_the_objects(
    client: Client, server: ArgoServer
) -> None:
    own = data("a")
    own["metadata"]["namespace"] = "own"
    many(client, [own, data("b")])
    many(client, [data("c")], namespace="other")
    places = {
        value["metadata"]["name"]: value["metadata"]["namespace"]
        for value in server.state.all("workflows")
    }
    assert places == {"a": "own", "b": "ml", "c": "other"}


def test_all_are_created_under_a_rate_limit(side: Any) -> None:
    with ArgoServer(rate_limit=4, rate_window=0.1) as server:
        client: Client = side(server, timeout=5, retry=PATIENT)
        wanted = [f"w-{number}" for number in range(16)]
        found = many(client, [data(name) for name in wanted])
        client.close()
        assert [name_of(workflow) for workflow in found] == wanted
        assert sorted(names(server)) == sorted(wanted)


@pytest.mark.parametrize("fault", ["429-seconds", "429-json"])
def test_what_came_too_fast_is_sent_again(client: Client, server: ArgoServer, fault: str) -> None:
    server.script(POST, FAULTS[fault], FAULTS["429-zero-seconds"])
    found = many(client, [data("a"), data("b")], concurrency=1)
    assert [name_of(workflow) for workflow in found] == ["a", "b"]
    assert posts(server) == 4


def test_without_retries_nothing_is_sent_again(side: Any, server: ArgoServer) -> None:
    server.script(POST, FAULTS["429-no-hint"])
    client: Client = side(server, retry=None)
    found = many(client, [data("a"), data("b")], concurrency=1)
    client.close()
    assert isinstance(found[0], RateLimitError)
    assert name_of(found[1]) == "b"
    assert posts(server) == 2


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("503-json", ServiceUnavailableError),
        ("503-retry-after", ServiceUnavailableError),
        ("reset-after-acting", APIConnectionError),
    ],
)
def test_what_may_have_been_done_is_not_sent_again(
    client: Client, server: ArgoServer, fault: str, error: type[Exception]
) -> None:
    server.script(POST, FAULTS[fault])
    found = many(client, [data("a"), data("b")], concurrency=1)
    assert isinstance(found[0], error)
    assert name_of(found[1]) == "b"
    assert posts(server) == 2


def test_none_are_none(client: Client, server: ArgoServer) -> None:
    assert many(client, []) == []
    assert server.requests == []


@pytest.mark.parametrize("concurrency", [0, -1, 2.0, True, "8"])
def test_a_concurrency_that_makes_no_sense_is_refused(client: Client, concurrency: Any) -> None:
    with pytest.raises(ConfigError, match="expected an int from 1"):
        many(client, [data("a")], concurrency=concurrency)


def test_cancelling_leaves_no_request_and_no_socket(server: ArgoServer) -> None:
    server.script(POST, FAULTS["stall-before-headers"], forever=True)
    side = AsyncSide(server, timeout=30)
    before: set[Any] = set()

    async def work() -> None:
        before.update(asyncio.all_tasks())
        creating = side.argo.workflows.create_many(
            [data(f"w-{number}") for number in range(20)], concurrency=4
        )
        task = asyncio.create_task(creating)
        assert await asyncio.to_thread(server.wait_requests, 4)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.all_tasks() == before
        # What was cancelled is not put back into the pool: nobody reads its answer any more.
        assert await asyncio.to_thread(server.wait_idle)

    side.run(work())
    side.close()
    assert posts(server) == 4
    assert names(server) == []


@pytest.mark.parametrize("fault", ["stall-shortly", "429-hour"])
def test_an_interrupt_leaves_no_request_and_no_thread(server: ArgoServer, fault: str) -> None:
    # The one is met while requests are under way, the other while all wait for their turn.
    faults = {"stall-shortly": FAULTS["stall-shortly"], "429-hour": limited("Retry-After", 3600)}
    main = threading.get_ident()

    def interrupts(_: Request) -> bool:
        if posts(server) == 4:
            signal.pthread_kill(main, signal.SIGINT)
        return False

    server.script(interrupts, OK)
    server.script(POST, faults[fault], forever=True)
    client = SyncSide(server, timeout=30, retry=replace(PATIENT, total=7200))

    with pytest.raises(KeyboardInterrupt):
        many(client, [data(f"w-{number}") for number in range(200)], concurrency=4)

    sent = posts(server)
    assert 4 <= sent < 100
    assert [each for each in threading.enumerate() if each.name.startswith("hera-client")] == []
    client.close()
    assert server.wait_idle()
    assert posts(server) == sent
    assert len(names(server)) == (sent if fault == "stall-shortly" else 0)


def test_an_interrupt_in_a_builder_ends_all(server: ArgoServer) -> None:
    client = SyncSide(server)

    class Interrupting:
        def to_dict(self) -> dict[str, Any]:
            raise SystemExit("enough")

    with pytest.raises(SystemExit, match="enough"):
        many(client, [data("a"), Interrupting(), *(data(f"w-{n}") for n in range(50))])

    assert posts(server) < 50
    client.close()
    assert server.wait_idle()


def refuse(pace: Pace, status: int, **headers: str) -> float | None:
    return pace.refused(status, headers, attempt=9, elapsed=0.0, now=50.0, wall=0.0)


def test_all_wait_as_long_as_the_server_asks() -> None:
    pace = Pace(RetryPolicy(attempts=2, initial=0.5, total=60))
    assert pace.wait(50.0) == 0
    delay = refuse(pace, 429, **{"retry-after": "7"})
    assert delay is not None
    assert delay >= 7
    assert pace.wait(50.0) == 7
    assert refuse(pace, 503, **{"retry-after": "9"}) is None
    assert pace.wait(50.0) == 9
    assert refuse(pace, 400, **{"x-ratelimit-reset": "Thu, 01 Jan 1970 00:00:30 GMT"}) is None
    assert refuse(pace, 429, **{"retry-after": "3"}) is not None
    assert pace.wait(51.0) == 8
    assert pace.wait(60.0) == 0
    assert pace.wait(60.0, not_before=61.0) == 1
    pace.stop()
    with pytest.raises(ArgoError, match="interrupted"):
        pace.wait(60.0)


def test_nobody_waits_longer_than_the_policy_allows() -> None:
    pace = Pace(RetryPolicy(total=60))
    assert refuse(pace, 429, **{"retry-after": "3600"}) is None
    assert pace.wait(50.0) == 0


# -- once ------------------------------------------------------------------------------------------


def test_once_creates_and_the_second_time_finds(client: Client, server: ArgoServer) -> None:
    first = once(client, data("a"))
    second = once(client, Workflow.from_dict(data("a")))
    assert first.metadata.uid == second.metadata.uid
    assert once(client, Builder("a")).metadata.uid == first.metadata.uid
    assert names(server) == ["a"]


@pytest.mark.parametrize(
    "fault",
    ["reset-after-acting", "cut-in-body", "close-before-answer", "503-json", "429-zero-seconds"],
)
def test_a_lost_answer_makes_no_second_workflow(
    client: Client, server: ArgoServer, fault: str
) -> None:
    server.script(POST, FAULTS[fault])
    found = once(client, data("a"))
    assert name_of(found) == "a"
    assert found.metadata.uid == server.state.get("workflows", "ml", "a")["metadata"]["uid"]
    assert posts(server) == 2


def test_retries_end_with_the_policy(client: Client, server: ArgoServer) -> None:
    server.script(POST, FAULTS["503-json"], FAULTS["close-before-answer"], OK)
    with pytest.raises(APIConnectionError):
        once(client, data("a"))
    assert posts(server) == PATIENT.attempts
    assert names(server) == []


def test_what_a_later_attempt_would_not_mend_is_raised(client: Client, server: ArgoServer) -> None:
    with pytest.raises(BadRequestError):
        once(client, data("a", entrypoint="other"))
    assert posts(server) == 1


def test_anothers_workflow_is_not_taken_for_ones_own(client: Client, server: ArgoServer) -> None:
    server.state.create("workflows", "ml", data("a", priority=7))
    with pytest.raises(ConflictError):
        once(client, data("a"))


def test_the_workflow_is_read_where_it_was_sent(client: Client, server: ArgoServer) -> None:
    own = data("a")
    own["metadata"]["namespace"] = "own"
    first = once(client, own)
    assert once(client, own).metadata.uid == first.metadata.uid
    other = once(client, data("a"), namespace="other")
    assert other.metadata.uid != first.metadata.uid
    assert once(client, data("a"), namespace="other").metadata.uid == other.metadata.uid


@pytest.mark.parametrize("metadata", [{}, {"generateName": "a-"}, {"name": ""}, {"name": 7}])
def test_once_needs_a_fixed_name(
    client: Client, server: ArgoServer, metadata: dict[str, Any]
) -> None:
    with pytest.raises(ConfigError, match=r"no metadata\.name"):
        once(client, {**data("a"), "metadata": metadata})
    assert server.requests == []


SPECS: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({}, {}, True),
    ({"priority": 0, "hooks": None, "volumes": []}, {}, True),
    ({}, {"suspend": True, "shutdown": "Stop"}, True),
    ({"suspend": True}, {}, False),
    ({"priority": 1}, {"priority": 2}, False),
    ({"priority": 1}, {}, False),
    ({}, {"priority": 1}, False),
    ({"volumes": [{"name": "a", "emptyDir": {}}]}, {"volumes": [{"name": "a"}]}, False),
    ({"volumes": [{"name": "a"}]}, {"volumes": [{"name": "b"}]}, False),
]


@pytest.mark.parametrize(("wanted", "found", "same"), SPECS)
def test_specs_are_compared_as_servers_keep_them(
    wanted: dict[str, Any], found: dict[str, Any], same: bool
) -> None:
    assert is_same({"spec": wanted}, {"spec": found}) is same


def test_labels_may_come_on_top_but_not_differ() -> None:
    wanted = {"metadata": {"labels": {"team": "a"}}}
    assert is_same(wanted, {"metadata": {"labels": {"team": "a", "creator": "x"}}})
    assert not is_same(wanted, {"metadata": {"labels": {"team": "b"}}})
    assert not is_same(wanted, {"metadata": {}})
