"""Calls of the blocking client give models, and iterators of models."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from typing_extensions import assert_type

from hera_client import ArgoClient, Response
from hera_models import CronWorkflow, LogEntry, Workflow, WorkflowList, WorkflowWatchEvent


class Builder:
    """What the authoring API gives: not a model, but it can be made one."""

    def to_dict(self) -> dict[str, Any]:
        return {"kind": "Workflow", "spec": {}}

    def build(self) -> Workflow:
        return Workflow.from_dict(self.to_dict())


def create(
    argo: ArgoClient, workflow: Workflow, cron: CronWorkflow, manifest: Mapping[str, Any]
) -> list[Workflow]:
    assert_type(argo.workflows.create(workflow), Workflow)
    assert_type(argo.cron_workflows.create(cron, namespace="ml"), CronWorkflow)
    return [argo.workflows.create(manifest), argo.workflows.create(Builder())]


def read(argo: ArgoClient) -> str | None:
    workflow = argo.workflows.get("etl", fields="status.phase")
    assert_type(argo.workflows.raw.get("etl"), Response[Workflow])
    assert_type(argo.workflows.raw.list().parsed, WorkflowList)
    return workflow.status.phase if workflow.status else None


def iterate(argo: ArgoClient) -> None:
    for workflow in argo.workflows.list(label_selector="team=a", limit=100):
        assert_type(workflow, Workflow)
    for page in argo.workflows.list(namespace="").pages():
        assert_type(page, WorkflowList)
    with argo.workflows.watch(name="etl", on_error=lambda error: "retry") as events:
        for event in events:
            assert_type(event, WorkflowWatchEvent)
    for since in (datetime.now(timezone.utc), "2026-01-31T12:00:00Z"):
        assert_type(argo.workflows.raw.list(created_after=since).parsed, WorkflowList)
    ages = (timedelta(minutes=5), datetime.now(timezone.utc))
    for age in ages:
        for line in argo.workflows.logs("etl", follow=True, since=age, reconnect=True):
            assert_type(line, LogEntry)


def help_out(argo: ArgoClient) -> None:
    done = argo.workflows.wait("etl", timeout=timedelta(hours=1), poll=5, on_event=print)
    assert_type(done, Workflow)
    assert_type(argo.workflows.submit_from("template", {"rows": 10}), Workflow)
    assert_type(argo.workflows.link(done), str)
    artifact = argo.artifacts.open("etl", "etl-1", "report")
    assert_type(artifact.save("report.csv", progress=print), Path)
    for chunk in artifact:
        assert_type(chunk, bytes)


assert callable(ArgoClient.with_options)
