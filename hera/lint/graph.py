"""Who waits for whom among the tasks of a DAG: order, cycles and ancestors."""

from __future__ import annotations

import re

from .shape import listed, string
from .tags import OPEN, has_expression, has_placeholder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .shape import Object

    Fill = Callable[[object], str]

_TERM = re.compile(r"([a-zA-Z0-9][-a-zA-Z0-9]*?)\.([A-Z][a-zA-Z]+)|([a-zA-Z0-9][-a-zA-Z0-9]*)")
_ONE = re.compile(r"[a-zA-Z0-9][-a-zA-Z0-9]*")
_OF_ITEMS = ("AnySucceeded", "AllFailed")

# Ancestors are asked for in batches of so many targets: a batch's marks fit into a short integer,
# so that memory stays small however many targets there are.
_BATCH = 2048


def terms(depends: str) -> list[tuple[str, str]]:
    """Return the tasks that a `depends` names, each with the result asked for or an empty text."""
    return [(task or bare, result) for task, result, bare in _TERM.findall(depends)]


def dependencies(task: Object, fill: Fill) -> list[str]:
    """Return the names of the tasks that a task waits for.

    What becomes known at run time only stands for itself, as a name that no task has; an expression
    may stand for any.

    Args:
        task: The task.
        fill: Returns a text with its tags replaced.
    """
    depends = task.get("depends")
    if depends and isinstance(depends, str):
        if _ONE.fullmatch(depends):
            return [depends]
        filled = _filled(depends, fill) if OPEN in depends else depends
        if filled == depends and OPEN in depends:
            return [depends] if not has_expression(depends) else []
        return list(dict.fromkeys(name for name, _ in terms(filled)))
    given = [string(name) for name in listed(task.get("dependencies"))]
    filled_names = [_filled(name, fill) if OPEN in name else name for name in given]
    return [name for name in filled_names if not has_expression(name)]


def _filled(text: str, fill: Fill) -> str:
    """Return text with its tags replaced, as it is where a value is not known."""
    filled = fill(text)
    unknown = has_expression(text) or has_placeholder(filled) or OPEN in filled
    return text if unknown else filled


def of_items(depends: str) -> set[str]:
    """Return the tasks of which a `depends` asks something that only loops have."""
    return {name for name, result in terms(depends) if result in _OF_ITEMS}


def order(waits: Mapping[str, Sequence[str]]) -> tuple[list[str], bool]:
    """Return the names so that each comes after those it waits for, and whether that is impossible.

    Names in a cycle, and those that wait for one, come last in their given order.
    """
    missing: dict[str, int] = {}
    next_to: dict[str, list[str]] = {}
    ready: list[str] = []
    for name, others in waits.items():
        known = [other for other in others if other in waits]
        missing[name] = len(known)
        if not known:
            ready.append(name)
        for other in known:
            next_to.setdefault(other, []).append(name)
    for name in ready:
        for after in next_to.get(name, ()):
            missing[after] -= 1
            if not missing[after]:
                ready.append(after)
    done = set(ready)
    rest = [name for name in waits if name not in done]
    return ready + rest, bool(rest)


def find_cycle(waits: Mapping[str, Sequence[str]]) -> list[str]:
    """Return a cycle as ``[a, b, a]``, nothing if there is none."""
    done: set[str] = set()
    for start in waits:
        if start in done:
            continue
        way = [start]
        on_way = {start: 0}
        open_: list[Iterable[str]] = [iter(waits[start])]
        while way:
            following = next(iter(open_[-1]), None)
            if following is None:
                open_.pop()
                last = way.pop()
                del on_way[last]
                done.add(last)
            elif following in on_way:
                return [*way[on_way[following] :], following]
            elif following in waits and following not in done:
                on_way[following] = len(way)
                way.append(following)
                open_.append(iter(waits[following]))
    return []


def not_ancestors(
    asked: Mapping[str, Iterable[str]], ordered: Sequence[str], waits: Mapping[str, Sequence[str]]
) -> set[tuple[str, str]]:
    """Return those of the pairs (task, other) where the task does not wait for the other at all.

    Args:
        asked: The others that are asked for, by task.
        ordered: All tasks, each after those it waits for.
        waits: The tasks that each waits for directly.
    """
    found: set[tuple[str, str]] = set()
    far: dict[str, set[str]] = {}
    for name, others in asked.items():
        direct = set(waits[name])
        for other in others:
            if other not in direct:
                far.setdefault(other, set()).add(name)
    targets = list(far)
    for start in range(0, len(targets), _BATCH):
        batch = targets[start : start + _BATCH]
        marks = _marks(batch, ordered, waits)
        for bit, other in enumerate(batch):
            found |= {(name, other) for name in far[other] if not marks[name] >> bit & 1}
    return found


def _marks(
    targets: Sequence[str], ordered: Sequence[str], waits: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    # A task's mark has a bit for each target among its ancestors.
    own = {name: 1 << bit for bit, name in enumerate(targets)}
    marks: dict[str, int] = {}
    for name in ordered:
        mark = 0
        for other in waits[name]:
            mark |= marks.get(other, 0) | own.get(other, 0)
        marks[name] = mark
    return marks
