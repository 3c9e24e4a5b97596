"""Containers and tasks made directly get no inferred arguments; a Script of a function does."""

from hera.workflows import DAG, Container, Parameter, Script, Task, Workflow


def source(a, b):
    print(a, b)


with Workflow(generate_name="others-", entrypoint="d") as w:
    show = Container(name="show", image="alpine:3.20", inputs=[Parameter(name="a")])
    made = Script(name="made", source=source)
    with DAG(name="d"):
        show(name="by-items", with_items=[{"a": 1}])
        show(name="by-param", with_param="[1]")
        made(name="made-items", with_items=[{"a": 1, "b": 2}])
        made(name="made-param", with_param="[1]")
        Task(name="direct", template=made, with_items=[{"a": 1, "b": 2}])
