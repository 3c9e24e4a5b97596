"""A container runs a command."""

from hera.workflows import Container, Workflow

with Workflow(generate_name="hello-container-", entrypoint="hello") as w:
    Container(name="hello", image="busybox:1.36", command=["echo"], args=["Hello, world!"])
