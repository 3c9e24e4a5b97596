"""Workflows written with `hera.workflows`, whose functions run in pods, all at once.

The image has Python's standard library alone. What a function was given it hands over as an output
parameter, for Argo keeps a result only where another task takes it.
"""

import math
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
    WorkflowTemplate,
    models,
    parallel,
    script,
)

from .._node import IMAGE
from .._objects import fresh

TEXTS = {
    "quotes": 'it\'s "quoted" and `ticked` \\ \\n',
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
# What the tag of a result lets through: Argo quotes the rest in a form that is no JSON.
RESULT = "it's \"quoted\" \\ \n\nGrüße, 世界 🚀 {'a': 1}\n"
ITEMS = ['a "b"\n', "ü \\ 🚀", "\x1b", "\x7f", "🏴\U000e007f", "3", "null"]
RECORDS: list[dict[str, Any]] = [
    {"text": text, "number": number} for number, text in enumerate(ITEMS)
]

Seen = Annotated[Any, Parameter(name="seen")]


class Color(Enum):
    RED = "red"


@dataclass
class Point:
    x: int
    y: float = 0.5


LIMIT = 4


def limited(point: Point) -> float:
    return min(math.hypot(point.x, point.y), LIMIT)


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
) -> Seen:
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
    anything: Any,
    /,
    preset: int = 7,
    *,
    given: str = "preset",
) -> Seen:
    return {name: repr(value) for name, value in locals().items()}


SHOWN = {
    "count": "3",
    "share": "0.5",
    "sure": "True",
    "nothing": "None",
    "items": repr(ITEMS),
    "table": "{'é': [1, 2]}",
    "form": "'pdf'",
    "color": "<Color.RED: 'red'>",
    "day": "datetime.date(2026, 1, 5)",
    "point": "Point(x=2, y=0.5)",
    "anything": "[1, None]",
    "preset": "7",
    "given": "'preset'",
}


def values() -> Workflow:
    """Values of every kind reach functions, from tasks and from the workflow's arguments."""
    # By the tag of a workflow's parameter no control character passes.
    passed = {"code": TEXTS["code"], "literal": hera.literal(TEXTS["literal"])}
    with (
        Workflow(name=fresh("values"), entrypoint="main", arguments=passed) as w,
        DAG(name="main"),
    ):
        show_texts(name="texts", arguments={**TEXTS, "literal": passed["literal"]})
        of_workflow = [w.get_parameter(name) for name in passed]
        show_texts(
            name="of-workflow",
            arguments=[{key: TEXTS[key] for key in TEXTS if key not in passed}, *of_workflow],
        )
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
    return w


@script(image=IMAGE)
def say(text: str) -> str:
    print("a print is no result")
    return text


@script(image=IMAGE)
def record(items: list[str]) -> dict[str, Any]:
    return {"items": items, "tag": "{{workflow.name}}", "number": 2.5, "nothing": None}


@script(image=IMAGE)
def take(text: str, record: dict[str, Any]) -> Seen:
    return [text, record]


def results() -> Workflow:
    """Results go to the task that names them, which waits for them without being told to."""
    with Workflow(name=fresh("results"), entrypoint="main") as w, DAG(name="main"):
        said = say(name="say", arguments={"text": RESULT})
        made = record(name="record", arguments={"items": ITEMS})
        take(name="take", arguments={"text": said.result, "record": made.result})
    return w


@script(image=IMAGE)
def records(items: list[str]) -> list[dict[str, Any]]:
    return [{"text": text, "number": number} for number, text in enumerate(items)]


@script(image=IMAGE)
def echo(text: str, number: int) -> dict[str, Any]:
    return {"text": text, "number": number}


@script(image=IMAGE)
def plain(text: str) -> str:
    return text


@script(image=IMAGE)
def collect(values: list[Any]) -> Seen:
    return values


PLAIN = [text for text in ITEMS if text.isprintable()]


def fan_out() -> Workflow:
    """Each item of a list reaches a function, and what all return is a list again."""
    with Workflow(name=fresh("fan-out"), entrypoint="main") as w, DAG(name="main"):
        collect(
            name="of-items",
            arguments={"values": echo(name="items", with_items=RECORDS).result},
        )
        made = records(name="records", arguments={"items": ITEMS})
        looped = echo(name="dynamic", with_param=made.result)
        collect(name="of-dynamic", arguments={"values": looped.result})
        texts = plain(name="plain", with_items=PLAIN, arguments={"text": "{{item}}"})
        collect(name="of-texts", arguments={"values": texts.result})
    return w


