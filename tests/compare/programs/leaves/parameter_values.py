"""The values and defaults that a parameter takes, as it is built."""

from datetime import date, datetime
from enum import Enum

from pydantic import BaseModel

from hera.workflows import Container, Parameter, Workflow


class Colour(Enum):
    RED = "red"


class Size(str, Enum):
    BIG = "big"


class Number(int, Enum):
    ONE = 1


class Point(BaseModel):
    x: int
    y: float = 0.5


values = {
    "text": "text",
    "empty": "",
    "number-text": "1",
    "quoted": '"x"',
    "int": 1,
    "float": 1.0,
    "large": 1e30,
    "true": True,
    "none": None,
    "list": [1, "a", None],
    "dict": {"b": 1, "a": "é"},
    "string-enum": Size.BIG,
    "int-enum": Number.ONE,
    "model": Point(x=1),
    "models": [Point(x=1)],
    "tag": "{{workflow.name}}",
}
with Workflow(generate_name="values-", entrypoint="v") as w:
    Container(name="v", image="i", inputs=[Parameter(name=k, value=v) for k, v in values.items()])
    Container(name="d", image="i", inputs=[Parameter(name=k, default=v) for k, v in values.items()])
    Container(name="e", image="i", inputs=Parameter(name="e", enum=[*values.values()]))


def outcome(value):
    try:
        return Parameter(name="p", value=value).value
    except Exception as error:
        return type(error).__name__


observed = {
    "enum": outcome(Colour.RED),
    "datetime": outcome(datetime(2024, 1, 2, 3, 4, 5)),
    "date": outcome(date(2024, 1, 2)),
    "bytes": outcome(b"x"),
    "set": outcome({1}),
    "tuple": outcome((1, "a")),
    "nan": outcome(float("nan")),
    "type": type(Parameter(name="p", value=1).value).__name__,
}
