"""Functions that pods call; both libraries' runners import this file."""

import os
import sys
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel

from hera.workflows import Artifact, ArtifactLoader, Input, Output, Parameter

BASE = os.environ.get("RUNNER_TEST_BASE", ".")


class Color(Enum):
    """An enum."""

    RED = "red"
    ONE = 1


class Point(BaseModel):
    """A model."""

    x: int
    y: int = 0


@dataclass
class Pair:
    """A dataclass."""

    left: int
    right: str = "r"


def text(a: str) -> None:
    print(repr(a))


def whole(a: int) -> None:
    print(repr(a))


def number(a: float) -> None:
    print(repr(a))


def truth(a: bool) -> None:
    print(repr(a))


def anything(a) -> None:  # type: ignore[no-untyped-def]  # what the test is about
    print(repr(a))


def optional_whole(a: int | None = 7) -> None:
    print(repr(a))


def optional_text(a: str | None = None) -> None:
    print(repr(a))


def text_or_whole(a: int | str) -> None:
    print(repr(a))


def literal(a: Literal["auto", 3]) -> None:
    print(repr(a))


def color(a: Color) -> None:
    print(repr(a))


def point(a: Point) -> None:
    print(repr(a))


def pair(a: Pair) -> None:
    print(repr(a))


def day(a: date) -> None:
    print(repr(a))


def wholes(a: list[int]) -> None:
    print(repr(a))


def by_name(a: dict[str, int]) -> None:
    print(repr(a))


def named(a: Annotated[int, Parameter(name="count")], *, b: str = "x") -> None:
    print(repr(a), repr(b))


def loaded(a: Annotated[int, Parameter(loads=len)]) -> None:
    print(repr(a))


def text_artifact(
    a: Annotated[str, Artifact(path=f"{BASE}/in/text", loader=ArtifactLoader.file)],
) -> None:
    print(repr(a))


def json_artifact(
    a: Annotated[Point, Artifact(path=f"{BASE}/in/json", loader=ArtifactLoader.json)],
) -> None:
    print(repr(a))


def path_artifact(a: Annotated[Path, Artifact(path=f"{BASE}/in/text")]) -> None:
    print(repr(a), a.read_text(encoding="utf-8"))


def loads_artifact(a: Annotated[str, Artifact(path=f"{BASE}/in/text", loads=str.upper)]) -> None:
    print(repr(a))


def loadb_artifact(
    a: Annotated[bytes, Artifact(path=f"{BASE}/in/text", loadb=bytes.upper)],
) -> None:
    print(repr(a))


def absent_artifact(
    a: Annotated[
        str | None, Artifact(path=f"{BASE}/in/none", optional=True, loader=ArtifactLoader.file)
    ] = None,
) -> None:
    print(repr(a))


def prints_text() -> str:
    return "é"


def prints_json() -> dict[str, Any]:
    return {"é": [1, None, True], "p": Point(x=1)}


def prints_nothing() -> None:
    return None


def one_parameter() -> Annotated[dict[str, int], Parameter(name="out")]:
    print("printed")
    return {"a": 1}


def two_outputs() -> (
    tuple[Annotated[int, Parameter(name="out")], Annotated[str, Artifact(name="file")]]
):
    return 3, "content"


def dumped() -> (
    tuple[
        Annotated[str, Parameter(name="out", dumps=lambda s: s + "!")],
        Annotated[str, Artifact(name="file", dumpb=lambda s: b"\xff" + s.encode())],
    ]
):
    return "a", "b"


def custom_path() -> Annotated[Point, Artifact(name="file", path=f"{BASE}/deep/file")]:
    return Point(x=1)


def wrong_type() -> Annotated[int, Parameter(name="out")]:
    return "text"  # type: ignore[return-value]  # what the test is about


def too_few() -> tuple[Annotated[int, Parameter(name="a")], Annotated[int, Parameter(name="b")]]:
    return (1,)  # type: ignore[return-value]  # what the test is about


def output_arguments(
    a: int,
    out: Annotated[Path, Parameter(name="out", output=True)],
    file: Annotated[Path, Artifact(name="the-file", output=True)],
) -> None:
    out.write_text(str(a), encoding="utf-8")
    file.write_text("content", encoding="utf-8")


class Order(Input):
    """Inputs."""

    count: int
    name: Annotated[str, Parameter(name="the-name")] = "n"
    options: dict[str, int] | None = None
    point: Annotated[Point, Artifact(path=f"{BASE}/in/json", loader=ArtifactLoader.json)]


class Receipt(Output):
    """Outputs."""

    total: int
    label: Annotated[str, Parameter(name="the-label")] = "l"
    paper: Annotated[str, Artifact(name="paper")] = "p"


def ordered(order: Order) -> Receipt:
    print(repr(order))
    return Receipt(total=order.count * 2, exit_code=3, result={"a": 1})


def quiet_receipt() -> Receipt:
    return Receipt(total=1)


def bare_output() -> Output:
    return Output(exit_code=4, result="text")


def exits() -> None:
    sys.exit(5)


def raises() -> None:
    print("before")
    raise ValueError("boom")
