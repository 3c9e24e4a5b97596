"""The streams of the test server: watches, logs, and their ends."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import httpx
import pytest
from client._replies import many_frames
from client._server import ArgoServer

EVENTS = {"Accept": "text/event-stream"}
WATCH = "/api/v1/workflow-events/ml"
LOG = "/api/v1/workflows/ml/one/log"
MAIN = {"logOptions.container": "main"}


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        yield server


@pytest.fixture
def http(server: ArgoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=5, trust_env=False) as http:
        yield http


def told(lines: Iterator[str], count: int) -> list[tuple[str, str]]:
    """Read frames of a watch: the type of each change, and the object's name and phase."""
    found: list[tuple[str, str]] = []
    while len(found) < count:
        line = next(lines).removeprefix("data: ")
        if line and line != ":":
            result = json.loads(line)["result"]
            found.append((result["type"], result["object"]["metadata"]["name"]))
    return found


def contents(response: httpx.Response) -> list[str]:
    lines = (line.removeprefix("data: ") for line in response.text.splitlines())
    return [json.loads(line)["result"]["content"] for line in lines if line not in ("", ":")]


@pytest.mark.parametrize("headers", [EVENTS, {}])
def test_a_watch_tells_what_there_is_and_then_the_changes(
    server: ArgoServer, http: httpx.Client, headers: dict[str, str]
) -> None:
    with http.stream("GET", WATCH, headers=headers) as response:
        lines = response.iter_lines()
        first = told(lines, 1)
        server.state.set_phase("ml", "one", "Running")
        server.state.create("workflows", "other", {"metadata": {"name": "two"}})
        server.state.delete("workflows", "ml", "one")
        rest = told(lines, 2)

    kind = "text/event-stream" if headers else "application/json"
    assert response.headers["content-type"] == kind
    assert first == [("ADDED", "one")]
    assert rest == [("MODIFIED", "one"), ("DELETED", "one")]
    assert server.wait_idle()


def test_a_watch_goes_on_from_a_version(server: ArgoServer, http: httpx.Client) -> None:
    version = server.state.get("workflows", "ml", "one")["metadata"]["resourceVersion"]
    server.state.set_phase("ml", "one", "Running")
    server.state.set_phase("ml", "one", "Succeeded")
    asked = {"listOptions.resourceVersion": version}

    with http.stream("GET", WATCH, params=asked) as response:
        changes = told(response.iter_lines(), 2)

    assert changes == [("MODIFIED", "one")] * 2


def test_a_watch_of_one_object_and_of_some_fields(server: ArgoServer, http: httpx.Client) -> None:
    server.state.create("workflows", "ml", {"metadata": {"name": "two"}})
    asked = {
        "listOptions.fieldSelector": "metadata.name=two",
        "fields": "result.object.metadata.name",
    }

    with http.stream("GET", WATCH, params=asked) as response:
        first = next(response.iter_lines())

    assert json.loads(first) == {"result": {"object": {"metadata": {"name": "two"}}}}


@pytest.mark.parametrize("unary", [False, True])
def test_an_expired_version_is_an_error_before_the_first_frame(
    server: ArgoServer, http: httpx.Client, unary: bool
) -> None:
    server.state.expire()
    server.argo.unary_stream_errors = unary

    answer = http.get(WATCH, params={"listOptions.resourceVersion": "1001"})

    body = answer.json()
    error = body if unary else body["error"]
    assert answer.status_code == 400
    assert error["code" if unary else "grpc_code"] == 3
    assert error["message"].startswith("too old resource version")


def test_a_watch_that_the_server_ends_says_so(server: ArgoServer, http: httpx.Client) -> None:
    with http.stream("GET", WATCH) as response:
        lines = response.iter_lines()
        told(lines, 1)
        server.state.end_watches()
        (last,) = [json.loads(line) for line in lines]

    error = {"grpc_code": 8, "http_code": 429, "message": "EOF", "http_status": "Too Many Requests"}
    assert last == {"error": error}


def test_quiet_event_streams_get_keep_alives_and_lines_none(
    server: ArgoServer, http: httpx.Client
) -> None:
    server.argo.streams.keep_alive = 0.01
    asked = {"listOptions.resourceVersion": str(server.state.version)}

    with http.stream("GET", WATCH, params=asked, headers=EVENTS) as response:
        comment = next(response.iter_lines())
    lines = http.get(WATCH, params={**asked, "listOptions.timeoutSeconds": "1"})

    assert comment == ":"
    assert lines.json().keys() == {"error"}


