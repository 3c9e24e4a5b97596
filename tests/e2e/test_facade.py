"""The facade on the real server: creating, changing, linting and waiting, without pods."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from hera.exceptions import AlreadyExists, BadRequest, BuildError, HeraException, NotFound
from hera.workflows import (
    DAG,
    AsyncWorkflowsService,
    ClusterWorkflowTemplate,
    CronWorkflow,
    Parameter,
    Steps,
    Suspend,
    Task,
    Workflow,
    WorkflowsService,
    WorkflowTemplate,
    models,
    script,
)

from ._cluster import NAMESPACE, Cluster
from ._objects import fresh
from .judge_fixtures import ArgoSubstitute


@pytest.fixture(scope="module")
def service(cluster: Cluster) -> Iterator[WorkflowsService]:
    with WorkflowsService(host=cluster.open.url, namespace=NAMESPACE) as service:
        yield service


def make(kind: type[Any] = Workflow, **options: Any) -> Any:
    """Return a workflow that ends by itself, at once; with a parameter."""
    if kind is CronWorkflow:
        options = {"schedules": ["0 0 1 1 *"], **options}
    given = {"name": fresh("facade"), "entrypoint": "main", "arguments": {"day": "1"}}
    with kind(**{**given, **options}) as workflow, Steps(name="main", inputs=Parameter(name="day")):
        pause = Suspend(name="pause", duration=0)
        pause(name="first")
    return workflow


def phases(workflow: Any) -> dict[str, str]:
    return {each.display_name: each.phase for each in workflow.status.nodes.values()}


# --- workflows -------------------------------------------------------------------------------------


def test_create_can_wait_for_the_end(service: WorkflowsService) -> None:
    workflow = make(workflows_service=service, name=None, generate_name="facade-")

    done: Any = workflow.create(wait=True, poll_interval=1)

    assert workflow.name == done.metadata.name
    assert workflow.name.startswith("facade-")
    assert done.status.phase == "Succeeded"
    assert phases(done)["first"] == "Succeeded"


def test_and_its_twin_that_is_awaited(cluster: Cluster) -> None:
    async def work() -> tuple[Any, Any]:
        async with AsyncWorkflowsService(host=cluster.open.url, namespace=NAMESPACE) as service:
            workflow = make(workflows_service=service)
            linted = await workflow.async_lint()
            return linted, await workflow.async_create(wait=True, poll_interval=1)

    linted, done = asyncio.run(work())

    assert linted.metadata.name == done.metadata.name
    assert done.status.phase == "Succeeded"


def test_wait_returns_a_failure_as_well(service: WorkflowsService) -> None:
    name = fresh("facade")
    with Workflow(name=name, entrypoint="pause", workflows_service=service) as workflow:
        Suspend(name="pause")
    workflow.create()
    service.stop_workflow(name, req=models.WorkflowStopRequest(), namespace=NAMESPACE)

    done: Any = workflow.wait(poll_interval=1)

    assert done.status.phase == "Failed"


def test_the_link_leads_to_the_server(service: WorkflowsService, cluster: Cluster) -> None:
    workflow = make(workflows_service=service)
    workflow.create()

    link = workflow.get_workflow_link()

    assert link == f"{cluster.open.url}/workflows/{NAMESPACE}/{workflow.name}?tab=workflow"
    assert httpx.get(link, trust_env=False).is_success


def full(value: Any) -> Any:
    """Return a document without what is empty, which the server adds."""
    if isinstance(value, list):
        return [full(each) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {key: full(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if each not in ({}, [])}


def test_what_is_built_is_what_the_server_keeps(service: WorkflowsService) -> None:
    workflow = make(workflows_service=service)
    workflow.create()

    found = service.get_workflow(workflow.name, namespace=NAMESPACE).to_dict()

    assert full(found["spec"]) == full(workflow.to_dict()["spec"])


# --- what Argo refuses -----------------------------------------------------------------------------


def other_entrypoint() -> Any:
    return make(entrypoint="other")


def missing_argument() -> Any:
    return make(arguments=None)


def unknown_template() -> Any:
    with Workflow(name=fresh("facade"), entrypoint="main") as workflow, DAG(name="main"):
        Task(name="task", template="nowhere")
    return workflow


def cycle() -> Any:
    with Workflow(name=fresh("facade"), entrypoint="main") as workflow:
        pause = Suspend(name="pause", duration=0)
        with DAG(name="main"):
            pause(name="a", depends="b")
            pause(name="b", depends="a")
    return workflow


def control_character() -> Any:
    with Workflow(
        name=fresh("facade"), entrypoint="main", arguments={"color": "\x1b[31m"}
    ) as workflow:
        pause = Suspend(name="pause", duration=0, inputs=Parameter(name="color"))
        with DAG(name="main"):
            pause(name="a", arguments=workflow.get_parameter("color"))
    return workflow


REFUSED = [
    (control_character, "result was invalid JSON"),
    (other_entrypoint, "other"),
    (missing_argument, "day was not supplied"),
    (unknown_template, "nowhere"),
    (cycle, "cycle"),
]


@pytest.mark.parametrize(("wrong", "told"), REFUSED)
def test_what_argo_refuses_is_told_before_it_is_sent(
    service: WorkflowsService, wrong: Callable[[], Any], told: str
) -> None:
    workflow = wrong()
    workflow.workflows_service = service

    with pytest.raises(BuildError, match=told):
        workflow.create()
    with pytest.raises(BadRequest, match=told):
        workflow.create(check=False)
    with pytest.raises(HeraException, match=told):
        workflow.lint()
    with pytest.raises(NotFound):
        service.get_workflow(workflow.name, namespace=NAMESPACE)


def test_a_name_can_be_taken_once(service: WorkflowsService) -> None:
    workflow = make(workflows_service=service)
    workflow.create()

    with pytest.raises(AlreadyExists, match=workflow.name):
        workflow.create()


@script(constructor="runner", image="registry.example.com/with-hera")
def of_an_image(texts: list[str], number: int = 3) -> str:
    return texts[number]


def test_the_server_accepts_what_the_runner_needs(service: WorkflowsService) -> None:
    with Workflow(name=fresh("facade"), entrypoint="main") as workflow, DAG(name="main"):
        made = of_an_image(name="made", arguments={"texts": ["a", "b"]})
        of_an_image(name="taken", arguments={"texts": f"[{made.result}]", "number": 0})
    workflow.workflows_service = service

    linted = workflow.lint()

    (template,) = (each for each in linted.spec.templates if each.script)
    assert template.script.args[:2] == ["-m", "hera.workflows.runner"]
    assert template.script.source == "{{inputs.parameters}}"


# --- what is kept ----------------------------------------------------------------------------------

KEPT = [WorkflowTemplate, ClusterWorkflowTemplate, CronWorkflow]


def inner(kind: type[Any], found: Any) -> Any:
    """Return the specification of the workflows that are made of it."""
    return found.spec.workflow_spec if kind is CronWorkflow else found.spec


@pytest.mark.parametrize("kind", KEPT)
def test_create_update_get(service: WorkflowsService, kind: type[Any]) -> None:
    first = make(kind, workflows_service=service)
    made = first.create()
    changed = make(kind, name=first.name, arguments={"day": "2"}, workflows_service=service)

    updated = changed.update()
    found = first.get()

    assert made.metadata.uid == updated.metadata.uid == found.metadata.uid
    assert inner(kind, made).arguments.parameters[0].value == "1"
    assert inner(kind, found).arguments.parameters[0].value == "2"


@pytest.mark.parametrize("kind", KEPT)
def test_update_creates_what_is_not_there(service: WorkflowsService, kind: type[Any]) -> None:
    workflow = make(kind, workflows_service=service)
    with pytest.raises(NotFound, match=workflow.name):
        workflow.get()

    made = workflow.update()

    assert workflow.get().metadata.uid == made.metadata.uid
    assert workflow.lint().metadata.name == workflow.name


@pytest.mark.parametrize("kind", [WorkflowTemplate, ClusterWorkflowTemplate])
def test_workflows_are_made_from_a_template(service: WorkflowsService, kind: type[Any]) -> None:
    template = make(kind, workflows_service=service)
    everywhere = kind is ClusterWorkflowTemplate or None
    template.create()
    whole = Workflow(
        generate_name="facade-whole-",
        workflow_template_ref=models.WorkflowTemplateRef(
            name=template.name, cluster_scope=everywhere
        ),
        arguments={"day": "3"},
        workflows_service=service,
    )
    with (
        Workflow(
            generate_name="facade-part-", entrypoint="main", workflows_service=service
        ) as part,
        DAG(name="main"),
    ):
        Task(
            name="task",
            template_ref=models.TemplateRef(
                name=template.name, template="main", cluster_scope=everywhere
            ),
            arguments={"day": "4"},
        )

    own: Any = template.create_as_workflow("facade-own-", wait=True, poll_interval=1)
    ends: list[Any] = [each.create(wait=True, poll_interval=1) for each in (whole, part)]

    assert own.metadata.name.startswith("facade-own-")
    assert [each.status.phase for each in (own, *ends)] == ["Succeeded"] * 3
    assert [
        next(
            parameter.value
            for node in each.status.nodes.values()
            for parameter in (node.inputs.parameters if node.inputs else ()) or ()
        )
        for each in (own, *ends)
    ] == ["1", "3", "4"]


def test_a_cron_workflow_is_for_the_server_s_release(service: WorkflowsService) -> None:
    workflow = make(CronWorkflow, schedules=None, schedule="@yearly", workflows_service=service)

    made: Any = workflow.create()

    assert [made.spec.schedule, *(made.spec.schedules or ())] == [None, "@yearly"]


# --- items of a loop -------------------------------------------------------------------------------


@script(image="python")
def take(text: str, number: int) -> None:
    print(text, number)


@pytest.mark.parametrize("text", ["é", 'a"b\n', "\\", "\x1b", "\x7f", "🏴\U000e007f", "🚀", "\x85"])
def test_any_text_of_an_item_arrives(argo_substitute: ArgoSubstitute, text: str) -> None:
    with Workflow(name="w", entrypoint="main") as workflow, DAG(name="main"):
        take(name="take", with_items=[{"text": text, "number": 1}])
    (dag,) = (each["dag"] for each in workflow.to_dict()["spec"]["templates"] if "dag" in each)

    (made,) = argo_substitute.loop("task", dag["tasks"][0])

    assert made["arguments"]["parameters"] == [
        {"name": "text", "value": text},
        {"name": "number", "value": "1"},
    ]
