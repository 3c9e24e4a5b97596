"""Draws a DAG for the terminal: boxes, and under each what waits for it.

Lines that go on straight through another line do not touch it; they touch where there is a corner
or a junction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

# The characters by what they join: up 1, down 2, left 4, right 8.
_LINES = " ╵╷│╴┘┐┤╶└┌├─┴┬┼"
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_SPACE = 3
_HEIGHT = 3


def picture(waits: Mapping[str, Iterable[str]]) -> str:
    """Return a picture of tasks, each below those that it waits for.

    Args:
        waits: for each task the names of those that it waits for.

    Raises:
        ValueError: a task waits for one that is not there, or for itself in the end.
    """
    if not waits:
        return ""
    rows, edges = _rows({name: list(dict.fromkeys(before)) for name, before in waits.items()})
    gaps = [_Gap(links) for links in edges]
    widths = {
        name: _width(name, len(above.lines_to(name))) if above else _width(name, 0)
        for row, above in zip(rows, [None, *gaps], strict=True)
        for name in row
    }
    centres = _centres(rows, widths)
    canvas = _Canvas()
    top = 0
    for row, above, below in zip(rows, [None, *gaps], [*gaps, None], strict=True):
        for name in row:
            entries = above.entries(name, centres) if above else []
            leaves = below.leaves(name, centres) if below else []
            if name.startswith(" "):
                _draw_line(canvas, top, entries[0], leaves[0])
            else:
                _draw_box(canvas, name, (top, centres[name], widths[name] // 2), entries, leaves)
        top += _HEIGHT
        if below:
            below.draw(canvas, centres, top)
            top += len(below.groups)
    return canvas.text()


def _rows(waits: dict[str, list[str]]) -> tuple[list[list[str]], list[dict[str, list[str]]]]:
    """Return the rows of names, and between any two rows who leads to whom.

    A line that passes a row has a place there, with a name that begins with a space.
    """
    depth = _depths(waits)
    rows: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    edges: list[dict[str, list[str]]] = [{} for _ in rows[1:]]
    for name, level in sorted(depth.items(), key=lambda item: item[1]):
        rows[level].append(name)
    passing: dict[tuple[str, int], str] = {}
    numbers = count()
    for name, before in waits.items():
        for source in before:
            for level in range(depth[source], depth[name]):
                here = source if level == depth[source] else passing[source, level]
                below = name
                if level + 1 < depth[name]:
                    if (source, level + 1) not in passing:
                        passing[source, level + 1] = f" {next(numbers)}"
                        rows[level + 1].append(passing[source, level + 1])
                    below = passing[source, level + 1]
                targets = edges[level].setdefault(here, [])
                if below not in targets:
                    targets.append(below)
    return rows, edges


def _depths(waits: dict[str, list[str]]) -> dict[str, int]:
    depth: dict[str, int] = {}
    while len(depth) < len(waits):
        ready = {
            name: 1 + max((depth[each] for each in before), default=-1)
            for name, before in waits.items()
            if name not in depth and all(each in depth for each in before)
        }
        if not ready:
            stuck = ", ".join(sorted(set(waits) - set(depth)))
            raise ValueError(f"these tasks wait for each other, or for one that is not: {stuck}")
        depth.update(ready)
    return depth


def _width(name: str, entries: int) -> int:
    """Return the width of a box with room for the lines that enter it, or of a line's place."""
    if name.startswith(" "):
        return 3
    return max((len(name) | 1) + 4, 8 * (entries // 2) + 5)


def _centres(rows: list[list[str]], widths: Mapping[str, int]) -> dict[str, int]:
    """Return the column of each name, a multiple of four so that lines beside it never meet."""
    whole = [sum(widths[name] + _SPACE for name in row) - _SPACE for row in rows]
    centres: dict[str, int] = {}
    for row, width in zip(rows, whole, strict=True):
        left = (max(whole) - width) // 2
        for name in row:
            centres[name] = -(-(left + widths[name] // 2) // 4) * 4
            left = centres[name] + widths[name] // 2 + 1 + _SPACE
    return centres


class _Gap:
    """The lines between two rows. Those that lead to exactly the same boxes are joined."""

    def __init__(self, links: Mapping[str, list[str]]) -> None:
        groups: dict[tuple[str, ...], list[str]] = {}
        for source, targets in links.items():
            groups.setdefault(tuple(sorted(targets)), []).append(source)
        self.groups = list(groups.items())

    def lines_to(self, name: str) -> list[int]:
        """Return the numbers of the groups that lead to a box."""
        return [number for number, (targets, _) in enumerate(self.groups) if name in targets]

    def entries(self, name: str, centres: Mapping[str, int]) -> list[int]:
        """Return the columns where lines enter a box, one for each group."""
        if len(self.groups) == 1:
            return [centres[name]] if self.lines_to(name) else []
        half = len(self.lines_to(name)) // 2
        return [centres[name] - 1 + 4 * (each - half) for each in range(len(self.lines_to(name)))]

    def leaves(self, name: str, centres: Mapping[str, int]) -> list[int]:
        """Return the column where a line leaves a box, if one does."""
        leads = any(name in sources for _, sources in self.groups)
        return [centres[name] + (len(self.groups) > 1)] if leads else []

    def draw(self, canvas: _Canvas, centres: Mapping[str, int], top: int) -> None:
        """Draw each group's lines, on a row of its own."""
        drops: list[tuple[int, list[int], list[int]]] = []
        for number, (targets, sources) in enumerate(self.groups):
            leaves = [column for each in sources for column in self.leaves(each, centres)]
            # A box with lines of several groups has them from left to right in their order.
            entries = [
                self.entries(each, centres)[self.lines_to(each).index(number)] for each in targets
            ]
            canvas.across(top + number, {*leaves, *entries})
            drops.append((top + number, leaves, entries))
        for row, leaves, entries in drops:
            for column in leaves:
                canvas.down(column, top, row)
                canvas.join(row, column, _UP)
            for column in entries:
                canvas.join(row, column, _DOWN)
                canvas.down(column, row + 1, top + len(self.groups))


class _Canvas:
    """Characters by row and column; lines are kept by what they join."""

    def __init__(self) -> None:
        self._joins: dict[tuple[int, int], int] = {}
        self._text: dict[tuple[int, int], str] = {}

    def write(self, row: int, column: int, text: str) -> None:
        self._text.update({(row, column + index): each for index, each in enumerate(text)})

    def join(self, row: int, column: int, joins: int) -> None:
        self._joins[row, column] = self._joins.get((row, column), 0) | joins

    def down(self, column: int, first: int, last: int) -> None:
        """Draw a line through rows; it passes over what is there already."""
        for row in range(first, last):
            self._joins[row, column] = _UP | _DOWN

    def across(self, row: int, columns: Iterable[int]) -> None:
        places = sorted(columns)
        for column in range(places[0], places[-1] + 1):
            left = _LEFT if column > places[0] else 0
            self.join(row, column, left | (_RIGHT if column < places[-1] else 0))

    def text(self) -> str:
        filled = {**{at: _LINES[joins] for at, joins in self._joins.items()}, **self._text}
        lines = [""] * (max((row for row, _ in filled), default=-1) + 1)
        for (row, column), each in sorted(filled.items()):
            lines[row] = lines[row].ljust(column) + each
        return "\n".join(lines)


def _draw_line(canvas: _Canvas, top: int, entry: int, leave: int) -> None:
    """Draw a line that passes a row of boxes."""
    canvas.down(entry, top, top + 1)
    canvas.across(top + 1, {entry, leave})
    canvas.join(top + 1, entry, _UP)
    canvas.join(top + 1, leave, _DOWN)
    canvas.down(leave, top + 2, top + _HEIGHT)


def _draw_box(
    canvas: _Canvas,
    name: str,
    place: tuple[int, int, int],
    entries: Iterable[int],
    leaves: Iterable[int],
) -> None:
    """Draw a box: its place is its top row, its middle column, and half its width."""
    top, centre, half = place
    for row, inner, ports, joint in ((top, _DOWN, entries, _UP), (top + 2, _UP, leaves, _DOWN)):
        canvas.across(row, {centre - half, centre + half})
        for side in (centre - half, centre + half):
            canvas.join(row, side, inner)
            canvas.join(top + 1, side, _UP | _DOWN)
        for port in ports:
            canvas.join(row, port, joint)
    canvas.write(top + 1, centre - len(name) // 2, name)
