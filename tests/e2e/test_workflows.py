"""Every verb on workflows that works without pods, on the real server."""

from __future__ import annotations

from typing import Any

import pytest

import hera_models
from hera_client import (
    ArgoError,
    BadRequestError,
    ConflictError,
    LintError,
    NotFoundError,
    WaitTimeoutError,
)
from hera_client._sameness import is_same

from ._face import Face
from ._objects import fresh, quick, template, workflow, wrong
from ._programs import ARGO_RELEASE


def running(argo: Face, made: hera_models.Workflow) -> Any:
    """Wait until a created workflow's node is running; return the workflow then."""
    name = name_of(made)

    def is_running(event: Any) -> bool:
        status = event.object.status
        return bool(status and status.nodes)

    return argo.read("workflows.watch", name=name, until=is_running)[-1].object


def name_of(workflow: hera_models.Workflow) -> str:
    assert workflow.metadata is not None
    assert workflow.metadata.name
    return workflow.metadata.name


def phase(workflow: hera_models.Workflow) -> str | None:
    return workflow.status.phase if workflow.status else None


def test_create_get_delete(argo: Face) -> None:
    given = workflow()

    made = argo.workflows.create(given)
    read = argo.workflows.get(name_of(made))
    argo.workflows.delete(name_of(made))

    assert (made.kind, made.api_version) == ("Workflow", "argoproj.io/v1alpha1")
    assert made.metadata.uid == read.metadata.uid
    assert is_same(given.to_dict(), read.to_dict())
    with pytest.raises(NotFoundError) as failure:
        argo.workflows.get(name_of(made))
    assert failure.value.status_code == 404
    assert failure.value.grpc_code == 5


def test_a_name_is_made_up_by_the_server(argo: Face) -> None:
    given = workflow()
    given.metadata = hera_models.ObjectMeta(generate_name="made-")

    made = argo.workflows.create(given)

    assert name_of(made).startswith("made-")
    argo.workflows.delete(name_of(made))


def test_a_second_of_the_same_name_is_refused(argo: Face) -> None:
    made = argo.workflows.create(workflow())

    with pytest.raises(ConflictError) as failure:
        argo.workflows.create(workflow(name_of(made)))

    assert failure.value.status_code == 409
    assert name_of(made) in failure.value.message


def test_create_once_gives_the_one_that_is_there(argo: Face) -> None:
    given = workflow()
    first = argo.workflows.create_once(given)

    second = argo.workflows.create_once(given)

    assert second.metadata.uid == first.metadata.uid


def test_create_refuses_what_is_wrong(argo: Face) -> None:
    with pytest.raises(BadRequestError) as failure:
        argo.workflows.create(wrong())

    assert failure.value.grpc_code == 3
    assert "missing" in failure.value.message


def test_a_dry_run_creates_nothing(argo: Face) -> None:
    given = workflow()

    made = argo.workflows.create(given, server_dry_run=True)

    assert name_of(made) == name_of(given)
    with pytest.raises(NotFoundError):
        argo.workflows.get(name_of(given))


def test_lint(argo: Face) -> None:
    given = workflow()

    checked = argo.workflows.lint(given)
    with pytest.raises(LintError) as failure:
        argo.workflows.lint(wrong())

    assert checked.spec.entrypoint == "pause"
    assert "missing" in failure.value.message


def test_lists_come_in_pages_and_by_selector(argo: Face) -> None:
    group = fresh("group")
    names = [name_of(argo.workflows.create(workflow(group=group))) for _ in range(5)]

    every = argo.workflows.list(label_selector=f"group={group}")
    pages = argo.workflows.list(label_selector=f"group={group}", limit=2)
    one = argo.workflows.list(field_selector=f"metadata.name={names[0]}")
    none = argo.workflows.list(label_selector="group=nobody")

    assert sorted(name_of(each) for each in every) == sorted(names)
    assert sorted(name_of(each) for each in pages) == sorted(names)
    assert [name_of(each) for each in one] == [names[0]]
    assert none == []
    assert {each.kind for each in every} == {"Workflow"}
    with pytest.raises(BadRequestError):
        argo.workflows.list(label_selector="a=b=c")


def test_watch_sees_a_workflow_from_its_creation_to_its_end(argo: Face) -> None:
    made = argo.workflows.create(quick())

    events = argo.read(
        "workflows.watch",
        name=name_of(made),
        until=lambda event: phase(event.object) == "Succeeded",
    )

    versions = [event.object.metadata.resource_version for event in events]
    assert len(set(versions)) == len(versions)
    assert events[0].type == "ADDED"
    assert {name_of(event.object) for event in events} == {name_of(made)}


def test_watch_of_events(argo: Face) -> None:
    made = argo.workflows.create(quick())
    argo.workflows.wait(name_of(made), timeout=60)

    events = argo.read(
        "workflows.watch_events",
        until=lambda event: event.involved_object.name == name_of(made),
    )

    assert events[-1].reason in ("WorkflowRunning", "WorkflowSucceeded", "WorkflowNodeRunning")


