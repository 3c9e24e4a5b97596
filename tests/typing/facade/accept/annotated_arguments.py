"""``Annotated`` names and describes parameters and artifacts; types stay what they are."""

from pathlib import Path
from typing import Annotated, Literal

from typing_extensions import assert_type

from hera.workflows import Artifact, ArtifactLoader, Parameter, script


@script(constructor="runner")
def train(
    data: Annotated[Path, Artifact(name="data", path="/tmp/data")],
    rate: Annotated[float, Parameter(description="how fast")] = 0.1,
    mode: Literal["fast", "good"] = "good",
    known: Annotated[dict[str, int] | None, Artifact(loader=ArtifactLoader.json)] = None,
) -> Annotated[float, Parameter(name="score")]:
    return rate * len(data.name) * len(known or mode)


assert_type(train(Path("abc"), rate=0.5), float)
