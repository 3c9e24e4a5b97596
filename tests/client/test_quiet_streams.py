"""Streams with nothing to tell: as the Argo server begins and ends them, and what the client makes
of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from client._both import SIDES, Client, Maker, making
from client._server import ArgoServer

from hera_client import BadRequestError
from hera_client._async.connection import STREAM, Options, request_timeout
from hera_client._http import http as library
from hera_client._operation import Operation
from hera_client.api.operations import event_sources, sensors, workflows

WATCH = "/api/v1/workflow-events/ml"
EVENTS = {"Accept": "text/event-stream"}
NOBODY = {"listOptions.labelSelector": "team=nobody"}


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
        yield server


@pytest.fixture
def http(server: ArgoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=5, trust_env=False) as http:
        yield http


@pytest.fixture(params=SIDES)
def make(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Maker]:
    with making(request.param, server) as make:
        yield make


# -- the server ------------------------------------------------------------------------------------


@pytest.mark.parametrize("headers", [EVENTS, {}])
def test_the_head_comes_with_the_first_message(
    server: ArgoServer, http: httpx.Client, headers: dict[str, str]
) -> None:
    with pytest.raises(httpx.ReadTimeout):
        http.get(WATCH, params=NOBODY, headers=headers, timeout=0.3)

    made = {"metadata": {"name": "two", "labels": {"team": "nobody"}}, "spec": {}}
    timer = threading.Timer(0.1, server.state.create, ("workflows", "ml", made))
    timer.start()
    with http.stream("GET", WATCH, params=NOBODY, headers=headers) as response:
        line = next(response.iter_lines())
    timer.join()

    assert response.status_code == 200
    assert json.loads(line.removeprefix("data: "))["result"]["type"] == "ADDED"


def test_lines_have_no_head_where_events_have_one(server: ArgoServer, http: httpx.Client) -> None:
    server.argo.streams.keep_alive = 0.05

    with http.stream("GET", WATCH, params=NOBODY, headers=EVENTS) as response:
        assert next(response.iter_raw()) == b":\n"
    with pytest.raises(httpx.ReadTimeout):
        http.get(WATCH, params=NOBODY, timeout=0.3)


@pytest.mark.parametrize("service", ["event-sources", "sensors"])
def test_logs_of_argo_events_are_silent_until_the_first_line(
    server: ArgoServer, http: httpx.Client, service: str
) -> None:
    server.argo.streams.keep_alive = 0.05
    path, follow = f"/api/v1/stream/{service}/ml/logs", {"podLogOptions.follow": "true"}

    with pytest.raises(httpx.ReadTimeout):
        http.get(path, params=follow, headers=EVENTS, timeout=0.3)

    server.state.component_logs[(service, "ml")] = [{"msg": "hello"}]
    with http.stream("GET", path, params=follow, headers=EVENTS) as response:
        pieces = response.iter_raw()
        assert (b"hello" in next(pieces), next(pieces)) == (True, b":\n")


@pytest.mark.parametrize(("headers", "form"), [(EVENTS, "data: {} \n\n"), ({}, "{}")])
def test_a_watch_without_events_ends_with_the_status_of_its_end(
    http: httpx.Client, headers: dict[str, str], form: str
) -> None:
    answer = http.get(WATCH, params={**NOBODY, "listOptions.timeoutSeconds": "1"}, headers=headers)

    before, after = form.split("{}")
    assert answer.status_code == 429
    error = json.loads(answer.text.removeprefix(before).removesuffix(after))["error"]
    assert (error["grpc_code"], error["http_code"], error["message"]) == (8, 429, "EOF")


def test_messages_of_events_are_laid_out_as_the_server_does(http: httpx.Client) -> None:
    ended = {"listOptions.timeoutSeconds": "1", "fields": "result.type"}

    events = http.get(WATCH, params=ended, headers=EVENTS)
    lines = http.get(WATCH, params=ended)

    # The end is an error, and of an error nothing is left by these fields.
    assert events.content == b'data: {"result":{"type":"ADDED"}} \n\n\ndata: {} \n\n'
    assert lines.content == b'{"result":{"type":"ADDED"}}\n{}'
    assert (events.status_code, lines.status_code) == (200, 200)


def test_the_fields_hold_for_an_error_before_the_first_message(http: httpx.Client) -> None:
    wrong = {"listOptions.labelSelector": "a=b=c"}

    without = http.get(WATCH, params={**wrong, "fields": "result.type"})
    with_error = http.get(WATCH, params={**wrong, "fields": "result.type,error"})

    assert (without.status_code, without.json()) == (400, {})
    assert with_error.json()["error"]["grpc_code"] == 3


def test_a_query_that_cannot_be_read_is_an_error_in_plain_json(http: httpx.Client) -> None:
    for name, text in (("limit", "x"), ("timeoutSeconds", "0.5"), ("watch", "maybe")):
        answer = http.get(WATCH, params={f"listOptions.{name}": text}, headers=EVENTS)

        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/json"
        assert answer.json().keys() == {"code", "message"}


def test_initial_events_end_with_a_bookmark(http: httpx.Client) -> None:
    begin = {"listOptions.sendInitialEvents": "true", "listOptions.timeoutSeconds": "1"}
    match = {"listOptions.resourceVersionMatch": "NotOlderThan"}

    refused = http.get(WATCH, params=begin)
    *told, _ = [json.loads(line) for line in http.get(WATCH, params=begin | match).iter_lines()]

    assert refused.status_code == 400
    assert [each["result"]["type"] for each in told] == ["ADDED", "BOOKMARK"]
    marks = told[-1]["result"]["object"]["metadata"]["annotations"]
    assert marks == {"k8s.io/initial-events-end": "true"}


# -- the client ------------------------------------------------------------------------------------


def read_watch(client: Client, **arguments: Any) -> list[Any]:
    return client.read(lambda argo: argo.workflows.watch(timeout_seconds=1, **arguments))


def test_a_watch_of_nothing_ends_in_order(server: ArgoServer, make: Maker) -> None:
    # Patient enough to be there when the server says that the time is up.
    client = make(timeout=5)

    assert read_watch(client, label_selector="team=nobody") == []
    assert len(server.requests) == 1


def test_a_watch_of_some_fields_ends_in_order(server: ArgoServer, make: Maker) -> None:
    (event,) = read_watch(make(), fields="metadata.name")

    assert event.object.metadata.name == "one"


def test_a_watch_of_some_fields_tells_why_it_is_refused(make: Maker) -> None:
    with pytest.raises(BadRequestError) as failure:
        read_watch(make(), fields="metadata.name", label_selector="a=b=c")

    assert failure.value.grpc_code == 3


@pytest.mark.parametrize("operation", [sensors.LOGS, sensors.WATCH, event_sources.LOGS])
def test_silence_is_no_failure_where_the_server_sends_no_keep_alives(
    operation: Operation,
) -> None:
    options = Options("ml", 30.0, None)

    silent = request_timeout(options, STREAM, operation)
    other = request_timeout(options, STREAM, workflows.WATCH)

    assert isinstance(silent, library.Timeout)
    assert isinstance(other, library.Timeout)
    assert (silent.read, silent.connect) == (None, 30.0)
    assert other.read is not None
