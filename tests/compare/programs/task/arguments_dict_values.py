"""The values that a dictionary of arguments may hold."""

from pydantic import BaseModel

from hera.workflows import DAG, Container, Parameter, Task, Workflow


class Point(BaseModel):
    x: int
    y: float = 0.5


with Workflow(generate_name="values-", entrypoint="d") as w:
    show = Container(name="show", image="alpine:3.20", inputs=[Parameter(name="text")])
    with DAG(name="d"):
        Task(
            name="a",
            template=show,
            arguments={
                "text": "as it is: 'é' {{workflow.name}}",
                "empty": "",
                "int": 1,
                "float": 1.5,
                "big": 10**20,
                "true": True,
                "none": None,
                "list": [1, "é", None],
                "tuple": (1, 2),
                "dict": {"a": {"b": [True]}},
                "point": Point(x=1),
                "points": [Point(x=1), {"p": Point(x=2)}],
            },
        )
