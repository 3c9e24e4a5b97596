"""Which tasks wait for which, as statements with ``>>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lift import Call

Edges = dict[str, list[str]]
Statement = list[tuple[str, ...]]
_LONGEST = 8
_PLAIN = re.compile(r"[\w-]+(?: && [\w-]+)*")


def without_edges(nodes: Sequence[Call]) -> Edges:
    """Return the tasks whose dependencies ``>>`` can say, with the names that they wait for."""
    known = {node.given["name"] for node in nodes}
    found: Edges = {}
    for node in nodes:
        before = _before(node)
        if before and known.issuperset(before) and len(set(before)) == len(before):
            found[node.given["name"]] = before
    return found


def _before(node: Call) -> list[str]:
    if node.cls.__name__ == "ContainerNode":
        names: list[str] = node.given.get("dependencies") or []
        return list(names) if names == sorted(names) else list[str]()
    depends = node.given.get("depends")
    if "dependencies" in node.given or not isinstance(depends, str):
        return []
    return depends.split(" && ") if _PLAIN.fullmatch(depends) else []


def arrows(edges: Edges) -> Iterator[Statement]:
    """Yield statements that say the edges: groups of names with ``>>`` between them.

    Tasks that wait for the same one stand in one list, and what waits for just such a list
    follows it in the same statement.
    """
    waiting: dict[tuple[str, ...], Statement] = {}
    for name, before in edges.items():
        after = waiting.setdefault((*before,), [])
        # Python has no list >> list.
        if after and len(before) == 1:
            after[0] = (*after[0], name)
        else:
            after.append((name,))
    for first, after in waiting.items():
        while after:
            statement = [first, after.pop(0)]
            while len(statement) < _LONGEST and (following := waiting.get(statement[-1])):
                statement.append(following.pop(0))
            yield statement
