"""Reading plain data that may have any shape: a manifest is linted even where it is malformed.

That a value has the wrong type is told by the schema's rule; here it counts as absent.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeAlias

    from .finding import Path

    Object: TypeAlias = Mapping[str, Any]

EMPTY: Object = {}
# Up to it, floats hold every integer.
_EXACT = 2**53


class Fixed(tuple["str | int", ...]):
    """A path that stands for all places in another document: nothing is under it.

    Attributes:
        origin: The other document, such as ``WorkflowTemplate shared``; empty where that is not
            known.
    """

    origin: str

    def __new__(cls, path: Path, origin: str = "") -> Fixed:
        """Make one of the path that leads there from the linted document."""
        made = super().__new__(cls, path)
        made.origin = origin
        return made


def under(path: Path, *keys: str | int) -> Path:
    """Return the place that keys lead to from another."""
    return path if isinstance(path, Fixed) else path + keys


def is_object(value: Any) -> bool:
    """Tell whether a value is a mapping."""
    return isinstance(value, dict)


def is_list(value: Any) -> bool:
    """Tell whether a value is a list."""
    return isinstance(value, (list, tuple))


def mapping(value: Any) -> Object:
    """Return a mapping, an empty one for anything else."""
    found = value  # what checkers do not take for a dict of unknown items
    return found if isinstance(value, dict) else EMPTY


def listed(value: Any) -> list[Any]:
    """Return a list, an empty one for anything else."""
    return value if is_list(value) else []


def objects(value: Any) -> list[Object]:
    """Return the items of a list as mappings; the place of one that is none stays, empty."""
    # Asked several times for each template, mostly of what is not there.
    items = value  # what checkers do not take for a list of unknown items
    if value is None or not isinstance(value, (list, tuple)):
        return []
    return [item if isinstance(item, dict) else EMPTY for item in items]


def string(value: Any) -> str:
    """Return text, empty for anything else."""
    return value if isinstance(value, str) else ""


def any_string(value: Any) -> str:
    """Return what Argo's AnyString makes of a value: numbers and booleans become text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) <= _EXACT:
        return str(value)
    if isinstance(value, (int, float)):
        return _shown_by_go(value)
    return ""


def _shown_by_go(value: float) -> str:
    """Return a number as Go writes it, to which each is a float: without an exponent."""
    try:
        shown = repr(float(value))
    except OverflowError:
        return str(value)
    # Nothing but such numbers needs it.
    from decimal import Decimal

    return format(Decimal(shown), "f").removesuffix(".0") if "n" not in shown else shown


def places(value: Any, path: Path, needle: str) -> list[Path]:
    """Return the paths of all texts in ``value`` (keys of mappings, too) that contain another."""
    found: list[Path] = []
    waiting: list[tuple[Any, Path]] = [(value, path)]
    while waiting:
        item, here = waiting.pop()
        if isinstance(item, str):
            if needle in item:
                found.append(here)
        elif is_object(item):
            found += [under(here, key) for key in item if isinstance(key, str) and needle in key]
            waiting += [(inner, under(here, key)) for key, inner in item.items()]
        elif is_list(item):
            waiting += [(inner, under(here, index)) for index, inner in enumerate(item)]
    return found[::-1]