def test_suspend_and_resume(argo: Face) -> None:
    made = argo.workflows.create(workflow())
    running(argo, made)

    suspended = argo.workflows.suspend(name_of(made))
    resumed = argo.workflows.resume(name_of(made))
    ended = argo.workflows.wait(name_of(made), timeout=60)

    assert suspended.spec.suspend is True
    assert not resumed.spec.suspend
    assert phase(ended) == "Succeeded"
    for verb in (argo.workflows.suspend, argo.workflows.resume):
        with pytest.raises(ArgoError):
            verb("nobody")


def test_set_gives_a_waiting_node_its_outputs(argo: Face) -> None:
    given = workflow()
    assert given.spec is not None
    answer = hera_models.Parameter(
        name="answer", value_from=hera_models.ValueFrom(supplied=hera_models.SuppliedValueFrom())
    )
    waits = hera_models.Template.from_dict(
        {
            "name": "pause",
            "suspend": {},
            "outputs": {"parameters": [answer.to_dict()]},
        }
    )
    given.spec.templates = [waits]
    made = argo.workflows.create(given)
    running(argo, made)

    argo.workflows.set(
        name_of(made),
        node_field_selector=f"displayName={name_of(made)}",
        output_parameters='{"answer": "42"}',
    )
    argo.workflows.set(
        name_of(made), node_field_selector=f"displayName={name_of(made)}", phase="Succeeded"
    )
    ended = argo.workflows.wait(name_of(made), timeout=60)

    (node,) = ended.status.nodes.values()
    assert [(each.name, each.value) for each in node.outputs.parameters] == [("answer", "42")]
    with pytest.raises(ArgoError):
        argo.workflows.set("nobody", node_field_selector="displayName=x", phase="Succeeded")


def test_stop_and_terminate(argo: Face) -> None:
    for verb in ("stop", "terminate"):
        made = argo.workflows.create(workflow())
        running(argo, made)

        getattr(argo.workflows, verb)(name_of(made))
        ended = argo.workflows.wait(name_of(made), timeout=60)

        assert phase(ended) == "Failed"
        with pytest.raises(NotFoundError):
            getattr(argo.workflows, verb)("nobody")


def test_retry_and_resubmit(argo: Face) -> None:
    made = argo.workflows.create(workflow())
    running(argo, made)
    with pytest.raises(BadRequestError):
        argo.workflows.retry(name_of(made))
    argo.workflows.stop(name_of(made))
    argo.workflows.wait(name_of(made), timeout=60)

    again = argo.workflows.retry(name_of(made))
    other = argo.workflows.resubmit(name_of(made))

    assert name_of(again) == name_of(made)
    assert name_of(other) != name_of(made)
    assert phase(running(argo, other)) == "Running"
    for verb in (argo.workflows.retry, argo.workflows.resubmit):
        with pytest.raises(NotFoundError):
            verb("nobody")


def test_submit_from_a_template(argo: Face) -> None:
    made = argo.workflow_templates.create(template())

    submitted = argo.workflows.submit_from(
        made.metadata.name, {"greeting": "good day"}, labels={"team": "a"}
    )
    plain = argo.workflows.submit(
        resource_kind="WorkflowTemplate", resource_name=made.metadata.name
    )

    assert submitted.spec.arguments.parameters[0].value == "good day"
    assert submitted.metadata.labels["team"] == "a"
    assert plain.spec.workflow_template_ref.name == made.metadata.name
    with pytest.raises(ArgoError):
        argo.workflows.submit_from("nobody")


def test_wait_ends_in_time_while_a_workflow_waits(argo: Face) -> None:
    made = argo.workflows.create(workflow())
    running(argo, made)
    seen: list[Any] = []

    with pytest.raises(WaitTimeoutError):
        argo.workflows.wait(name_of(made), timeout=3, on_event=seen.append)

    assert {phase(each) for each in seen} == {"Running"}


def test_create_many(argo: Face) -> None:
    wanted = [workflow(), wrong(), workflow()]

    results = argo.workflows.create_many(wanted, concurrency=2)

    assert [isinstance(result, Exception) for result in results] == [False, True, False]


def test_logs_without_pods(argo: Face) -> None:
    made = argo.workflows.create(quick())
    argo.workflows.wait(name_of(made), timeout=60)

    assert argo.read("workflows.logs", name_of(made)) == []
    assert argo.read("workflows.pod_logs", name_of(made), "no-pod") == []
    with pytest.raises(NotFoundError):
        argo.read("workflows.logs", "nobody")
    with pytest.raises(NotFoundError):
        argo.read("workflows.pod_logs", "nobody", "no-pod")


def test_delete_of_nothing(argo: Face) -> None:
    with pytest.raises(NotFoundError):
        argo.workflows.delete("nobody")


def test_raw_gives_the_server_version(argo: Face) -> None:
    made = argo.workflows.create(workflow())

    answer = argo.call("workflows.raw.get", name_of(made))

    assert answer.status_code == 200
    assert answer.headers["grpc-metadata-argo-version"] == ARGO_RELEASE
    assert answer.parsed.metadata.name == name_of(made)
