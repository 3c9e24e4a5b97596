"""Expressions in `when`, arguments, value_from and outputs."""

from hera.expr import C, P, g, it, sprig
from hera.workflows import DAG, Artifact, Container, Parameter, Task, Workflow, models

with Workflow(
    generate_name="expr-", entrypoint="d", arguments=[Parameter(name="mode", value="fast")]
) as w:
    show = Container(
        name="show",
        image="alpine:3.20",
        args=[f"{g.inputs.parameters.text:$}", f"{sprig.upper(g.inputs.parameters.text):=}"],
        inputs=[Parameter(name="text", default="x")],
    )
    with DAG(
        name="d",
        outputs=[
            Parameter(
                name="chosen",
                value_from=models.ValueFrom(
                    expression=str(
                        (g.tasks.a.status == "Succeeded").check(
                            g.tasks.a.outputs.result, g.tasks.b.outputs.result
                        )
                    )
                ),
            ),
            Artifact(
                name="file",
                from_expression=str(
                    P(g.tasks["a"].outputs.result == "1").check(
                        g.tasks.a.outputs.artifacts.x, g.tasks.b.outputs.artifacts.x
                    )
                ),
            ),
        ],
    ):
        a = show(name="a", when=f"{g.workflow.parameters.mode == C('fast'):=}")
        b = Task(
            name="b",
            template=show,
            arguments={"text": f"{g.tasks.a.outputs.result.as_int() + 1:=}"},
            with_param=f"{C([1, 2, 3]).filter(it > 1).to_json():=}",
        )
        a >> b
