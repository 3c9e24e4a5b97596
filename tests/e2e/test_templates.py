"""Workflow templates, cluster workflow templates and cron workflows on the real server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hera_client import ArgoError, BadRequestError, ConflictError, LintError, NotFoundError

from ._face import Face, Verb
from ._objects import cluster_template, cron, fresh, template

MAKERS: dict[str, Callable[..., Any]] = {
    "workflow_templates": template,
    "cluster_workflow_templates": cluster_template,
    "cron_workflows": cron,
}
KINDS = {
    "workflow_templates": "WorkflowTemplate",
    "cluster_workflow_templates": "ClusterWorkflowTemplate",
    "cron_workflows": "CronWorkflow",
}
each_service = pytest.mark.parametrize("service", MAKERS)


def wrong(service: str) -> Any:
    """Return an object that Argo refuses: its template asks for an input that nothing gives."""
    made = MAKERS[service]()
    inner = made.spec.workflow_spec if service == "cron_workflows" else made.spec
    inner.templates[0].name = "other"
    return made


@each_service
def test_create_get_update_delete(argo: Face, service: str) -> None:
    verbs: Verb = getattr(argo, service)
    given = MAKERS[service]()
    name = given.metadata.name

    made = verbs.create(given)
    read = verbs.get(name)
    read.metadata.labels = {"changed": "yes"}
    changed = verbs.update(read)
    again = verbs.get(name)
    verbs.delete(name)

    assert made.kind == again.kind == KINDS[service]
    assert made.metadata.uid == again.metadata.uid
    assert changed.metadata.labels["changed"] == again.metadata.labels["changed"] == "yes"
    with pytest.raises(NotFoundError):
        verbs.get(name)
    with pytest.raises(NotFoundError):
        verbs.delete(name)


@each_service
def test_refusals(argo: Face, service: str) -> None:
    verbs: Verb = getattr(argo, service)
    made = verbs.create(MAKERS[service]())

    with pytest.raises(ConflictError):
        verbs.create(MAKERS[service](made.metadata.name))
    with pytest.raises(BadRequestError) as failure:
        verbs.create(wrong(service))
    with pytest.raises(ArgoError):
        verbs.update(MAKERS[service]("nobody"))

    assert "pause" in failure.value.message


@each_service
def test_lint(argo: Face, service: str) -> None:
    verbs: Verb = getattr(argo, service)
    given = MAKERS[service]()

    checked = verbs.lint(given)

    assert checked.metadata.name == given.metadata.name
    with pytest.raises(LintError) as failure:
        verbs.lint(wrong(service))
    assert "pause" in failure.value.message


@each_service
def test_lists_come_in_pages_and_by_selector(argo: Face, service: str) -> None:
    verbs: Verb = getattr(argo, service)
    group = fresh("group")
    names = sorted(verbs.create(MAKERS[service](group=group)).metadata.name for _ in range(3))

    every = verbs.list(label_selector=f"group={group}")
    pages = verbs.list(label_selector=f"group={group}", limit=1)

    assert sorted(each.metadata.name for each in every) == names
    assert sorted(each.metadata.name for each in pages) == names
    assert {each.kind for each in every} == {KINDS[service]}
    with pytest.raises(ArgoError):
        verbs.list(label_selector="a=b=c")


def test_a_cron_workflow_is_suspended_and_resumed(argo: Face) -> None:
    made = argo.cron_workflows.create(cron())
    name = made.metadata.name

    assert argo.cron_workflows.suspend(name).spec.suspend is True
    assert not argo.cron_workflows.resume(name).spec.suspend
    for verb in (argo.cron_workflows.suspend, argo.cron_workflows.resume):
        with pytest.raises(ArgoError):
            verb("nobody")


def test_a_workflow_is_submitted_from_each(argo: Face) -> None:
    for service, kind in KINDS.items():
        made = getattr(argo, service).create(MAKERS[service]())

        submitted = argo.workflows.submit_from(made.metadata.name, kind=kind)

        assert submitted.metadata.name.startswith(made.metadata.name)
        assert submitted.kind == "Workflow"
