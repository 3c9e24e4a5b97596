"""A container with a command, arguments and an input parameter."""

from hera.workflows import Container, Parameter, Workflow

with Workflow(generate_name="hello-", entrypoint="hello") as w:
    Container(
        name="hello",
        image="alpine:3.20",
        command=["echo"],
        args=["hello {{inputs.parameters.name}}"],
        inputs=[Parameter(name="name", value="world")],
    )
