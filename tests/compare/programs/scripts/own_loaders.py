"""Functions of one's own that read and write parameters and artifacts."""

import json
from typing import Annotated, Any

from hera.workflows import DAG, Artifact, Parameter, Workflow, script


def lines(values: list[str]) -> str:
    return "\n".join(values)


@script(constructor="runner")
def work(
    a: Annotated[list[str], Parameter(name="a", loads=str.splitlines)],
    b: Annotated[Any, Artifact(name="b", loads=json.loads)],
    c: Annotated[bytes, Artifact(name="c", loadb=bytes.upper)],
) -> tuple[
    Annotated[list[str], Parameter(name="d", dumps=lines)],
    Annotated[Any, Artifact(name="e", dumps=json.dumps)],
    Annotated[bytes, Artifact(name="f", dumpb=bytes.lower)],
]:
    return a, b, c


observed = {"dumped": Parameter(name="p", value=["x", "y"], dumps=lines).value}
with Workflow(generate_name="loaders-", entrypoint="d") as w, DAG(name="d"):
    first = work(arguments={"a": "x"})
    second = work(
        name="again",
        arguments=[
            first.get_parameter("d").with_name("a"),
            first.get_artifact("e").with_name("b"),
            Artifact(name="c", from_=first.get_artifact("f").from_),
        ],
    )
    first >> second
