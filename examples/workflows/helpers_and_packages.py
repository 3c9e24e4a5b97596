"""Functions, classes and constants that travel along, and packages that are installed."""

from dataclasses import dataclass

from hera.workflows import Workflow, script

LIMIT = 100


@dataclass
class Point:
    x: float
    y: float


def distance(a: Point, b: Point) -> float:
    """Return how far apart two points are."""
    return ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5


@script(image="python:3.12", include=[distance, Point, LIMIT], packages=["humanize==4.11"])
def measure(x: float = 30, y: float = 40) -> None:
    import humanize

    far = min(distance(Point(0, 0), Point(x, y)), LIMIT)
    print(humanize.metric(far, "m"))


with Workflow(generate_name="helpers-and-packages-", entrypoint="measure") as w:
    measure()