def test_events_of_the_cluster_come_unwrapped(server: ArgoServer, http: httpx.Client) -> None:
    server.state.create("events", "ml", {"metadata": {"name": "e"}, "reason": "Started"})

    with http.stream("GET", "/api/v1/stream/events/ml") as response:
        first: dict[str, Any] = json.loads(next(response.iter_lines()))

    assert first["result"]["reason"] == "Started"


def test_logs_are_told_by_container_pod_and_text(server: ArgoServer, http: httpx.Client) -> None:
    server.state.add_log("ml", "one", "first", "second line", "third", pod="p1")
    server.state.add_log("ml", "one", "waiting", pod="p2", container="wait")

    def read(path: str = LOG, **params: str) -> list[str]:
        query = {name.replace("_", "."): value for name, value in params.items()}
        return contents(http.get(path, params=query, headers=EVENTS))

    assert read(**MAIN) == ["first", "second line", "third"]
    assert read() == []
    assert read(logOptions_container="wait") == ["waiting"]
    assert read(**MAIN, grep="ir") == ["first", "third"]
    assert read(**MAIN, logOptions_tailLines="1") == ["third"]
    assert read("/api/v1/workflows/ml/one/p2/log", **MAIN) == []
    assert http.get("/api/v1/workflows/ml/nope/log", params=MAIN).status_code == 404


def test_log_lines_since_a_second_carry_their_times(server: ArgoServer, http: httpx.Client) -> None:
    early = datetime(2024, 1, 1, 0, 0, 5, 999_000, timezone.utc)
    late = datetime(2024, 1, 1, 0, 0, 6, 500_000, timezone.utc)
    server.state.add_log("ml", "one", "early", time=early)
    server.state.add_log("ml", "one", "late", time=late)
    since = {
        "logOptions.sinceTime.seconds": str(int(late.timestamp())),
        "logOptions.sinceTime.nanos": "900000000",
        "logOptions.timestamps": "true",
    }

    found = contents(http.get(LOG, params={**MAIN, **since}))

    assert found == ["2024-01-01T00:00:06.500000000Z late"]


def test_logs_are_followed_until_the_workflow_has_ended(
    server: ArgoServer, http: httpx.Client
) -> None:
    server.state.add_log("ml", "one", "a", "b")

    def run() -> None:
        server.state.add_log("ml", "one", "c")
        server.state.set_phase("ml", "one", "Succeeded")

    with http.stream("GET", LOG, params={**MAIN, "logOptions.follow": "true"}) as response:
        lines = response.iter_lines()
        found = [json.loads(next(lines))["result"]["content"] for _ in range(2)]
        threading.Thread(target=run).start()
        found += [json.loads(line)["result"]["content"] for line in lines]

    assert found == ["a", "b", "c"]


def test_an_archived_workflow_has_no_log(server: ArgoServer, http: httpx.Client) -> None:
    server.state.archive("ml", "one")

    answer = http.get(LOG, params=MAIN)

    assert (answer.status_code, answer.json()["error"]["grpc_code"]) == (404, 5)


@pytest.mark.parametrize("headers", [EVENTS, {}])
def test_a_long_stream_arrives_whole(
    server: ArgoServer, http: httpx.Client, headers: dict[str, str]
) -> None:
    server.script("*", many_frames({"content": "x" * 1000, "podName": "p"}, 20_000))

    with http.stream("GET", LOG, params=MAIN, headers=headers) as response:
        count = sum(bool(line) for line in response.iter_lines())

    assert count == 20_000


@pytest.mark.parametrize(
    ("path", "key"), [("event-sources", "eventSourceName"), ("sensors", "sensorName")]
)
def test_logs_of_event_components(
    server: ArgoServer, http: httpx.Client, path: str, key: str
) -> None:
    entries = [{key: "one", "msg": "hello"}, {key: "two", "msg": "bye"}]
    server.state.component_logs[(path, "ml")] = entries

    answer = http.get(f"/api/v1/stream/{path}/ml/logs", params={"name": "two"})

    assert answer.json() == {"result": entries[1]}


def test_a_client_that_leaves_frees_its_connection(server: ArgoServer, http: httpx.Client) -> None:
    with http.stream("GET", WATCH) as response:
        # Held, because the client closes the stream when the iterator is collected.
        lines = response.iter_lines()
        told(lines, 1)
        assert server.open_connections == 1

    assert server.wait_idle()
