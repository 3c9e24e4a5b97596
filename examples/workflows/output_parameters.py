"""A function gives several named outputs: a tuple of annotated values."""

from typing import Annotated

from hera.workflows import DAG, Parameter, Workflow, script


@script(image="python:3.12")
def divide(
    a: int, b: int
) -> tuple[Annotated[int, Parameter(name="quotient")], Annotated[int, Parameter(name="rest")]]:
    return a // b, a % b


@script(image="python:3.12")
def tell(quotient: int, rest: int) -> None:
    print(f"{quotient}, rest {rest}")


with Workflow(generate_name="output-parameters-", entrypoint="main") as w, DAG(name="main"):
    divided = divide(name="divide", arguments={"a": 17, "b": 5})
    tell(
        name="tell",
        arguments=[divided.get_parameter("quotient"), divided.get_parameter("rest")],
    )
