"""An inline script whose parameters are all outputs has nothing to load."""

from pathlib import Path
from typing import Annotated

from hera.workflows import Parameter, Workflow, script


@script()
def hello(a: Annotated[Path, Parameter(name="a", output=True)]):
    print(a)


with Workflow(generate_name="output-", entrypoint="hello") as w:
    hello()
w.to_dict()
