"""A workflow made within another's context."""

from hera.workflows import Container, Workflow

with Workflow(generate_name="outer-", entrypoint="before") as outer:
    Container(name="before", image="i")
    with Workflow(generate_name="inner-", entrypoint="inner") as inner:
        Container(name="inner", image="i")
    Container(name="after", image="i")
