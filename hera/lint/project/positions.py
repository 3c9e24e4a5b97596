"""Where in a text what lies at a path of its data stands.

Nothing is parsed before the first question, so that only a file with findings pays for it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from hera_models._runtime.errors import ParseError
from hera_models._runtime.gc_pause import gc_paused
from hera_models._runtime.yaml_scalars import key_text, plain_value, tagged_value

from .json_nodes import json_nodes
from .model import Span
from .reading import LINE_END, Broken, Reading, blanked, read_text, without_mark

# libyaml where PyYAML was built with it. Its marks count characters, as PyYAML's own do.
_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ALIAS = re.compile(r"\*[^\s,\[\]{}]+")
_MERGE = "tag:yaml.org,2002:merge"
_ANY = "tag:yaml.org,2002:str"

Path = Sequence["str | int"]


class Place(NamedTuple):
    """What stands at a path.

    Attributes:
        key: The node of its key; None for an item of a list and for a document.
        value: Its node; that of the anchor where an alias stands.
        shared: Whether an alias or a merge key leads there, so that the text serves other paths
            as well.
    """

    key: Node | None
    value: Node
    shared: bool


class _Loader(_Fastest):  # type: ignore[misc]  # which of two classes it is, is known at run time
    """Composes without finding out what plain scalars mean, which takes longer than the rest."""

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...

    def resolve(self, _kind: object, value: object, implicit: Any) -> str:
        return _MERGE if value == "<<" and implicit[0] else _ANY


class Positions:
    """The places in one YAML or JSON text.

    Args:
        text: The text.
        reading: The text as it was read, if it was.

    Attributes:
        text: The text without a byte order mark. The marks' ``index`` counts its characters.
    """

    def __init__(self, text: str, reading: Reading | None = None) -> None:
        self.text: str = without_mark(text)
        self._reading = reading
        self._roots: list[Node | None] | None = None
        self._starts: list[int] | None = None
        self._keys: dict[int, dict[str, tuple[Node, Node, bool]]] = {}

    def span(self, document: int, path: Path, *, key: bool = False) -> Span | None:
        """Return where a path's value stands.

        A list or mapping that is no flow collection in one line is pointed at by its key, or by
        its first line where it has none.

        Args:
            document: The document's number, from 0, as `hera_models.load_all` counts.
            path: Keys and indices; where it leads nowhere, the nearest place above it counts.
            key: Point at the key instead of the value.

        Returns:
            The place, or None where there is no such document.
        """
        if not path and self._roots is None:
            start = self._root_start(document)
            if start is not None:
                return self._span(start, self._line_end(start))
        found = self._nearest(document, path)
        if found is None:
            return None
        place, whole = found
        if place.key is not None and (key or not whole):
            return self._span(*_ends(place.key))
        start, end = _ends(place.value)
        if place.key is not None and whole and place.shared:
            alias = self._alias_after(place.key)
            if alias is not None:
                return self._span(*alias)
        shown = self._trimmed(start, end)
        if isinstance(place.value, ScalarNode) or self._is_flow_in_line(place.value, shown):
            return self._span(start, shown)
        if place.key is not None:
            return self._span(*_ends(place.key))
        return self._span(start, self._line_end(start))

    def part(self, document: int, path: Path, text: str) -> Span | None:
        """Return where a text stands in a path's value first, as it is written.

        Returns:
            The place, or None where the value is none of text, or is written in another way.
        """
        place = self.place(document, path)
        if place is None or place.shared or not isinstance(place.value, ScalarNode):
            return None
        start, end = _ends(place.value)
        found = self.text.find(text, start, end)
        return None if found < 0 else self._span(found, found + len(text))

    def node(self, document: int, path: Path) -> tuple[Node | None, Node] | None:
        """Return PyYAML's nodes of the key and the value at a path.

        Returns:
            The nodes; no key for an item and for a document; None where the path leads nowhere.
        """
        place = self.place(document, path)
        return None if place is None else (place.key, place.value)

    def place(self, document: int, path: Path) -> Place | None:
        """Return what stands at a path, None where it leads nowhere."""
        found = self._nearest(document, path)
        return found[0] if found is not None and found[1] else None

    def overridden(self, document: int) -> Iterator[tuple[str, Span]]:
        """Yield the keys that a mapping of a document gets twice by a merge key, with their places."""
        root = self._documents()[document]
        waiting: list[Node] = [] if root is None else [root]
        seen: set[int] = set()
        while waiting:
            node = waiting.pop()
            # An anchor's node is there for each alias.
            if id(node) in seen or not isinstance(node, CollectionNode):
                continue
            seen.add(id(node))
            if isinstance(node, MappingNode):
                waiting += [value for _, value in node.value][::-1]
                yield from self._given_twice(node)
            else:
                waiting += node.value[::-1]

    def _given_twice(self, node: MappingNode) -> Iterator[tuple[str, Span]]:
        merges = [pair for pair in node.value if pair[0].tag == _MERGE]
        if not merges:
            return
        given = {_key(key): key for key, _ in node.value if key.tag != _MERGE}
        for merge, value in merges:
            for source in value.value if isinstance(value, SequenceNode) else [value]:
                names = self._members(source) if isinstance(source, MappingNode) else {}
                for name in names:
                    if name in given:
                        yield name, self._span(*_ends(given[name]))
                    given.setdefault(name, merge)

    def _nearest(self, document: int, path: Path) -> tuple[Place, bool] | None:
        """Return the last place on a path that there is, and whether it is the path's own."""
        roots = self._documents()
        root = roots[document] if 0 <= document < len(roots) else None
        if root is None:
            return None
        place = Place(None, root, False)
        for part in path:
            inner = self._inside(place, part)
            if inner is None:
                return place, False
            place = inner
        return place, True

    def _inside(self, place: Place, part: str | int) -> Place | None:
        node = place.value
        if isinstance(node, SequenceNode) and isinstance(part, int):
            items: list[Node] = node.value
            if not 0 <= part < len(items):
                return None
            item = items[part]
            return Place(None, item, place.shared or _before(item, node))
        if isinstance(node, MappingNode):
            found = self._members(node).get(str(part))
            if found is None:
                return None
            key, value, merged = found
            return Place(key, value, place.shared or merged or _before(value, key))
        return None

    def _members(self, node: MappingNode) -> dict[str, tuple[Node, Node, bool]]:
        """Return a mapping's keys and values, with whether they come from a merge key."""
        # A mapping may have thousands of keys and as many findings.
        known = self._keys.get(id(node))
        if known is None:
            known = self._keys[id(node)] = {}
            merged: list[Node] = []
            for key, value in node.value:
                if key.tag == _MERGE:
                    merged += value.value if isinstance(value, SequenceNode) else [value]
                else:
                    known[_key(key)] = (key, value, False)
            for source in merged:
                if isinstance(source, MappingNode):
                    for name, (key, value, _) in self._members(source).items():
                        known.setdefault(name, (key, value, True))
        return known

    def _root_start(self, document: int) -> int | None:
        """Return where a document's block begins, without going through what is in it.

        That a manifest is too large is told of it as a whole, and such a one takes long.
        """
        reading = self._reading
        if reading is None or reading.is_json or reading.broken or document:
            return None
        for event in yaml.parse(self.text, _Loader):
            if isinstance(event, yaml.MappingStartEvent):
                mark = event.start_mark
                return None if event.flow_style or mark is None else int(mark.index)
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                return None
        return None

    def _documents(self) -> list[Node | None]:
        if self._roots is None:
            self._roots = _roots(self.text, self._reading or read_text(self.text))
        return self._roots

    def _is_flow_in_line(self, node: Node, end: int) -> bool:
        is_flow = isinstance(node, CollectionNode) and bool(node.flow_style)
        return is_flow and self._line(end) == self._line(node.start_mark.index)

    def _alias_after(self, key: Node) -> tuple[int, int] | None:
        """Return where the alias that is a key's value stands."""
        match = _ALIAS.match(self.text, self._skip(key.end_mark.index))
        return None if match is None else match.span()

    def _skip(self, index: int) -> int:
        while self.text[index : index + 1] in (" ", ":", "\t"):
            index += 1
        return index

    def _trimmed(self, start: int, end: int) -> int:
        """Return an end before blanks and line ends, which a block's mark includes."""
        return start + len(self.text[start:end].rstrip(" \t\r\n"))

    def _span(self, start: int, end: int) -> Span:
        return Span(*self.at(start), *self.at(max(start, end)))

    def at(self, index: int) -> tuple[int, int]:
        """Return the line and column, from 1, of a character of the text."""
        line = self._line(index)
        return line, index - self._line_starts()[line - 1] + 1

    def _line(self, index: int) -> int:
        return bisect_right(self._line_starts(), index)

    def _line_end(self, index: int) -> int:
        match = LINE_END.search(self.text, index)
        return self._trimmed(index, len(self.text) if match is None else match.start())

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(match.end() for match in LINE_END.finditer(self.text))]
        return self._starts


