"""Waiting for workflows, and whole responses, of the Kubernetes API."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from client._kubernetes_both import QUICK, SIDES, driving, names, workflow
from client._kubernetes_server import HANG_UP, KubernetesServer, Refusal, status

from hera_client import (
    APIConnectionError,
    Config,
    ConflictError,
    KubernetesClient,
    NotFoundError,
    PermissionDeniedError,
    WaitTimeoutError,
)
from hera_models import Workflow


@pytest.fixture
def server() -> Iterator[KubernetesServer]:
    with KubernetesServer() as running:
        yield running


@pytest.fixture(params=SIDES)
def driver(request: pytest.FixtureRequest, server: KubernetesServer) -> Iterator[Any]:
    with driving(request.param, server) as made:
        yield made


def put(server: KubernetesServer, phase: str | None) -> None:
    data = workflow("wf")
    server.state.put("workflows", data if phase is None else {**data, "status": {"phase": phase}})


def phase_of(found: Workflow) -> str | None:
    return found.status.phase if found.status else None


@pytest.mark.parametrize("phase", ["Succeeded", "Failed", "Error"])
def test_waits_until_a_workflow_is_done(server: KubernetesServer, driver: Any, phase: str) -> None:
    put(server, None)
    steps = iter(["Running", phase])
    seen: list[str | None] = []

    def on_event(found: Workflow) -> None:
        seen.append(phase_of(found))
        step = next(steps, None)
        if step is not None:
            put(server, step)

    done = driver.call(lambda client: client.workflows.wait("wf", on_event=on_event))
    assert isinstance(done, Workflow)
    assert phase_of(done) == phase
    assert seen == [None, "Running", phase]
    get, watch = server.asked
    assert (get.path, "watch" in get.query) == (
        "/apis/argoproj.io/v1alpha1/namespaces/ml/workflows/wf",
        False,
    )
    assert watch.path == "/apis/argoproj.io/v1alpha1/namespaces/ml/workflows"
    assert watch.query["watch"] == "true"
    assert watch.query["fieldSelector"] == "metadata.name=wf"
    # It would come as a change of a workflow that it is not.
    assert "allowWatchBookmarks" not in watch.query


def test_what_is_done_already_is_asked_for_once(server: KubernetesServer, driver: Any) -> None:
    put(server, "Failed")
    done = driver.call(lambda client: client.workflows.wait("wf"))
    assert phase_of(done) == "Failed"
    assert len(server.asked) == 1


def test_a_wait_ends_in_time(server: KubernetesServer, driver: Any) -> None:
    put(server, "Running")
    with pytest.raises(WaitTimeoutError, match=r"wf.*Running"):
        driver.call(lambda client: client.workflows.wait("wf", timeout=1.2, poll=0.1))


def test_a_wait_outlives_cuts_and_refusals(server: KubernetesServer, driver: Any) -> None:
    put(server, "Running")
    events: list[Workflow] = []

    def on_event(found: Workflow) -> None:
        events.append(found)
        if len(events) == 1:
            # First the watch is refused, then the question after it.
            server.refusals.append(Refusal(410, status(410, "Expired", "too old")))
            server.refusals.append(Refusal(500, status(500, "InternalError", "restarting")))
            server.refusals.append(Refusal(500, b""))
            threading.Timer(0.3, put, (server, "Succeeded")).start()

    done = driver.call(lambda client: client.workflows.wait("wf", poll=0.05, on_event=on_event))
    assert phase_of(done) == "Succeeded"
    assert not server.refusals


def test_a_wait_outlives_an_api_that_is_away(server: KubernetesServer, driver: Any) -> None:
    put(server, "Running")

    def on_event(found: Workflow) -> None:
        if phase_of(found) == "Running" and len(server.asked) == 1:
            # The watch, and two questions with all that the policy of retries allows.
            server.refusals += [HANG_UP] * (1 + 2 * QUICK.attempts)
            put(server, "Succeeded")

    done = driver.call(lambda client: client.workflows.wait("wf", poll=0.05, on_event=on_event))
    assert phase_of(done) == "Succeeded"
    assert not server.refusals


@pytest.mark.parametrize(
    ("refusal", "error"),
    [
        (Refusal(403, status(403, "Forbidden", "may not")), PermissionDeniedError),
        (Refusal(404, status(404, "NotFound", "no such")), NotFoundError),
    ],
    ids=["forbidden", "missing"],
)
def test_a_wait_for_nothing_fails_at_once(
    server: KubernetesServer, driver: Any, refusal: Refusal, error: type[Exception]
) -> None:
    server.refusals.append(refusal)
    with pytest.raises(error):
        driver.call(lambda client: client.workflows.wait("wf"))
    assert len(server.asked) == 1


def test_a_wait_for_an_api_that_is_not_there_fails() -> None:
    config = Config("http://127.0.0.1:9", namespace="ml")
    with KubernetesClient(config, retry=QUICK) as client, pytest.raises(APIConnectionError):
        client.workflows.wait("wf")


def test_raw_gives_the_whole_answer(server: KubernetesServer, driver: Any) -> None:
    made = driver.call(lambda client: client.workflows.raw.create(workflow("one", team="a")))
    assert (made.status_code, made.parsed.metadata.name) == (201, "one")
    assert made.headers["content-type"] == "application/json"
    assert b'"team"' in made.content
    found = driver.call(lambda client: client.workflows.raw.get("one"))
    assert (found.status_code, found.parsed.kind) == (200, "Workflow")
    driver.call(lambda client: client.workflows.raw.create(workflow("two")))
    page = driver.call(lambda client: client.workflows.raw.list(limit=1))
    assert names(page.parsed.items) == ["one"]
    assert page.parsed.metadata.continue_ == "1"
    rest = driver.call(
        lambda client: client.workflows.raw.list(limit=1, continue_=page.parsed.metadata.continue_)
    )
    assert names(rest.parsed.items) == ["two"]
    gone = driver.call(lambda client: client.workflows.raw.delete("one"))
    assert gone.parsed["status"] == "Success"
    assert [name for _, _, name in server.state.objects] == ["two"]


def test_raw_of_other_kinds_and_its_errors(server: KubernetesServer, driver: Any) -> None:
    template = {"metadata": {"name": "one"}, "spec": {}}
    made = driver.call(
        lambda client: client.workflow_templates.raw.create(template, server_dry_run=True)
    )
    assert made.parsed.kind == "WorkflowTemplate"
    assert not server.state.objects
    server.state.put("workflows", workflow("one"))
    with pytest.raises(ConflictError, match="already exists"):
        driver.call(lambda client: client.workflows.raw.create(workflow("one")))
