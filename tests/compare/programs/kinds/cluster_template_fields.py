"""A cluster workflow template, with a reference to its kind."""

from hera.workflows import ClusterWorkflowTemplate, Container, Workflow
from hera.workflows import models as m

with ClusterWorkflowTemplate(
    name="wide",
    labels={"a": "b"},
    entrypoint="main",
    priority=1,
    workflow_metadata=m.WorkflowMetadata(labels={"x": "y"}),
) as w:
    Container(name="main", image="i")

run = Workflow(
    name="run", workflow_template_ref=m.WorkflowTemplateRef(name="wide", cluster_scope=True)
)
