"""A template made into a workflow that runs it."""

from hera.workflows import ClusterWorkflowTemplate, Container, Parameter, Workflow, WorkflowTemplate
from hera.workflows import models as m

with WorkflowTemplate(name="stored", entrypoint="main", arguments={"n": 1}) as template:
    Container(name="main", image="i", inputs=Parameter(name="n"))

with ClusterWorkflowTemplate(name="wide", entrypoint="main", labels={"a": "b"}) as wide:
    Container(name="main", image="i")

w = Workflow(
    generate_name="run-",
    workflow_template_ref=m.WorkflowTemplateRef(name="stored"),
    arguments={"n": 2},
)
