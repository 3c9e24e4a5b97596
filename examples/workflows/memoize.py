"""A step whose outputs are remembered: with the same parameters it does not run again."""

from typing import Annotated

from hera.workflows import DAG, Parameter, Workflow, models, script


@script(
    image="python:3.12",
    memoize=models.Memoize(
        key="square-{{inputs.parameters.n}}",
        max_age="24h",
        cache=models.Cache(config_map=models.ConfigMapKeySelector(name="squares", key="cache")),
    ),
)
def square(n: int) -> Annotated[int, Parameter(name="squared")]:
    return n * n


with Workflow(generate_name="memoize-", entrypoint="main") as w, DAG(name="main"):
    square(name="square", arguments={"n": 12})
