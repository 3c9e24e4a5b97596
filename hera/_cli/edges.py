"""Which tasks wait for which, as statements with ``>>``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lift import Call

Edges = dict[str, list[str]]
Statement = list[tuple[str, ...]]
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
    pairs: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for name, before in edges.items():
        same = next((i for i, pair in enumerate(pairs) if pair[0] == (*before,)), None)
        if same is not None and len(before) == 1:
            pairs[same] = (pairs[same][0], (*pairs[same][1], name))
        else:
            pairs.append(((*before,), (name,)))
    while pairs:
        first, then = pairs.pop(0)
        statement = [first, then]
        while following := next((pair for pair in pairs if pair[0] == statement[-1]), None):
            # Python has no list >> list.
            if len(following[0]) > 1 and len(following[1]) > 1:
                break
            pairs.remove(following)
            statement.append(following[1])
        yield statement
