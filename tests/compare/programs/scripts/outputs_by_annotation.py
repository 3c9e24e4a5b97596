"""Outputs as return annotations and as paths, with both constructors."""

# ruff: noqa: UP006, UP035 - the older forms of typing, which programs use

from pathlib import Path
from typing import Tuple

from typing_extensions import Annotated

from hera.workflows import DAG, Artifact, NoneArchiveStrategy, Parameter, Workflow, models, script


@script()
def inline(
    path: Annotated[Path, Parameter(name="by-path", output=True)],
    file: Annotated[Path, Artifact(name="file", output=True)],
    number: int,
) -> Annotated[int, Parameter(name="returned")]:
    return number


@script(constructor="runner")
def runner(
    path: Annotated[Path, Parameter(output=True)],
    file: Annotated[Path, Artifact(name="file", path="/given", output=True)],
    other: Annotated[Path, Artifact(output=True, archive=NoneArchiveStrategy(), global_name="g")],
    given: Annotated[
        Path,
        Parameter(
            name="given",
            output=True,
            description="about",
            global_name="everywhere",
            value_from=models.ValueFrom(path="/value", default="7"),
        ),
    ],
) -> Tuple[Annotated[int, Parameter(name="one")], Annotated[str, Artifact(name="two")]]:
    return 1, "two"


@script(constructor="runner")
def plain_return(a: int) -> str:
    return str(a)


with Workflow(generate_name="outputs-", entrypoint="d") as w, DAG(name="d"):
    i = inline(arguments={"number": 1})
    r = runner()
    p = plain_return(arguments={"a": r.get_parameter("one")})
    i >> r >> p
