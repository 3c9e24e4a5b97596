"""pydantic models as types of parameters, as arguments and as items."""

from typing import Annotated

from pydantic import BaseModel

from hera.workflows import DAG, Artifact, ArtifactLoader, Parameter, Workflow, script


class Point(BaseModel):
    x: int
    y: int = 0


@script(constructor="runner")
def move(
    point: Point,
    by: Annotated[Point, Parameter(name="distance")] = Point(x=1),  # noqa: B008
) -> Annotated[Point, Parameter(name="moved")]:
    return Point(x=point.x + by.x, y=point.y + by.y)


@script(constructor="runner")
def read(points: Annotated[list[Point], Artifact(name="points", loader=ArtifactLoader.json)]):
    print(points)


with Workflow(generate_name="pydantic-", entrypoint="d") as w, DAG(name="d"):
    a = move(arguments={"point": Point(x=1)})
    b = move(name="b", arguments={"point": a.get_parameter("moved"), "distance": Point(x=2)})
    c = move(name="c", with_items=[{"point": Point(x=1)}, {"point": Point(x=2)}])
    d = read()
    a >> b >> c >> d
