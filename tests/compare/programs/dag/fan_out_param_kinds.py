"""What `with_param` may be: text, lists, numbers, parameters, pydantic objects."""

from pydantic import BaseModel

from hera.workflows import DAG, Parameter, Workflow, script


class Point(BaseModel):
    x: int
    y: int = 2


@script()
def one(x):
    print(x)


@script()
def two(x, y):
    print(x, y)


with (
    Workflow(
        generate_name="kinds-", entrypoint="d", arguments=Parameter(name="list", value="[1, 2]")
    ) as w,
    DAG(name="d"),
):
    one(name="text", with_param="{{workflow.parameters.list}}")
    one(name="list", with_param=[1, "a", None])
    one(name="parameter", with_param=w.get_parameter("list"))
    one(name="number", with_param=5)
    one(name="points", with_param=[Point(x=1)])
    two(name="two-points", with_param=[Point(x=1), Point(x=2)])
    two(name="two-given", with_param=[{"x": 1}], arguments={"y": "fixed"})
