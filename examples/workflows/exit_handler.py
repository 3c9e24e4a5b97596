"""A template that runs at the end, however the workflow ended."""

from hera.workflows import Container, Workflow

with Workflow(generate_name="exit-handler-", entrypoint="work", on_exit="notify") as w:
    Container(name="work", image="busybox:1.36", command=["sh", "-c"], args=["exit 1"])
    Container(
        name="notify",
        image="busybox:1.36",
        command=["echo"],
        args=["{{workflow.name}}: {{workflow.status}} after {{workflow.duration}} s"],
    )
