"""An Output stands alone as a return annotation."""

from typing import Annotated

from hera.workflows import Output, Parameter, Workflow, script


class Out(Output):
    number: int


@script(constructor="runner")
def work() -> tuple[Out, Annotated[int, Parameter(name="other")]]:
    return Out(number=1), 2


with Workflow(generate_name="tuple-", entrypoint="work") as w:
    work()
w.to_dict()
