"""Dependencies that follow from the outputs which a task takes.

They are written into the manifest and never stored on a task, so that building changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .flat import is_list, is_mapping

_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# {{tasks.NAME.outputs.…}}, also inside expression tags: tasks.NAME.outputs and tasks['NAME'].outputs
_OUTPUT = re.compile(r"""(?<![\w.-])tasks(?:\.([\w-]+)|\[['"]([\w-]+)['"]\])\.?\[?['"]?outputs\b""")
_WORD = re.compile(r"[\w-]+(?:\.[A-Za-z]+)?")


def add_dependencies(tasks: Sequence[dict[str, Any]], made: Sequence[Any]) -> None:
    """Make each task depend on those whose outputs it takes, unless it waits for them already.

    A task whose ``depends`` the user wrote is left as it is.

    Args:
        tasks: the tasks of one DAG in the manifest's form; changed in place.
        made: the objects they come from.
    """
    graph: _Graph | None = None
    # Argo takes one of the two in a DAG, not both.
    listed = any("dependencies" in task for task in tasks)
    key = "dependencies" if listed and not any("depends" in task for task in tasks) else "depends"
    for index, (task, origin) in enumerate(zip(tasks, made, strict=True)):
        producers = list(dict.fromkeys(_producers(task)))
        if not producers or not _ours(task, origin):
            continue
        graph = graph or _Graph(tasks)
        for name in producers:
            position = graph.position.get(name)
            if position is not None and position != index and not graph.waits(index, position):
                _add(task, name, key)
                graph.add(index, position)


def _ours(task: dict[str, Any], origin: Any) -> bool:
    """Tell whether what the task depends on was not written by the user as text."""
    depends = task.get("depends")
    return depends is None or getattr(origin, "_composed", None) == depends


def _add(task: dict[str, Any], name: str, key: str) -> None:
    if key == "dependencies" or ("dependencies" in task and "depends" not in task):
        task["dependencies"] = [*task.get("dependencies", ()), name]
        return
    depends = task.get("depends")
    if depends is None:
        text = name
    else:
        text = f"({depends}) && {name}" if "||" in depends else f"{depends} && {name}"
    task["depends"] = text


def _producers(task: dict[str, Any]) -> Iterator[str]:
    """Yield the names of the tasks whose outputs a task's fields refer to."""
    for key in ("arguments", "when", "withParam", "withItems", "withSequence"):
        value = task.get(key)
        if value is not None:
            for text in _texts(value):
                if "tasks" in text and "outputs" in text:
                    for tag in _TAG.findall(text):
                        for plain, quoted in _OUTPUT.findall(tag):
                            yield plain or quoted


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_mapping(value):
        for item in value.values():
            yield from _texts(item)
    elif is_list(value):
        for item in value:
            yield from _texts(item)


class _Graph:
    """Who waits for whom, directly and through others. Ancestors are bits of an integer."""

    def __init__(self, tasks: Sequence[dict[str, Any]]) -> None:
        self.position = {task["name"]: index for index, task in enumerate(tasks)}
        self.direct = [self._positions(_waits_for(task)) for task in tasks]
        self._ancestors: dict[int, int] = {}
        self._above_any = 0

    def _positions(self, names: Iterable[str]) -> set[int]:
        return {self.position[name] for name in names if name in self.position}

    def waits(self, index: int, producer: int) -> bool:
        direct = self.direct[index]
        return producer in direct or bool(direct and self._above(index) >> producer & 1)

    def add(self, index: int, producer: int) -> None:
        self.direct[index].add(producer)
        self._ancestors.pop(index, None)
        if self._above_any >> index & 1:
            # Whoever waits for this task waits for more now.
            self._ancestors.clear()
            self._above_any = 0

    def _above(self, index: int) -> int:
        """Return the ancestors of a task, without recursion, as chains may be long."""
        known = self._ancestors
        stack, open_ = [index], set[int]()
        while stack:
            top = stack[-1]
            missing = [
                p for p in self.direct[top] if p not in known and p not in open_ and p != top
            ]
            if missing and top not in open_:
                open_.add(top)
                stack.extend(missing)
                continue
            stack.pop()
            bits = 0
            for parent in self.direct[top]:
                bits |= known.get(parent, 0) | 1 << parent
            known[top] = bits
            self._above_any |= bits
            open_.discard(top)
        return known[index]


def _waits_for(task: dict[str, Any]) -> Iterator[str]:
    yield from task.get("dependencies") or ()
    for word in _WORD.findall(task.get("depends") or ""):
        yield word.partition(".")[0]
