"""The edits of findings, carried out in the text: comments, quotes and layout stay.

A file is never made worse: what was edited is read again and has to mean exactly what it meant
before, with the edits. A fix for which that does not hold is left out.
"""

from __future__ import annotations

import copy
import json
from bisect import bisect, insort
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..finding import Edit, Path
from .changes import Change, Writer
from .model import Located
from .positions import Positions
from .reading import Broken, Reading, read_text, without_mark

# How often a text is read again to find the fixes that do harm; that there are any is rare.
_READINGS = 64


class _Fix(NamedTuple):
    """The edits of one finding, with the changes of the text that carry them out."""

    found: Located
    changes: list[Change]


def fixed(text: str, findings: Sequence[Located]) -> tuple[str, list[Located]]:
    """Carry out the edits of findings in a YAML or JSON text.

    Of fixes that touch the same characters only the first is made: judge the new text, and call
    this again with what is still found, until nothing is mended any more.

    Args:
        text: The text, as it was read.
        findings: What was found in it.

    Returns:
        The new text, and the findings that are mended in it.
    """
    offered = [found for found in findings if found.finding.fix]
    if not offered:
        return text, []
    plain = without_mark(text)
    reading = read_text(plain)
    chosen = _chosen(Writer(Positions(plain, reading)), offered)
    sound = _Check(plain, reading).sound(chosen)
    mark = text[: len(text) - len(plain)]
    return mark + _with(plain, sound), [fix.found for fix in sound]


def _chosen(writer: Writer, offered: Sequence[Located]) -> list[_Fix]:
    """Return the fixes that can be written, of those that meet only the first."""
    chosen: list[_Fix] = []
    taken: list[Change] = []
    for found in offered:
        changes = _changes(writer, found)
        if changes and not any(_meets(change, taken) for change in changes):
            chosen.append(_Fix(found, changes))
            for change in changes:
                insort(taken, change)
    return chosen


def _meets(change: Change, taken: list[Change]) -> bool:
    """Tell whether a change cannot be made beside others, which are sorted."""
    # One that puts something in may stand between it and the one that it meets.
    at = bisect(taken, change)
    return any(change.meets(other) for other in taken[max(at - 2, 0) : at + 2])


def _changes(writer: Writer, found: Located) -> list[Change]:
    """Return the changes for all edits of a finding, none if one cannot be made."""
    changes: list[Change] = []
    for verb, path, value in _edits_by_old_names(found):
        change = writer.change(verb, found.document, path, value)
        if change is None or any(change.meets(other) for other in changes):
            return []
        changes.append(change)
    return changes


def _edits_by_old_names(found: Located) -> list[Edit]:
    """Return a finding's edits with paths that hold in the text as it is: as if none were made."""
    renamed: dict[Path, Path] = {}
    edits: list[Edit] = []
    for verb, path, value in found.finding.fix:
        whole: Path = (*found.inside, *path)
        for new, old in renamed.items():
            if whole[: len(new)] == new:
                whole = old + whole[len(new) :]
        edits.append((verb, whole, value))
        if verb == "rename":
            new_name: Path = (*found.inside, *path[:-1], str(value))
            renamed[new_name] = whole
    return edits


class _Check:
    """Finds out which fixes leave a text as it is to be."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._text = text
        self._before = _meaning(text, reading)
        self._left = _READINGS

    def sound(self, fixes: list[_Fix]) -> list[_Fix]:
        """Return the fixes after which the text means what it is to mean."""
        if not fixes or self._holds(fixes):
            return fixes
        if len(fixes) == 1:
            return []
        half = len(fixes) // 2
        first, second = self.sound(fixes[:half]), self.sound(fixes[half:])
        if not first or not second:
            return first or second
        return first + second if self._holds(first + second) else first

    def _holds(self, fixes: list[_Fix]) -> bool:
        self._left -= 1
        if self._left < 0:
            return False
        text = _with(self._text, fixes)
        return _same(_meaning(text, read_text(text)), _edited(self._before, fixes))


def _with(text: str, fixes: Sequence[_Fix]) -> str:
    changes = sorted(change for fix in fixes for change in fix.changes)
    parts: list[str] = []
    at = 0
    for change in changes:
        parts += [text[at : change.start], change.new]
        at = change.end
    return "".join([*parts, text[at:]])


def _meaning(text: str, reading: Reading) -> list[Any]:
    """Return the documents of a text; those that cannot be read mean what they are."""
    return [
        text[document.start : document.end] if isinstance(document, Broken) else document
        for document in reading.documents
    ]


def _same(one: object, other: object) -> bool:
    # Not by ==, for which 1, 1.0 and True are the same.
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _edited(documents: list[Any], fixes: Sequence[_Fix]) -> list[Any] | None:
    """Return documents as the edits of fixes want them, None if they have no place for one."""
    edited = copy.deepcopy(documents)
    try:
        for fix in fixes:
            inside = fix.found.inside
            for verb, path, value in fix.found.finding.fix:
                _edit(edited[fix.found.document], verb, (*inside, *path), value)
    except (LookupError, TypeError):
        return None
    return edited


def _edit(document: Any, verb: str, path: Path, value: object) -> None:
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    last: Any = path[-1]
    if verb == "rename":
        if value in holder:
            raise LookupError(f"{value!r} is there already")
        holder[value] = holder.pop(last)
    elif verb == "wrap":
        holder[last] = [holder[last]]
    elif not isinstance(holder, dict) and last == len(holder):
        holder.append(value)
    else:
        holder[last] = value
