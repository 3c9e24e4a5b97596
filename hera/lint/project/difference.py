"""Two texts of which one was made of the other by small edits, compared as `diff -u` does.

Python's own comparison looks for the longest stretches that are the same, which takes the square of
the number of lines. Edits leave the lines around them as they are, so that it is enough to look for
where the texts go on alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_AROUND = 3
# So many lines that are the same show that the texts go on alike, where no more than so many differ.
_ALIKE = 3
_LONGEST = 400


class _Hunk(NamedTuple):
    """Lines of the old text, and those that are there instead."""

    start: int
    end: int
    new_start: int
    new_end: int


def unified(old: str, new: str, name: str) -> Iterator[str]:
    """Yield the lines of the difference; nothing where there is none.

    Args:
        old: The text as it was.
        new: The text as it is.
        name: What the file is called.
    """
    before, after = _LINE.findall(old), _LINE.findall(new)
    groups = list(_groups(list(_hunks(before, after))))
    if groups:
        yield f"--- {name}\n"
        yield f"+++ {name}\n"
    for group in groups:
        yield from map(_ended, _shown(group, before, after))


def _hunks(before: list[str], after: list[str]) -> Iterator[_Hunk]:
    at, new_at = 0, 0
    while at < len(before) or new_at < len(after):
        if before[at : at + 1] == after[new_at : new_at + 1]:
            at, new_at = at + 1, new_at + 1
            continue
        end, new_end = _alike_again(before, after, at, new_at)
        yield _Hunk(at, end, new_at, new_end)
        at, new_at = end, new_end


def _alike_again(before: list[str], after: list[str], at: int, new_at: int) -> tuple[int, int]:
    """Return where two texts go on alike from where they differ, their ends if that is far away."""
    for far in range(1, _LONGEST):
        for ahead in range(far + 1):
            end, new_end = at + far - ahead, new_at + ahead
            if end > len(before) or new_end > len(after):
                continue
            if before[end : end + _ALIKE] == after[new_end : new_end + _ALIKE]:
                return end, new_end
    return len(before), len(after)


def _groups(hunks: list[_Hunk]) -> Iterator[list[_Hunk]]:
    """Yield hunks together that have lines around them in common."""
    group: list[_Hunk] = []
    for hunk in hunks:
        if group and hunk.start - group[-1].end > 2 * _AROUND:
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _shown(group: list[_Hunk], before: list[str], after: list[str]) -> Iterator[str]:
    first, last = group[0], group[-1]
    ahead = min(_AROUND, first.start)
    behind = min(_AROUND, len(before) - last.end)
    start, end = first.start - ahead, last.end + behind
    old = _range(start, end)
    yield f"@@ -{old} +{_range(first.new_start - ahead, last.new_end + behind)} @@\n"
    at = start
    for hunk in group:
        yield from (f" {line}" for line in before[at : hunk.start])
        yield from (f"-{line}" for line in before[hunk.start : hunk.end])
        yield from (f"+{line}" for line in after[hunk.new_start : hunk.new_end])
        at = hunk.end
    yield from (f" {line}" for line in before[at:end])


def _range(start: int, end: int) -> str:
    """Return which lines are meant, as `diff` writes it: without any, the one before them."""
    if end - start == 1:
        return str(end)
    return f"{start + 1 if end > start else start},{end - start}"


def _ended(line: str) -> str:
    return line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