ROWS = {"é": [1, 2], "x": None}
RAW = bytes(range(256))


@script(image=IMAGE)
def write(
    log: Annotated[Path, Artifact(name="log", output=True)],
) -> tuple[
    Annotated[str, Artifact(name="text")],
    Annotated[bytes, Artifact(name="raw")],
    Annotated[dict[str, Any], Artifact(name="rows")],
    Annotated[int, Parameter(name="number")],
    Annotated[str, Parameter(name="said")],
]:
    log.write_text("logged\n")
    return "Grüße\n\x1b", bytes(range(256)), {"é": [1, 2], "x": None}, 3, 'a "b"\n\nc'


@script(image=IMAGE)
def read(
    text: Annotated[str, Artifact(name="text")],
    raw: Annotated[bytes, Artifact(name="raw")],
    rows: Annotated[dict[str, Any], Artifact(name="rows")],
    log: Annotated[Path, Artifact(name="log")],
    number: int,
    said: str,
) -> Seen:
    return [text, list(raw), rows, log.read_text(), number, said]


READ = ["Grüße\n\x1b", list(RAW), ROWS, "logged\n", 3, 'a "b"\n\nc']


def files() -> Workflow:
    """Annotated outputs and artifacts go from one function to the next."""
    with Workflow(name=fresh("files"), entrypoint="main") as w, DAG(name="main"):
        written = write(name="write")
        artifacts = [written.get_artifact(name) for name in ("text", "raw", "rows", "log")]
        parameters = [written.get_parameter(name) for name in ("number", "said")]
        read(name="read", arguments=[*artifacts, *parameters])
    return w


@script(image=IMAGE)
def fail() -> None:
    raise SystemExit(3)


@script(image=IMAGE)
def note(text: str) -> Seen:
    return text


def conditions() -> Workflow:
    """Tasks run or not by results and ends of others; in the end, the exit handler."""
    with Workflow(name=fresh("conditions"), entrypoint="main") as w:
        with DAG(name="main", fail_fast=False):
            coin = say(name="coin", arguments={"text": "heads"})
            note(name="heads", arguments={"text": "it was"}).on_other_result(coin, "heads")
            note(name="tails", arguments={"text": "it was not"}).on_other_result(
                coin, "heads", Operator.not_equal
            )
            failed = fail(name="fails")
            mended = note(name="mended", arguments={"text": "mended"})
            failed.on_failure(mended)
            failed.on_success(note(name="not-run", arguments={"text": "never"}))
        with Steps(name="bye") as bye:
            note(name="exit", arguments={"text": "{{workflow.status}} {{workflow.name}}"})
        w.on_exit = bye
    return w


@script(image=IMAGE, include=[limited, Point, LIMIT])
async def measure(x: int, y: int) -> float:
    import asyncio

    def measured() -> float:
        return limited(Point(x, y))

    await asyncio.sleep(0)
    return measured()


def nested() -> Workflow:
    """Steps in a DAG in a DAG; functions that bring helpers, called side by side."""
    with Workflow(name=fresh("nested"), entrypoint="main") as w:
        with Steps(
            name="pair",
            inputs=Parameter(name="x"),
            outputs=Parameter(
                name="both",
                value_from=models.ValueFrom(parameter="{{steps.both.outputs.parameters.seen}}"),
            ),
        ) as pair:
            with parallel():
                left = measure(name="left", arguments={"x": pair.get_parameter("x"), "y": 0})
                right = measure(name="right", arguments={"x": 3, "y": 4})
            both = collect(name="both", arguments={"values": f"[{left.result}, {right.result}]"})
            say(name="told", arguments={"text": both.get_parameter("seen")})
        with DAG(
            name="inner",
            inputs=Parameter(name="x"),
            outputs=Parameter(
                name="both",
                value_from=models.ValueFrom(parameter="{{tasks.pair.outputs.parameters.both}}"),
            ),
        ) as inner:
            pair(name="pair", arguments={"x": inner.get_parameter("x")})
        with DAG(name="main"):
            done = inner(name="inner", arguments={"x": 2})
            collect(name="end", arguments={"values": done.get_parameter("both")})
    return w


def kept() -> WorkflowTemplate:
    """A template, from which workflows are made."""
    with WorkflowTemplate(
        name=fresh("kept"), entrypoint="note", arguments={"text": TEXTS["control"]}
    ) as w:
        note()
    return w


BATCH = {each.__name__: each for each in (values, results, fan_out, files, conditions, nested)}
