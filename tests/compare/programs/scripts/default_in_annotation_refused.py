"""A default belongs to the Python parameter, not into its annotation."""

from typing import Annotated

from hera.workflows import Parameter, Workflow, script


@script()
def hello(a: Annotated[int, Parameter(default=5)]):
    print(a)


with Workflow(generate_name="default-", entrypoint="hello") as w:
    hello()
w.to_dict()
