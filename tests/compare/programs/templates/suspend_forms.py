"""Suspend: without end, for a time as number and text, with parameters given on resuming."""

from hera.workflows import Parameter, Suspend, Workflow

with Workflow(generate_name="suspend-", entrypoint="ever") as w:
    Suspend(name="ever")
    Suspend(name="number", duration=20)
    Suspend(name="text", duration="2h")
    Suspend(
        name="approve",
        intermediate_parameters=[
            Parameter(name="approve", enum=["yes", "no"], default="no", description="go on?"),
            Parameter(name="by"),
        ],
    )
    Suspend(
        name="both",
        intermediate_parameters=[Parameter(name="a")],
        inputs=Parameter(name="b"),
        outputs=Parameter(name="c", value_from={"supplied": {}}),
    )
