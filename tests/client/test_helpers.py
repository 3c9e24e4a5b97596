"""Submitting from templates, links to the user interface, and the one way to all artifacts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from client._both import SIDES, Client
from client._server import ArgoServer

from hera_client import ConfigError, InternalServerError, NotFoundError
from hera_models import Workflow

SPEC: dict[str, Any] = {"entrypoint": "main", "templates": [{"name": "main", "suspend": {}}]}


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer(base_href="/argo") as server:
        template: dict[str, Any] = {"metadata": {"name": "train"}, "spec": SPEC}
        server.state.create("workflow-templates", "ml", template)
        server.state.create("cluster-workflow-templates", "", template)
        cron: dict[str, Any] = {"metadata": {"name": "train"}, "spec": {"workflowSpec": SPEC}}
        server.state.create("cron-workflows", "ml", cron)
        yield server


@pytest.fixture(params=SIDES)
def client(request: pytest.FixtureRequest, server: ArgoServer) -> Iterator[Client]:
    client = SIDES[request.param](server, timeout=5)
    yield client
    client.close()
    assert server.wait_idle()


def submit(client: Client, *arguments: Any, **keywords: Any) -> Any:
    return client.call(lambda argo: argo.workflows.submit_from(*arguments, **keywords))


def test_a_template_is_submitted_with_its_parameters(client: Client, server: ArgoServer) -> None:
    values = {"text": "a=b, c", "number": 3, "list": [1, "ü"], "flag": True, "empty": ""}
    found = submit(client, "train", values, labels={"team": "a", "tier": "b"})
    assert isinstance(found, Workflow)
    (stored,) = server.state.all("workflows", "ml")
    assert stored["spec"]["workflowTemplateRef"] == {"name": "train"}
    assert {item["name"]: item["value"] for item in stored["spec"]["arguments"]["parameters"]} == {
        "text": "a=b, c",
        "number": "3",
        "list": '[1, "ü"]',
        "flag": "true",
        "empty": "",
    }
    template = {"workflows.argoproj.io/workflow-template": "train"}
    assert stored["metadata"]["labels"] == {"team": "a", "tier": "b", **template}
    assert stored["metadata"]["name"].startswith("train-")


def test_a_request_says_no_more_than_the_caller(client: Client, server: ArgoServer) -> None:
    submit(client, "train")
    assert json.loads(server.requests[-1].body)["submitOptions"] == {}


@pytest.mark.parametrize("kind", ["WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow"])
def test_each_kind_is_submitted(client: Client, server: ArgoServer, kind: str) -> None:
    found = submit(client, "train", kind=kind, name="mine", entry_point="main")
    assert found.metadata.name == "mine"
    assert server.state.get("workflows", "ml", "mine")["spec"]["entrypoint"] == "main"


def test_a_template_that_is_not_there_is_not_found(client: Client) -> None:
    with pytest.raises(NotFoundError):
        submit(client, "other")
    with pytest.raises(NotFoundError):
        submit(client, "train", namespace="other")


@pytest.mark.parametrize(
    ("name", "value"), [("a=b", "c"), ("a", object()), ("a", float("nan")), ("a", {1, 2})]
)
def test_parameters_that_cannot_be_sent_are_refused(
    client: Client, server: ArgoServer, name: str, value: object
) -> None:
    with pytest.raises(ConfigError, match="parameter"):
        submit(client, "train", {name: value})
    assert server.requests == []


def test_links_lead_to_the_user_interface(client: Client, server: ArgoServer) -> None:
    link = client.argo.workflows.link
    named = Workflow.from_dict({"metadata": {"name": "one", "namespace": "own"}, "spec": SPEC})
    assert link("one") == f"{server.url}/workflows/ml/one"
    assert link(named) == f"{server.url}/workflows/own/one"
    assert link("a/b ü", namespace="c?") == f"{server.url}/workflows/c%3F/a%2Fb%20%C3%BC"
    with pytest.raises(ConfigError, match="no name yet"):
        link(Workflow.from_dict({"metadata": {"generateName": "a-"}, "spec": SPEC}))


def test_artifacts_are_opened_wherever_they_are(client: Client, server: ArgoServer) -> None:
    value = server.state.create("workflows", "ml", {"metadata": {"name": "one"}, "spec": {}})
    data = bytes(range(256)) * 1000
    server.state.put_artifact("ml", "one", "node-1", "out", data)
    server.state.put_artifact("ml", "one", "node-1", "in", b"input", side="inputs")

    def read(*arguments: Any, **keywords: Any) -> bytes:
        found: bytes = client.call(lambda argo: argo.artifacts.open(*arguments, **keywords).read())
        return found

    assert read("one", "node-1", "out") == data
    assert read("one", "node-1", "in", direction="inputs") == b"input"
    with pytest.raises(InternalServerError):
        read("one", "node-1", "missing")
    server.state.archive("ml", "one")
    assert read(value["metadata"]["uid"], "node-1", "out", archived=True) == data
