"""Input and Output models with the inline constructor."""

# ruff: noqa: RUF012, UP006, UP035, UP045 - the older forms of typing, which programs use

from typing import List, Optional

from typing_extensions import Annotated

from hera.workflows import DAG, Artifact, ArtifactLoader, Input, Output, Parameter, Workflow, script


class In(Input):
    number: int
    text: str = "x"
    items: List[int] = [1, 2]
    maybe: Optional[int] = None
    chosen: Annotated[str, Parameter(name="choice", description="one", enum=["a", "b"])] = "a"
    data: Annotated[dict, Artifact(name="data", loader=ArtifactLoader.json)]
    file: Annotated[str, Artifact(name="file", path="/tmp/file")]


class Out(Output):
    number: int
    text: Annotated[str, Parameter(name="said")]
    data: Annotated[str, Artifact(name="made")]


@script()
def work(values: In) -> Out:
    print(values)


with Workflow(generate_name="models-", entrypoint="d") as w, DAG(name="d"):
    work(arguments={"number": 1})
