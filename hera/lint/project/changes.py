"""One edit of the data as one change of its text, which keeps comments, quotes and layout.

What cannot be written without touching more than is meant gives no change.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from ..finding import Path
from .positions import Positions
from .written import quoted_like, value_text

_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_SPACES = re.compile(r"\s")
_INDENT = 2
_QUOTE = '"'
# What a scalar without quotes may hold elsewhere, but not between brackets.
_FLOW = re.compile(r"[][{},]")


class Change(NamedTuple):
    """Characters of a text that are replaced; none where something is put in."""

    start: int
    end: int
    new: str

    def meets(self, other: Change) -> bool:
        """Tell whether two changes cannot both be made."""
        if self[:2] == other[:2]:
            return True
        return self.start < other.end and other.start < self.end


class Writer:
    """Writes edits as changes of one text."""

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self._text = positions.text

    def change(self, verb: str, document: int, path: Path, value: object) -> Change | None:
        """Return the change that an edit asks for, None where there is no safe one.

        Args:
            verb: ``rename``, ``wrap`` or ``set``, as `Finding.fix` has them.
            document: The document's number.
            path: The place of the edit in the document.
            value: What the key is renamed or set to.
        """
        place = self._positions.place(document, path)
        if place is None:
            return self._added(document, path, value) if verb == "set" and path else None
        if place.shared:
            return None
        if verb == "rename" and isinstance(place.key, ScalarNode):
            return self._scalar_replaced(place.key, value)
        if verb == "wrap":
            return self._wrapped(place.key, place.value)
        return self._replaced(place.key, place.value, value) if verb == "set" else None

    def _added(self, document: int, path: Path, value: object) -> Change | None:
        holder = self._positions.place(document, path[:-1])
        last = path[-1]
        if holder is None or holder.shared:
            return None
        node = holder.value
        if isinstance(node, SequenceNode) and last == len(node.value):
            return self._appended(holder.key, node, value)
        if not isinstance(node, MappingNode) or not node.value or not isinstance(last, str):
            return None
        if node.flow_style:
            return self._added_in_flow(node, last, value)
        return self._added_in_block(holder.key, node, last, value)

    def _added_in_block(
        self, holder: Node | None, node: MappingNode, key: str, value: object
    ) -> Change:
        """Put a key after the short ones at the beginning: a name, a template."""
        entry = f"{value_text(key)}: {value_text(value)}"
        first: Node = node.value[0][0]
        indent = " " * first.start_mark.column
        short = self._leading_scalars(node)
        if short:
            at = self._line_end(self._end(node.value[short - 1][1]))
            return Change(at, at, self._newline(at) + indent + entry)
        if holder is not None and self._is_first_in_line(first):
            # Before the comments of what came first so far.
            at = self._line_end(holder.end_mark.index)
            return Change(at, at, self._newline(at) + indent + entry)
        at = first.start_mark.index
        return Change(at, at, entry + self._newline(at) + indent)

    def _added_in_flow(self, node: MappingNode, key: str, value: object) -> Change:
        short = self._leading_scalars(node)
        near, its_value = node.value[max(short - 1, 0)]
        quote = near.style or ""
        compact = self._text[near.end_mark.index : its_value.start_mark.index] == ":"
        colon = ":" if compact else ": "
        entry = quoted_like(key, quote) + colon + value_text(value, json_only=quote == _QUOTE)
        following = node.value[short] if short < len(node.value) else node.value[-1]
        gap = self._gap_before(following[0], " " * (not compact))
        if not short:
            at = node.value[0][0].start_mark.index
            return Change(at, at, f"{entry},{gap}")
        at = self._end(its_value)
        return Change(at, at, f",{gap}{entry}")

    def _leading_scalars(self, node: MappingNode) -> int:
        """Count the keys at the beginning of a mapping that have a scalar in their line."""
        for index, (key, value) in enumerate(node.value):
            line = key.start_mark.line
            short = isinstance(value, ScalarNode) and value.style not in ("|", ">")
            if not short or value.start_mark.line != line or self._end(value) <= self._end(key) + 1:
                return index
        return len(node.value)

    def _appended(self, key: Node | None, node: SequenceNode, value: object) -> Change | None:
        start, end = node.start_mark.index, node.end_mark.index
        json_only = isinstance(key, ScalarNode) and key.style == _QUOTE
        if not node.value:
            empty = self._text[start:end] == "[]"
            return Change(start, end, value_text([value], json_only=json_only)) if empty else None
        last: Node = node.value[-1]
        if last.start_mark.index < start:
            return None
        quote = last.style or "" if isinstance(last, ScalarNode) else ""
        written = quoted_like(value, quote)
        at = self._end(last)
        if node.flow_style:
            compact = key is not None and self._text[key.end_mark.index : start] == ":"
            gap = self._gap_before(last, " " * (not compact))
            return Change(at, at, f",{gap}{written}")
        if self._text[start] != "-":
            return None
        at = self._line_end(at)
        indent = " " * node.start_mark.column
        return Change(at, at, f"{self._newline(at)}{indent}- {written}")

    def _replaced(self, key: Node | None, node: Node, value: object) -> Change | None:
        if isinstance(node, ScalarNode):
            if node.start_mark.index == node.end_mark.index:
                at = node.start_mark.index
                return Change(at, at, f" {value_text(value)}")
            within = self._replaced_within(node, value)
            return within or self._scalar_replaced(node, value)
        end = self._end(node)
        at = node.start_mark.index if key is None else self._text.index(":", key.end_mark.index) + 1
        if "#" in self._text[at:end] or self._text[node.start_mark.index] in "&!":
            return None
        json_only = isinstance(key, ScalarNode) and key.style == _QUOTE
        written = value_text(value, json_only=json_only)
        if isinstance(node, CollectionNode) and node.flow_style:
            return Change(node.start_mark.index, end, written)
        return Change(at, end, f" {written}") if key is not None else None

    def _replaced_within(self, node: ScalarNode, value: object) -> Change | None:
        """Replace the words that differ, if they stand in the text as they do in the data."""
        if not isinstance(value, str) or not node.style:
            return None
        old, new = _differing_words(node.value, value)
        start, end = node.start_mark.index, node.end_mark.index
        if not old or self._text.count(old, start, end) != 1:
            return None
        at = self._text.index(old, start, end)
        return Change(at, at + len(old), new)

    def _scalar_replaced(self, node: ScalarNode, value: object) -> Change | None:
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">") or self._text[start] in "&!":
            return None
        if isinstance(value, str):
            return Change(start, end, quoted_like(value, node.style or ""))
        return Change(start, end, value_text(value, json_only=node.style == _QUOTE))

    def _wrapped(self, key: Node | None, node: Node) -> Change | None:
        start, end = node.start_mark.index, node.end_mark.index
        raw = self._text[start:end]
        if isinstance(node, ScalarNode):
            if node.style in ("|", ">") or not raw:
                return None
            if node.style or not _FLOW.search(raw):
                return Change(start, end, f"[{raw}]")
            return Change(start, end, f"[{quoted_like(node.value, _QUOTE)}]")
        if isinstance(node, CollectionNode) and node.flow_style:
            return Change(start, end, f"[{raw}]")
        if not isinstance(node, MappingNode) or key is None:
            return None
        # The dash takes the place of two of the blanks, so that no other line changes.
        first: Node = node.value[0][0]
        at, column = first.start_mark.index - _INDENT, first.start_mark.column
        if column - _INDENT < key.start_mark.column or not self._is_first_in_line(first):
            return None
        return Change(at, at + _INDENT, "- ")

    def _end(self, node: Node) -> int:
        """Return where a node ends, without the blanks and comments that PyYAML counts in."""
        if isinstance(node, CollectionNode) and not node.flow_style and node.value:
            last: Any = node.value[-1]
            return self._end(last if isinstance(node, SequenceNode) else last[1])
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self._text[start:end].rstrip())

    def _is_first_in_line(self, node: Node) -> bool:
        at = node.start_mark.index
        return not self._text[at - node.start_mark.column : at].strip(" ")

    def _gap_before(self, node: Node, otherwise: str) -> str:
        """Return the blanks between a comma and what comes after it."""
        end = node.start_mark.index
        before = self._text[:end].rstrip(" \t\r\n")
        gap = self._text[len(before) : end]
        return gap if before.endswith(",") or "\n" in gap else otherwise

    def _line_end(self, index: int) -> int:
        match = _LINE_END.search(self._text, index)
        return len(self._text) if match is None else match.start()

    def _newline(self, index: int) -> str:
        match = _LINE_END.search(self._text, index)
        if match is None or not match[0]:
            match = _LINE_END.search(self._text)
        return (match[0] if match else "") or "\n"


def _differing_words(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two texts, from one blank to the next."""
    start = _common(old, new)
    rest = _common(old[start:][::-1], new[start:][::-1])
    before = _SPACES.split(old[:start])[-1]
    after = _SPACES.split(old[len(old) - rest :])[0]
    old_middle, new_middle = old[start : len(old) - rest], new[start : len(new) - rest]
    return before + old_middle + after, before + new_middle + after


def _common(one: str, other: str) -> int:
    """Count the characters at the beginning that two texts share."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
