"""Templates without a name, and a workflow whose name is generated."""

from hera.workflows import Container, Suspend, Workflow

with Workflow(generate_name="unnamed-", entrypoint="x") as w:
    Container(image="i")
    Suspend()
