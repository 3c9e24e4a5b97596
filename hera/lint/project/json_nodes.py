"""JSON text as PyYAML's nodes, which are made as they are asked for.

YAML's parser cannot do it: it refuses halves of surrogate pairs and long keys, which JSON has, and
needs gigabytes for what is large.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_SPACE = re.compile(r"[ \t\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_TAG = "tag:yaml.org,2002:"
# Tells where a value ends, at the speed of C; what it holds is thrown away on the way.
_SKIP = json.JSONDecoder(
    object_pairs_hook=lambda pairs: None, parse_int=len, parse_float=len, strict=False
).raw_decode
_STRING = json.JSONDecoder(strict=False).raw_decode


def json_nodes(text: str) -> Iterator[Node]:
    """Give the documents of a JSON text; the items of a list that stands alone are documents.

    Args:
        text: JSON objects or lists one after the other, known to be right.
    """
    source = _Text(text)
    roots: list[Node] = []
    index = source.skip(0)
    while index < len(text):
        node, index = source.node(index)
        roots.append(node)
        index = source.skip(index)
    if len(roots) == 1 and isinstance(roots[0], SequenceNode):
        yield from roots[0].value
    else:
        yield from roots


def key_given_twice(text: str) -> tuple[int, ScalarNode] | None:
    """Return the first key that its object has already, with its document's number.

    Args:
        text: As for `json_nodes`.
    """
    source = _Text(text)
    index = source.skip(0)
    try:
        while index < len(text):
            _, index = _SKIP_UNEQUAL(text, index)
            index = source.skip(index)
    except _EqualKeysError:
        return _equal_key(text)
    return None


def _equal_key(text: str) -> tuple[int, ScalarNode] | None:
    for number, root in enumerate(json_nodes(text)):
        nodes = [root]
        while nodes:
            node = nodes.pop()
            if isinstance(node, SequenceNode):
                nodes += reversed(node.value)
            elif isinstance(node, MappingNode):
                seen = set[str]()
                for key, _ in node.value:
                    if key.value in seen:
                        return number, key
                    seen.add(key.value)
                nodes += [value for _, value in reversed(node.value)]
    return None


class _EqualKeysError(ValueError):
    """An object has a key twice."""


def _unequal(pairs: list[tuple[str, object]]) -> None:
    if len({key for key, _ in pairs}) < len(pairs):
        raise _EqualKeysError


_SKIP_UNEQUAL = json.JSONDecoder(
    object_pairs_hook=_unequal, parse_int=len, parse_float=len, strict=False
).raw_decode


class _Text:
    """A JSON text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def skip(self, index: int) -> int:
        """Return where the next character that is no blank stands."""
        match = _SPACE.match(self.text, index)
        return index if match is None else match.end()

    def mark(self, index: int) -> Mark:
        """Return the mark of a character; it counts from 0, as PyYAML's do."""
        line = bisect_right(self._starts, index) - 1
        return Mark("<json>", index, line, index - self._starts[line], None, 0)

    def node(self, start: int) -> tuple[Node, int]:
        """Return the node that begins at a character, and where it ends."""
        _, end = _SKIP(self.text, start)
        first = self.text[start]
        if first == "{":
            return _Mapping(self, start, end), end
        if first == "[":
            return _Sequence(self, start, end), end
        return _Scalar(self, start, end), end

    def after(self, index: int) -> int:
        """Return where the next member or item, or the closing bracket stands behind one."""
        index = self.skip(index)
        return self.skip(index + 1) if self.text[index] == "," else index


class _Placed:
    """Where a node stands."""

    start_mark: Mark
    end_mark: Mark

    def __init__(self, source: _Text, start: int, end: int) -> None:
        # `value` is set by PyYAML's own constructors, and is a property here.
        self._source = source
        self._start = start
        self._end = end

    def __getattr__(self, name: str) -> Any:
        # Of most nodes nobody asks for the marks.
        if name not in ("start_mark", "end_mark"):
            raise AttributeError(name)
        mark = self._source.mark(self._start if name == "start_mark" else self._end)
        setattr(self, name, mark)
        return mark


class _Scalar(_Placed, ScalarNode):
    """A text, number or word."""

    def __init__(self, source: _Text, start: int, end: int) -> None:
        super().__init__(source, start, end)
        first = source.text[start]
        self.style = '"' if first == '"' else None
        kinds = {'"': "str", "n": "null", "t": "bool", "f": "bool"}
        self.tag = f"{_TAG}{kinds.get(first, 'float')}"

    @cached_property
    def value(self) -> str:
        raw = self._source.text[self._start : self._end]
        text: str = _STRING(raw, 0)[0] if self.style else raw
        return text


class _Mapping(_Placed, MappingNode):
    """An object whose members are read once they are asked for."""

    tag = f"{_TAG}map"
    flow_style = True

    @cached_property
    def value(self) -> list[tuple[Node, Node]]:
        source, found = self._source, list[tuple[Node, Node]]()
        index = source.skip(self._start + 1)
        while source.text[index] != "}":
            key, index = source.node(index)
            node, index = source.node(source.skip(source.skip(index) + 1))
            found.append((key, node))
            index = source.after(index)
        return found


class _Sequence(_Placed, SequenceNode):
    """A list whose items are read once they are asked for."""

    tag = f"{_TAG}seq"
    flow_style = True

    @cached_property
    def value(self) -> list[Node]:
        source, found = self._source, list[Node]()
        index = source.skip(self._start + 1)
        while source.text[index] != "]":
            node, index = source.node(index)
            found.append(node)
            index = source.after(index)
        return found
