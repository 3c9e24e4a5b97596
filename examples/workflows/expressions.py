"""Argo's expressions, written in Python: what is computed before a task runs."""

from hera.expr import g, sprig
from hera.workflows import DAG, Parameter, Workflow, script


@script(image="python:3.12")
def scale(size: int, label: str) -> None:
    print(f"{label}: {size}")


with Workflow(
    generate_name="expressions-",
    entrypoint="main",
    arguments=[Parameter(name="size", value="5"), Parameter(name="label", value="large")],
) as w:
    size = g.workflow.parameters.size.as_int()
    with DAG(name="main"):
        scale(
            name="scale",
            arguments={
                "size": f"{size * 10:=}",
                "label": f"{sprig.upper(g.workflow.parameters.label):=}",
            },
        )
