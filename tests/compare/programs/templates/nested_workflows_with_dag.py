"""A template made in a DAG of a workflow within another's context belongs to the inner one."""

from hera.workflows import DAG, Container, Workflow

with (
    Workflow(generate_name="outer-", entrypoint="x") as outer,
    Workflow(generate_name="inner-", entrypoint="dag") as inner,
    DAG(name="dag"),
):
    Container(name="made-in-dag", image="i")
