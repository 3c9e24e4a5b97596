"""A runner script whose parameters are all outputs, of any type."""

from pathlib import Path
from typing import Annotated

from hera.workflows import Artifact, Parameter, Workflow, script


@script(constructor="runner")
def hello(
    a: Annotated[int, Parameter(name="a", output=True)],
    b: Annotated[Path, Artifact(name="b", output=True)],
):
    print(a, b)


with Workflow(generate_name="output-", entrypoint="hello") as w:
    hello()
