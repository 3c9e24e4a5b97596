"""Workflows written with `hera.workflows`, whose functions run in pods, all at once.

The image has Python's standard library alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import hera
from hera.workflows import (
    DAG,
    Artifact,
    Operator,
    Parameter,
    Steps,
    Workflow,
    models,
    parallel,
    script,
)

from .._node import IMAGE
from .._objects import fresh

TEXTS = {
    "quotes": "it's \"quoted\" and `ticked` \\ \\n",
    "lines": "first\n\n  third\t\r\nlast\n",
    "control": "\x1b[31mred\x1b[0m \x7f \a \v \x01",
    "emoji": "Grüße, 世界 🚀 👩\u200d👧 🏴\U000e0067\U000e007f \u2028",
    "digits": "'123'",
    "number": "123",
    "null": "null",
    "true": "true",
    "json": '{"a": [1]}',
    "shell": "$(HOME) $$ %d ; exit 1 #",
    "code": "'''\nraise SystemExit(7)\n'''",
    "literal": "{{workflow.name}} {{=1+1}} {{= {{ }}",
    "empty": "",
}
ITEMS = ['a "b"\n', "ü \\ 🚀", "\x1b\x7f", "3", "null"]
RECORDS: list[dict[str, Any]] = [
    {"text": text, "number": number} for number, text in enumerate(ITEMS)
]
# What a tag of a result lets through: Argo quotes the rest in a form that is no JSON.
RESULT = "it's \"quoted\" \\ \n\nGrüße, 世界 🚀 {'a': 1}\n"


class Color(Enum):
    RED = "red"


@dataclass
class Point:
    x: int
    y: float = 0.5


LIMIT = 4


def limited(point: Point) -> float:
    return min(point.x + point.y, LIMIT)


# Values.


@script(image=IMAGE)
def show_texts(
    quotes: str,
    lines: str,
    control: str,
    emoji: str,
    digits: str,
    number: str,
    null: str,
    true: str,
    json: str,
    shell: str,
    code: str,
    literal: str,
    empty: str,
) -> dict[str, str]:
    return dict(locals())


@script(image=IMAGE, include=[Color, Point])
def show_types(
    count: int,
    share: float,
    sure: bool,
    nothing: str | None,
    items: list[str],
    table: dict[str, list[int]],
    form: Literal["html", "pdf"],
    color: Color,
    day: date,
    point: Point,
    name: str,
    anything,  # type: ignore[no-untyped-def]  # what has no annotation is part of the test
    /,
    preset: int = 7,
    *,
    given: str = "preset",
) -> list[str]:
    values = dict(locals())
    values.pop("preset")
    return [repr(each) for each in [*values.values(), preset]]


def values() -> Workflow:
    """Values of every kind go from the arguments to the functions."""
    with Workflow(
        name=fresh("values"),
        entrypoint="main",
        arguments={"control": TEXTS["control"], "literal": hera.literal(TEXTS["literal"])},
    ) as w, DAG(name="main"):
        given: dict[str, Any] = {
            **TEXTS,
            "control": w.get_parameter("control"),
            "literal": hera.literal(TEXTS["literal"]),
        }
        show_texts(name="texts", arguments=given)
        show_types(
            name="types",
            arguments={
                "count": 3,
                "share": 0.5,
                "sure": True,
                "nothing": None,
                "items": ITEMS,
                "table": {"é": [1, 2]},
                "form": "pdf",
                "color": "red",
                "day": "2026-01-05",
                "point": {"x": 2},
                "name": "{{workflow.name}}",
                "anything": [1, None],
            },
        )
        again("texts", "types")
    return w
