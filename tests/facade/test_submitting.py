"""What workflows do on a server, request by request."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from client._fault import Fault
from client._server import ArgoServer
from client._wire import Response

import hera_client
from hera.exceptions import (
    AlreadyExists,
    BuildError,
    HeraException,
    NotFound,
    NotImplemented,
    Unauthorized,
)
from hera.shared import global_config
from hera.workflows import (
    DAG,
    AsyncWorkflowsService,
    ClusterWorkflowTemplate,
    Container,
    CronWorkflow,
    Parameter,
    Task,
    Workflow,
    WorkflowEventBinding,
    WorkflowsService,
    WorkflowTemplate,
)
from hera.workflows.models import Event

SPEC = {
    "entrypoint": "main",
    "templates": [{"name": "main", "container": {"image": "alpine", "command": ["true"]}}],
}
API = "argoproj.io/v1alpha1"

# By kind: where its objects are, and the field of a request's body that takes one.
KINDS: dict[type[Any], tuple[str, str]] = {
    Workflow: ("/api/v1/workflows/ml", "workflow"),
    WorkflowTemplate: ("/api/v1/workflow-templates/ml", "template"),
    ClusterWorkflowTemplate: ("/api/v1/cluster-workflow-templates", "template"),
    CronWorkflow: ("/api/v1/cron-workflows/ml", "cronWorkflow"),
}
KEPT = [kind for kind in KINDS if kind is not Workflow]
both = pytest.mark.parametrize("asynchronous", [False, True], ids=["blocking", "async"])
each_kind = pytest.mark.parametrize("kind", KINDS)
each_kept = pytest.mark.parametrize("kind", KEPT)


@pytest.fixture(autouse=True)
def fresh_config() -> Iterator[None]:
    # Which release takes it does not matter here; so no version is asked for.
    global_config.target = "4.1"
    yield
    global_config.reset()


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


def make(kind: type[Any], **options: Any) -> Any:
    if kind is CronWorkflow:
        options = {"schedules": ["@daily"], **options}
    with kind(**{"name": "w", "entrypoint": "main", **options}) as workflow:
        Container(name="main", image="alpine", command=["true"])
    return workflow


def spec_of(kind: type[Any]) -> dict[str, Any]:
    return {"schedules": ["@daily"], "workflowSpec": SPEC} if kind is CronWorkflow else SPEC


def call(
    server: ArgoServer, workflow: Any, method: str, asynchronous: bool, *args: Any, **kw: Any
) -> Any:
    """Call a method, or its twin that is awaited, with a service for the server."""
    if not asynchronous:
        with WorkflowsService(host=server.url, namespace="ml") as service:
            workflow.workflows_service = service
            return getattr(workflow, method)(*args, **kw)

    async def work() -> Any:
        async with AsyncWorkflowsService(host=server.url, namespace="ml") as service:
            workflow.workflows_service = service
            return await getattr(workflow, f"async_{method}")(*args, **kw)

    return asyncio.run(work())


def sent(server: ArgoServer) -> list[tuple[str, str]]:
    return [(request.method, request.path) for request in server.requests]


@both
@each_kind
def test_create(server: ArgoServer, kind: type[Any], asynchronous: bool) -> None:
    path, field = KINDS[kind]
    made = call(server, make(kind), "create", asynchronous)

    assert sent(server) == [("POST", path)]
    assert server.requests[0].json() == {
        field: {
            "apiVersion": API,
            "kind": kind.__name__,
            "metadata": {"name": "w"},
            "spec": spec_of(kind),
        }
    }
    assert type(made).__name__ == kind.__name__
    assert made.metadata.name == "w"


@both
def test_the_name_that_the_server_gave_is_kept(server: ArgoServer, asynchronous: bool) -> None:
    workflow = make(Workflow, name=None, generate_name="w-")
    made = call(server, workflow, "create", asynchronous)

    assert made.metadata.name.startswith("w-")
    assert len(made.metadata.name) > 2
    assert workflow.name == made.metadata.name


@both
@each_kind
def test_lint(server: ArgoServer, kind: type[Any], asynchronous: bool) -> None:
    path, field = KINDS[kind]
    found = call(server, make(kind), "lint", asynchronous)

    assert sent(server) == [("POST", f"{path}/lint")]
    assert server.requests[0].json()[field]["spec"] == spec_of(kind)
    assert type(found).__name__ == kind.__name__


@both
def test_lint_lets_the_server_judge(server: ArgoServer, asynchronous: bool) -> None:
    server.argo.stub = True
    call(server, make(Workflow, entrypoint="other"), "lint", asynchronous)

    assert server.requests[0].json()["workflow"]["spec"]["entrypoint"] == "other"


@both
@each_kept
def test_get(server: ArgoServer, kind: type[Any], asynchronous: bool) -> None:
    call(server, make(kind), "create", asynchronous)
    found = call(server, make(kind, labels={"not": "there"}), "get", asynchronous)

    assert sent(server)[1:] == [("GET", f"{KINDS[kind][0]}/w")]
    assert type(found).__name__ == kind.__name__
    assert found.metadata.name == "w"
    assert not found.metadata.labels


@both
@each_kept
def test_update_replaces_what_is_there(
    server: ArgoServer, kind: type[Any], asynchronous: bool
) -> None:
    path, field = KINDS[kind]
    there = call(server, make(kind), "create", asynchronous)
    workflow = make(kind, labels={"team": "ml"})
    before = workflow.to_dict()
    made = call(server, workflow, "update", asynchronous)

    assert sent(server)[1:] == [("GET", f"{path}/w"), ("PUT", f"{path}/w")]
    body = server.requests[-1].json()
    assert body[field]["metadata"] == {
        "name": "w",
        "labels": {"team": "ml"},
        # So that a change in between is not lost.
        "resourceVersion": there.metadata.resource_version,
    }
    assert body[field]["spec"] == spec_of(kind)
    assert made.metadata.labels == {"team": "ml"}
    assert workflow.to_dict() == before


@both
@each_kept
def test_update_creates_what_is_not_there(
    server: ArgoServer, kind: type[Any], asynchronous: bool
) -> None:
    path, _ = KINDS[kind]
    made = call(server, make(kind), "update", asynchronous)

    assert sent(server) == [("GET", f"{path}/w"), ("POST", path)]
    assert made.metadata.name == "w"


@both
@each_kind
def test_create_of_what_argo_would_refuse_sends_nothing(
    server: ArgoServer, kind: type[Any], asynchronous: bool
) -> None:
    bad = make(kind, on_exit="other")
    with pytest.raises(BuildError, match="'other' undefined"):
        call(server, bad, "create", asynchronous)
    assert sent(server) == []

    server.argo.stub = True
    call(server, bad, "create", asynchronous, check=False)
    assert sent(server) == [("POST", KINDS[kind][0])]


def test_create_as_workflow_of_what_argo_would_refuse_sends_nothing(server: ArgoServer) -> None:
    # A template may leave open what a workflow has to have.
    template = make(WorkflowTemplate, arguments=[Parameter(name="text")])
    call(server, template, "create", False)
    with pytest.raises(BuildError, match=r"text\.value or .* is required"):
        call(server, template, "create_as_workflow", False)
    assert sent(server) == [("POST", KINDS[WorkflowTemplate][0])]

    server.argo.stub = True
    call(server, template, "create_as_workflow", False, check=False)
    assert sent(server)[1:] == [("POST", KINDS[Workflow][0])]


@both
@each_kept
def test_update_of_what_argo_would_refuse_changes_nothing(
    server: ArgoServer, kind: type[Any], asynchronous: bool
) -> None:
    call(server, make(kind), "create", asynchronous)
    with pytest.raises(BuildError, match="'other' undefined"):
        call(server, make(kind, entrypoint="other"), "update", asynchronous)

    assert [method for method, _ in sent(server)] == ["POST"]


@pytest.mark.parametrize("kind", [WorkflowTemplate, ClusterWorkflowTemplate])
def test_create_as_workflow(server: ArgoServer, kind: type[Any]) -> None:
    template = make(kind, labels={"team": "ml"})
    before = template.to_dict()
    made = call(server, template, "create_as_workflow", False)
    named = call(server, template, "create_as_workflow", False, generate_name="run-")

    assert sent(server) == [("POST", "/api/v1/workflows/ml")] * 2
    assert server.requests[0].json()["workflow"] == {
        "apiVersion": API,
        "kind": "Workflow",
        "metadata": {"generateName": "w-", "labels": {"team": "ml"}},
        "spec": SPEC,
    }
    assert type(made).__name__ == "Workflow"
    assert made.metadata.name.startswith("w-")
    assert named.metadata.name.startswith("run-")
    assert template.to_dict() == before


@pytest.mark.parametrize(
    ("options", "prefix"),
    [({"generate_name": "many-"}, "many-"), ({"name": None, "generate_name": "gen-"}, "gen-")],
)
def test_the_workflow_s_name_begins_as_the_template_says(
    server: ArgoServer, options: dict[str, Any], prefix: str
) -> None:
    made = call(server, make(WorkflowTemplate, **options), "create_as_workflow", False)

    assert made.metadata.name.startswith(prefix)


# --- waiting ---------------------------------------------------------------------------------------


def finish(server: ArgoServer, phases: list[str]) -> None:
    """Let each look at a workflow find the next phase."""
    left = list(phases)

    def next_phase(_: object, response: Response) -> Response:
        assert isinstance(response.body, bytes)
        data = json.loads(response.body)
        data["status"] = {"phase": left.pop(0) if len(left) > 1 else left[0]}
        return replace(response, body=json.dumps(data).encode())

    server.script("GET /api/v1/workflows/*", Fault(answer=next_phase), forever=True)


@both
@pytest.mark.parametrize("end", ["Succeeded", "Failed", "Error"])
def test_create_can_wait_for_the_end(server: ArgoServer, end: str, asynchronous: bool) -> None:
    finish(server, ["", "Pending", "Running", end])
    workflow = make(Workflow, name=None, generate_name="w-")
    found = call(server, workflow, "create", asynchronous, wait=True, poll_interval=0)

    path = "/api/v1/workflows/ml"
    assert sent(server) == [("POST", path)] + [("GET", f"{path}/{workflow.name}")] * 4
    assert found.status.phase == end


@both
def test_wait(server: ArgoServer, asynchronous: bool) -> None:
    workflow = make(Workflow)
    call(server, workflow, "create", asynchronous)
    finish(server, ["Running", "Succeeded"])
    found = call(server, workflow, "wait", asynchronous, poll_interval=0)

    assert [method for method, _ in sent(server)] == ["POST", "GET", "GET"]
    assert found.status.phase == "Succeeded"


def test_create_as_workflow_can_wait(server: ArgoServer) -> None:
    finish(server, ["Running", "Succeeded"])
    template = make(WorkflowTemplate)
    found = call(server, template, "create_as_workflow", False, None, True, 0)

    assert found.status.phase == "Succeeded"
    assert [method for method, _ in sent(server)] == ["POST", "GET", "GET"]
    assert template.name == "w"


def test_waiting_asks_the_service_for_pauses(
    server: ArgoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    finish(server, ["Running", "Running", "Succeeded"])
    call(server, make(Workflow), "create", False, wait=True)

    assert pauses == [5, 5]


# --- which server, which namespace -----------------------------------------------------------------


@each_kind
def test_its_own_namespace_comes_before_the_service_s(server: ArgoServer, kind: type[Any]) -> None:
    call(server, make(kind, namespace="other"), "create", False)

    assert sent(server) == [("POST", KINDS[kind][0].replace("/ml", "/other"))]


def test_without_a_namespace_it_goes_to_default(server: ArgoServer) -> None:
    with WorkflowsService(host=server.url) as service:
        make(Workflow, workflows_service=service).create()

    assert sent(server) == [("POST", "/api/v1/workflows/default")]


def test_without_a_service_the_configuration_s_server_is_taken(server: ArgoServer) -> None:
    global_config.host, global_config.namespace = server.url, "ml"
    global_config.token = "secret"
    workflow = make(Workflow)
    workflow.create()

    assert sent(server) == [("POST", "/api/v1/workflows/ml")]
    assert server.requests[0].header("authorization") == "Bearer secret"
    workflow.workflows_service.close()


def test_without_a_server_it_is_told() -> None:
    with pytest.raises(HeraException, match="host"):
        make(Workflow, namespace="ml").create()


def test_each_face_wants_its_own_service(server: ArgoServer) -> None:
    blocking, waiting = WorkflowsService(host=server.url), AsyncWorkflowsService(host=server.url)
    workflow = make(Workflow, namespace="ml", workflows_service=waiting)
    with pytest.raises(TypeError, match="need WorkflowsService as workflows_service; got Async"):
        workflow.create()
    workflow.workflows_service = blocking
    with pytest.raises(TypeError, match="async_methods need AsyncWorkflowsService"):
        asyncio.run(workflow.async_create())

    assert sent(server) == []


class Session:
    """What behaves like a requests session."""

    def __init__(self) -> None:
        self.client = httpx.Client()
        self.seen: list[tuple[str, str]] = []

    def request(
        self, method: str, url: str, *, data: Any, verify: Any, cert: Any, **kw: Any
    ) -> Any:
        self.seen.append((method, url))
        return self.client.request(method, url, content=data, **kw)

    def close(self) -> None:
        self.client.close()


def test_requests_go_through_a_session_that_is_given(server: ArgoServer) -> None:
    session = Session()
    service = WorkflowsService(host=server.url, namespace="ml", session=session)
    workflow = make(Workflow, workflows_service=service)
    with service:
        workflow.create()
        finish(server, ["Succeeded"])
        workflow.wait()

    path = "/api/v1/workflows/ml"
    assert session.seen == [("POST", f"{server.url}{path}"), ("GET", f"{server.url}{path}/w")]
    assert sent(server) == [("POST", path), ("GET", f"{path}/w")]
    assert server.requests[0].json()["workflow"] == workflow.to_dict()


# --- errors ----------------------------------------------------------------------------------------


@both
@each_kind
def test_what_exists_already(server: ArgoServer, kind: type[Any], asynchronous: bool) -> None:
    call(server, make(kind), "create", asynchronous)
    with pytest.raises(AlreadyExists) as caught:
        call(server, make(kind), "create", asynchronous)

    assert isinstance(caught.value, hera_client.ConflictError)
    assert '"w" already exists' in str(caught.value)


@both
@each_kept
def test_what_is_not_there(server: ArgoServer, kind: type[Any], asynchronous: bool) -> None:
    with pytest.raises(NotFound, match='"w" not found'):
        call(server, make(kind), "get", asynchronous)


@both
def test_a_refused_update_does_not_create(server: ArgoServer, asynchronous: bool) -> None:
    server.token = "another"
    with pytest.raises(Unauthorized):
        call(server, make(WorkflowTemplate), "update", asynchronous)

    assert {method for method, _ in sent(server)} == {"GET"}


@pytest.mark.parametrize(
    "act",
    [lambda w: w.wait(), lambda w: w.get_workflow_link()],
    ids=["wait", "link"],
)
def test_a_workflow_without_a_name(server: ArgoServer, act: Any) -> None:
    service = WorkflowsService(host=server.url, namespace="ml")
    workflow = make(Workflow, name=None, generate_name="w-", workflows_service=service)
    with pytest.raises(ValueError, match="Workflow 'w-' has no name yet: create it first"):
        act(workflow)

    assert sent(server) == []


@each_kept
def test_an_object_without_a_name(server: ArgoServer, kind: type[Any]) -> None:
    for method in ("get", "update"):
        with pytest.raises(ValueError, match=f"{kind.__name__} .* has no name"):
            call(server, make(kind, name=None), method, False)

    assert sent(server) == []


def test_links() -> None:
    service = WorkflowsService(host="https://argo.example.com/argo", namespace="ml")
    links = {
        kind.__name__: make(kind, workflows_service=service).get_workflow_link()
        for kind in (Workflow, CronWorkflow)
    }

    assert links == {
        "Workflow": "https://argo.example.com/argo/workflows/ml/w?tab=workflow",
        "CronWorkflow": "https://argo.example.com/argo/cron-workflows/ml/w",
    }


def test_event_bindings_are_not_created_through_the_server(server: ArgoServer) -> None:
    service = WorkflowsService(host=server.url, namespace="ml")
    binding = WorkflowEventBinding(
        name="b", event=Event(selector="true"), workflows_service=service
    )
    for act in (binding.create, binding.lint, binding.wait, binding.get_workflow_link):
        with pytest.raises(NotImplemented, match="apply it with kubectl"):
            act()
    with pytest.raises(NotImplemented):
        asyncio.run(binding.async_create())

    assert sent(server) == []
    assert binding.to_dict()["kind"] == "WorkflowEventBinding"


def test_templates_of_inline_tasks_are_not_sent_twice(server: ArgoServer) -> None:
    with Workflow(name="w", entrypoint="main") as workflow, DAG(name="main"):
        Task(name="t", inline=Container(image="alpine", command=["true"]))
    call(server, workflow, "create", False)

    templates = server.requests[0].json()["workflow"]["spec"]["templates"]
    assert [template["name"] for template in templates] == ["main"]
    assert templates[0]["dag"]["tasks"][0]["inline"]["container"]["image"] == "alpine"


def test_templates_of_inline_tasks_are_not_written_either() -> None:
    with Workflow(name="w", entrypoint="main") as workflow:
        kept = Container(name="kept", image="alpine")
        with DAG(name="main"):
            Task(name="a", inline=Container(image="alpine", command=["true"]))
            with DAG() as inner:
                Task(name="b", inline=Container(image="alpine", command=["true"]))
                Task(name="c", inline=kept)
            Task(name="d", inline=inner)
    for data in (workflow.to_dict(strict=True), workflow.build().to_dict()):
        assert [each["name"] for each in data["spec"]["templates"]] == ["kept", "main"]


@both
def test_a_manifest_without_kind_is_sent_as_it_was_read(
    server: ArgoServer, asynchronous: bool
) -> None:
    global_config.target = None
    workflow = Workflow.from_dict({"metadata": {"name": "w"}, "spec": SPEC})
    call(server, workflow, "create", asynchronous)
    request = server.requests[-1]
    assert (request.method, request.path) == ("POST", KINDS[Workflow][0])
    assert request.json()["workflow"]["spec"] == SPEC


def test_each_blocking_method_has_a_twin() -> None:
    for kind in KINDS:
        named = {name for name, _ in inspect.getmembers(kind, inspect.isfunction)}
        verbs = {"create", "lint", "wait"} | ({"get", "update"} if kind in KEPT else set())
        assert verbs <= named
        assert {f"async_{verb}" for verb in verbs} <= named
