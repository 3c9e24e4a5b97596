"""Parameters described by annotations."""

from typing import Annotated

from hera.workflows import DAG, Parameter, Workflow, script


@script()
def show(
    a: Annotated[int, Parameter(name="first-number", description="a number", enum=[1, 2])],
    b: Annotated[str, Parameter(description="a text")] = "x",
    c: Annotated[str | None, Parameter(name="third")] = None,
    d: Annotated[int, "no parameter"] = 3,
    e: Annotated[str, Parameter(enum=["a", "b"])] = "a",
):
    print(a, b, c, d, e)


with Workflow(generate_name="annotated-", entrypoint="d") as w, DAG(name="d"):
    show(arguments={"first-number": 1})
    show(name="fan", with_param=[1, 2])
    show(name="python-names", with_items=[{"a": 1, "b": "y"}])
