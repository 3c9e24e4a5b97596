"""Expressions in a manifest: where they stand, and what they are made of."""

from __future__ import annotations

from functools import lru_cache

from .expressions.parser import TooDeep, parse
from .expressions.tokens import NotReadable
from .expressions.tree import variables
from .tagged import texts
from .tags import CLOSE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .expressions.tree import Node, Variable
    from .finding import Path
    from .known import Names

_BEGIN = "{{="
# So much of what follows a tag tells whether it ended too early.
_SHOWN = 20


class Expression:
    """An expression in its place.

    Attributes:
        path: Its place.
        source: The expression.
        names: The names that are known there.
        tree: What it is made of, None if nobody can read it.
        trouble: Where it cannot be read, and why; None if it can.
        after: What follows its tag in the same text; empty for one that is no tag.
        condition: Whether it must be true or false.
        spare: What happens if it cannot be read, where that need not be noticed; else empty.
    """

    __slots__ = (
        "_variables",
        "after",
        "condition",
        "names",
        "path",
        "source",
        "spare",
        "tree",
        "trouble",
    )

    def __init__(
        self,
        path: Path,
        source: str,
        names: Names,
        *,
        after: str = "",
        condition: bool = False,
        spare: str = "",
    ) -> None:
        self.path: Path = path
        self.source: str = source
        self.names: Names = names
        self.after: str = after
        self.condition: bool = condition
        self.spare: str = spare
        self.tree: Node | None
        self.trouble: tuple[int, str] | None
        self.tree, self.trouble = read(source)
        self._variables: list[Variable] | None = None

    @property
    def variables(self) -> list[Variable]:
        """The variables that it uses."""
        if self._variables is None:
            self._variables = variables(self.tree) if self.tree else []
        return self._variables


class OpenExpression:
    """A text in which an expression's tag begins and does not end."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path: Path = path


# A loop's or a template's expression is read for each task; most workflows have a few.
@lru_cache(maxsize=256)
def read(source: str) -> tuple[Node | None, tuple[int, str] | None]:
    """Return what an expression is made of, or where it cannot be read and why.

    Both are None where it is nested too deep to tell.
    """
    try:
        return parse(source), None
    except NotReadable as trouble:
        return None, (trouble.at, trouble.why)
    except TooDeep:
        return None, None


def tagged(part: Any, path: Path, names: Names) -> Iterator[Expression | OpenExpression]:
    """Yield the expressions in the tags of a part of a manifest."""
    for place, text in texts(part, path):
        start = text.find(_BEGIN)
        while start >= 0:
            end = text.find(CLOSE, start)
            if end < 0:
                yield OpenExpression(place)
                break
            source, behind = text[start + len(_BEGIN) : end], end + len(CLOSE)
            after = text[behind : behind + _SHOWN] or " "
            yield Expression(place, source, names, after=after)
            start = text.find(_BEGIN, end)


def field(
    value: Any, path: Path, names: Names, *, condition: bool = False, spare: str = ""
) -> Expression | None:
    """Return the expression that is a field's whole value, None where nothing can be said of it.

    Before such a field is evaluated, the plain tags in it are replaced, by what nobody knows.
    """
    if not value or not isinstance(value, str) or "{{" in value:
        return None
    return Expression(path, value, names, condition=condition, spare=spare)
