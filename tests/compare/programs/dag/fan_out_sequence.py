"""A sequence of numbers as items."""

from hera.workflows import DAG, Container, Parameter, Task, Workflow, models

with Workflow(generate_name="sequence-", entrypoint="d") as w:
    echo = Container(
        name="echo",
        image="alpine:3.20",
        command=["echo", "{{inputs.parameters.n}}"],
        inputs=[Parameter(name="n")],
    )
    with DAG(name="d"):
        Task(
            name="counted",
            template=echo,
            arguments={"n": "{{item}}"},
            with_sequence=models.Sequence(count="5"),
        )
        Task(
            name="between",
            template=echo,
            arguments={"n": "{{item}}"},
            with_sequence=models.Sequence(start="2", end="6", format="no-%02X"),
        )
