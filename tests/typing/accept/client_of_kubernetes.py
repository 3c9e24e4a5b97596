"""The client of the Kubernetes API gives the same models, for each kind its own."""

from typing_extensions import assert_type

from hera_client import AsyncKubernetesClient, Config, KubernetesClient, Response, WatchEvent
from hera_models import (
    CronWorkflow,
    LogEntry,
    ObjectMeta,
    Workflow,
    WorkflowList,
    WorkflowSpec,
    WorkflowTemplate,
    WorkflowWatchEvent,
)


def use(kubernetes: KubernetesClient) -> None:
    workflow = Workflow(metadata=ObjectMeta(name="etl"), spec=WorkflowSpec(entrypoint="main"))
    assert_type(kubernetes.workflows.create(workflow), Workflow)
    assert_type(kubernetes.workflows.wait("etl", timeout=60, poll=1, on_event=print), Workflow)
    assert_type(kubernetes.workflows.raw.create(workflow), Response[Workflow])
    assert_type(kubernetes.workflows.raw.list(limit=5).parsed, WorkflowList)
    assert_type(kubernetes.cron_workflows.raw.get("etl"), Response[CronWorkflow])
    for line in kubernetes.workflows.logs("etl", follow=True):
        assert_type(line, LogEntry)
    with kubernetes.workflows.watch(name="etl") as events:
        assert_type(next(events), WorkflowWatchEvent)
    with kubernetes.workflow_templates.watch() as changes:
        assert_type(next(changes), WatchEvent[WorkflowTemplate])


async def use_later(kubernetes: AsyncKubernetesClient) -> None:
    assert_type(await kubernetes.workflows.wait("etl"), Workflow)
    assert_type((await kubernetes.workflows.raw.get("etl")).parsed, Workflow)
    async for line in kubernetes.workflows.logs("etl", follow=True):
        assert_type(line, LogEntry)


KubernetesClient(Config("https://kubernetes.example.com", namespace="ml")).close()
