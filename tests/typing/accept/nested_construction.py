"""A whole workflow is one expression, models within models."""

from hera_models import Container, ObjectMeta, Template, Workflow, WorkflowSpec

workflow = Workflow(
    metadata=ObjectMeta(generate_name="hello-"),
    spec=WorkflowSpec(
        entrypoint="main",
        templates=[Template(name="main", container=Container(image="busybox", command=["true"]))],
    ),
)
