"""An output that the template lacks."""

from hera.workflows import DAG, Container, Parameter, Workflow, models

with Workflow(generate_name="unknown-", entrypoint="d") as w:
    make = Container(
        name="make",
        image="alpine:3.20",
        outputs=[Parameter(name="p", value_from=models.ValueFrom(path="/p"))],
    )
    with DAG(name="d"):
        make().get_parameter("q")
