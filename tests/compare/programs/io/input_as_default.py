"""An Input object as the default gives defaults to all its fields."""

from typing import Annotated

from hera.workflows import DAG, Input, Output, Parameter, Workflow, script


class In(Input):
    number: int
    text: Annotated[str, Parameter(name="words")] = "x"
    maybe: int | None = None


class Out(Output):
    number: int


@script(constructor="runner")
def work(values: In = In(number=5, text="y")) -> Out:  # noqa: B008
    return Out(number=values.number, exit_code=3, result="done")


observed = {
    "code": Out(number=1, exit_code=3).exit_code,
    "default code": Out(number=1).exit_code,
    "result": Out(number=1, result="r").result,
}
with Workflow(generate_name="default-", entrypoint="d") as w, DAG(name="d"):
    work() >> work(name="given", arguments={"number": 6})
