"""How an environment variable's value becomes a text."""

from datetime import date
from enum import Enum

from pydantic import BaseModel

from hera.workflows import Container, Env, Workflow


class Colour(Enum):
    RED = "red"


class Size(str, Enum):
    BIG = "big"


class Point(BaseModel):
    x: int
    y: float = 0.5


values = [
    "text",
    "",
    "1",
    '"quoted"',
    1,
    1.0,
    1e30,
    True,
    None,
    [1, "a", None],
    {"b": 1, "a": "é"},
    Size.BIG,
]
with Workflow(generate_name="env-", entrypoint="main") as w:
    Container(
        name="main", image="i", env=[Env(name=f"V{i}", value=v) for i, v in enumerate(values)]
    )
    Container(name="given-null", image="i", env=Env(name="V", value=None))
    Container(name="not-given", image="i", env=Env(name="V"))


def outcome(value):
    try:
        return Workflow(
            templates=[Container(name="c", image="i", env=Env(name="V", value=value))]
        ).to_dict()["spec"]["templates"][0]["container"]["env"]
    except Exception as error:
        return type(error).__name__


observed = {
    "enum": outcome(Colour.RED),
    "date": outcome(date(2024, 1, 2)),
    "bytes": outcome(b"x"),
    "set": outcome({1}),
    "tuple": outcome((1, "a")),
    "model": outcome(Point(x=1)),
}
