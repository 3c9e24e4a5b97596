"""A DAG is called inside other DAGs, with arguments and outputs."""

from hera.workflows import DAG, Container, Parameter, Workflow, models

with Workflow(generate_name="nested-", entrypoint="outer") as w:
    echo = Container(
        name="echo",
        image="alpine:3.20",
        command=["sh", "-c"],
        args=["echo {{inputs.parameters.text}} > /tmp/out"],
        inputs=[Parameter(name="text", default="nothing")],
        outputs=[Parameter(name="out", value_from=models.ValueFrom(path="/tmp/out"))],
    )
    with DAG(
        name="inner",
        inputs=[Parameter(name="text")],
        outputs=[
            Parameter(
                name="out",
                value_from=models.ValueFrom(parameter="{{tasks.second.outputs.parameters.out}}"),
            )
        ],
    ) as inner:
        first = echo(name="first", arguments={"text": inner.get_parameter("text")})
        second = echo(name="second", arguments={"text": first.get_parameter("out")})
        first >> second
    with DAG(name="outer"):
        one = inner(name="one", arguments={"text": "hello"})
        two = inner(name="two", arguments=[one.get_parameter("out").with_name("text")])
        one >> two
