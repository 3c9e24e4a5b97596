"""Arguments of the whole workflow, which whoever submits it can replace."""

from hera.workflows import DAG, Parameter, Workflow, script


@script(image="python:3.12")
def greet(name: str, times: int) -> None:
    print("\n".join([f"Hello, {name}!"] * times))


with (
    Workflow(
        generate_name="workflow-arguments-",
        entrypoint="main",
        arguments=[Parameter(name="name", value="world"), Parameter(name="times", value=3)],
    ) as w,
    DAG(name="main"),
):
    greet(
        name="greet",
        arguments={"name": w.get_parameter("name"), "times": w.get_parameter("times")},
    )