def _ends(node: Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index


def _before(node: Node, other: Node) -> bool:
    """Tell whether a node stands before what it should lie behind, as an alias's does."""
    start: int = node.start_mark.index
    return start < other.start_mark.index


def _key(node: Node) -> str:
    """Return the text that a key is in the data."""
    if not isinstance(node, ScalarNode):
        return ""
    text: str = node.value
    try:
        # The composer resolved the tag by PyYAML's words, which are not Kubernetes'.
        explicit = not node.tag.startswith("tag:yaml.org,2002:")
        return key_text(tagged_value(node.tag, text) if explicit else _plain(node))
    except ParseError:
        return text


def _plain(node: ScalarNode) -> object:
    return node.value if node.style else plain_value(node.value)


def _roots(text: str, reading: Reading) -> list[Node | None]:
    """Return the documents' nodes; None for one that cannot be read."""
    broken = reading.broken
    if reading.is_json:
        return [None] if broken else list(json_nodes(text))
    # The composer calls itself, and would not survive what is nested without end.
    nodes = yaml.compose_all(blanked(text, broken), _Loader)
    found = (node for node in nodes if not _is_nothing(node))
    with gc_paused():
        return [
            None if isinstance(document, Broken) else next(found, None)
            for document in reading.documents
        ]


def _is_nothing(node: Node) -> bool:
    return (
        isinstance(node, ScalarNode)
        and not node.value
        and node.start_mark.index == node.end_mark.index
    )
