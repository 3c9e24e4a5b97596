"""Functions that Hera's runner refuses, or calls with other values than were meant."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from hera.workflows import Artifact, Input, Output, Parameter

if TYPE_CHECKING:
    from nowhere import Unknown  # type: ignore[import-not-found]  # as it may be for users


async def later(a: int) -> int:
    return a + 1


def by_position(a: int, b: str = "x", /, *, c: bool = True) -> str:
    return f"{a!r} {b!r} {c!r}"


def unknown_type(a: Unknown, b: Annotated[Unknown, Parameter(name="named", loads=len)]) -> str:
    return f"{a!r} {b!r}"


def optional_text(a: str | None = None) -> str:
    return repr(a)


def zero() -> int:
    return 0


def both(a: Annotated[Path, Artifact(name="a", path="entrypoints.py")]) -> str:
    return a.name


class Given(Input):
    """Inputs."""

    a: int = 4
    b: str | None = None


def given(*, model: Given) -> str:
    return repr(model)


def given_by_default(model: Given = Given(a=8)) -> str:  # noqa: B008
    return repr(model)


class Promised(Output):
    """Outputs."""

    a: int


def breaks_promise() -> Promised:
    return {"a": 1}  # type: ignore[return-value]  # what the test is about


def own_path() -> Annotated[str, Parameter(name="x", value_from={"path": "own/path"})]:
    return "text"


def copies_file() -> Annotated[Path, Artifact(name="copy")]:
    return Path(__file__).with_name("recorded.json")


def binary() -> Annotated[bytes, Artifact(name="raw")]:
    return b"\xff\x00"


class Tools:
    """Functions of a class."""

    @staticmethod
    def static(a: int) -> int:
        return a * 2

    @staticmethod
    def shared() -> str:
        return "Tools"

    class Deeper:
        """A class in a class."""

        @staticmethod
        def deep() -> str:
            return "deep"


class OtherTools:
    """A class with a function of the same name."""

    @staticmethod
    def shared() -> str:
        return "OtherTools"


def _doubled(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs) * 2

    return wrapper


@_doubled
def decorated(a: int) -> int:
    return a


NUMBER = 5
