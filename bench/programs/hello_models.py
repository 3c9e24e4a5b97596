"""A whole process: hello-world as models, validated, to YAML."""

from hera_models import Container, ObjectMeta, Template, Workflow, WorkflowSpec

workflow = Workflow(
    metadata=ObjectMeta(generate_name="hello-world-"),
    spec=WorkflowSpec(
        entrypoint="hello",
        templates=[
            Template(
                name="hello",
                container=Container(image="busybox", command=["echo"], args=["hello world"]),
            )
        ],
    ),
)
print(workflow.to_yaml(), end="")
