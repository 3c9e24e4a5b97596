"""What the tests create on the real server."""

from __future__ import annotations

from itertools import count
from typing import Any

import hera_models
from hera_models import (
    ClusterWorkflowTemplate,
    CronWorkflow,
    CronWorkflowSpec,
    ObjectMeta,
    Workflow,
    WorkflowSpec,
    WorkflowTemplate,
)

_NUMBERS = count(1)


def fresh(stem: str) -> str:
    """Return a name that no other test has."""
    return f"{stem}-{next(_NUMBERS)}"


def meta(name: str | None, **labels: str) -> ObjectMeta:
    """Return the metadata of an object of this name; the server makes one up for None."""
    return ObjectMeta(
        name=name, generate_name=None if name else "made-", labels=dict(labels) or None
    )


def pause(**fields: Any) -> hera_models.Template:
    """Return a template that waits until it is resumed, or for `suspend={"duration": …}`."""
    suspend = fields.pop("suspend", {})
    return hera_models.Template.from_dict({"name": "pause", "suspend": suspend, **fields})


def spec(**fields: Any) -> WorkflowSpec:
    """Return a spec with one template that waits to be resumed."""
    return WorkflowSpec(entrypoint="pause", templates=[pause()], **fields)


def workflow(name: str | None = None, **labels: str) -> Workflow:
    """Return a workflow that waits to be resumed."""
    return Workflow(metadata=meta(name or fresh("waits"), **labels), spec=spec())


def quick(name: str | None = None, **labels: str) -> Workflow:
    """Return a workflow that ends by itself, at once."""
    wait = pause(suspend={"duration": "0"})
    return Workflow(
        metadata=meta(name or fresh("quick"), **labels),
        spec=WorkflowSpec(entrypoint="pause", templates=[wait]),
    )


def wrong(name: str | None = None) -> Workflow:
    """Return a workflow that Argo refuses: its entrypoint is not there."""
    return Workflow(
        metadata=meta(name or fresh("wrong")),
        spec=WorkflowSpec(entrypoint="missing", templates=[pause()]),
    )


def template(name: str | None = None, **labels: str) -> WorkflowTemplate:
    """Return a workflow template with a parameter."""
    arguments = hera_models.Arguments(
        parameters=[hera_models.Parameter(name="greeting", value="hello")]
    )
    return WorkflowTemplate(
        metadata=meta(name or fresh("template"), **labels), spec=spec(arguments=arguments)
    )


def cluster_template(name: str | None = None, **labels: str) -> ClusterWorkflowTemplate:
    """Return a cluster workflow template."""
    return ClusterWorkflowTemplate(
        metadata=meta(name or fresh("everywhere"), **labels), spec=spec()
    )


def cron(name: str | None = None, **labels: str) -> CronWorkflow:
    """Return a cron workflow that runs on the first of January."""
    return CronWorkflow(
        metadata=meta(name or fresh("yearly"), **labels),
        spec=CronWorkflowSpec(schedules=["0 0 1 1 *"], workflow_spec=spec()),
    )
