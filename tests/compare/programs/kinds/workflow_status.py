"""A workflow that carries a status."""

from hera.workflows import Workflow
from hera.workflows import models as m

w = Workflow(
    name="done",
    status=m.WorkflowStatus(
        phase="Succeeded", progress="1/1", started_at=m.Time("2024-01-02T03:04:05Z")
    ),
)
