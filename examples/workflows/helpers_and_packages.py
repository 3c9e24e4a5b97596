"""Functions, classes and constants that travel along, and packages that are installed."""

import math
from dataclasses import dataclass

from hera.workflows import Workflow, script

LIMIT = 100


@dataclass
class Point:
    x: float
    y: float


def distance(a: Point, b: Point) -> float:
    """Return how far apart two points are."""
    return math.hypot(a.x - b.x, a.y - b.y)


@script(image="python:3.12", include=[distance, Point, LIMIT], packages=["PyYAML==6.0.2"])
def measure(x: float = 30, y: float = 40) -> None:
    import yaml

    far = min(distance(Point(0, 0), Point(x, y)), LIMIT)
    print(yaml.safe_dump({"distance": far}))


with Workflow(generate_name="helpers-and-packages-", entrypoint="measure") as w:
    measure()
