"""The wire form of items: lists, None and pydantic objects become JSON text."""

from pydantic import BaseModel

from hera.workflows import DAG, Parameter, Workflow, script


class Point(BaseModel):
    x: int
    y: int = 2


@script()
def show(value, other=None):
    print(value, other)


with Workflow(generate_name="kinds-", entrypoint="d") as w, DAG(name="d"):
    show(name="lists", with_items=[[1, 2], ["a"]])
    show(name="none", with_items=[None])
    show(name="mixed", with_items=[1, "two", 3.5, True])
    show(name="points", with_items=[Point(x=1), Point(x=3, y=4)])
    show(name="points-inside", with_items=[{"value": Point(x=1), "other": 1}])
    show(name="parameters", with_items=[Parameter(name="value", value=1)])
    show(name="bare", with_items="just one")
    show(name="empty", with_items=[])
