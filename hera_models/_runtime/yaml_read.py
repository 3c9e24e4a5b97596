"""Reads YAML into plain Python data, as Kubernetes' reader does.

Duplicate keys are refused, as that reader's strict form does; what a scalar means is told in
`yaml_scalars`.

The data is built from the parser's events, without PyYAML's node tree and constructors: that is
what makes a large manifest several times faster to read.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from .errors import ParseError
from .yaml_scalars import (
    TAG_PREFIX,
    WORDS,
    key_text,
    plain_value,
    refuse_surrogates,
    shown,
    tagged_value,
)

DEFAULT_MAX_BYTES = 16 * 1024 * 1024

_MAX_DEPTH = 200
# An alias costs the reader a copy, so a text of a few lines can ask for an unbounded amount of
# memory. The budget grows with the text, so that what is legitimate in a large file stays so.
_MAX_ALIAS_NODES = 1_000_000
_FREE_ALIAS_NODES = 10_000
_ALIAS_NODES_PER_CHARACTER = 10
# libyaml compares each tag directive with all before it.
_MAX_TAG_DIRECTIVES = 100

# What YAML admits in a text (and libyaml with it).
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = "\n\r\x85\u2028\u2029"

_MERGE_TAG = f"{TAG_PREFIX}merge"

_MISSING: Any = object()
_MERGE: Any = object()  # the key `<<`
_OPEN: Any = object()  # the value of an anchor whose node is still being read

# libyaml where PyYAML was built with it, else PyYAML's own parser; both give the same events.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_documents(
    text: str | bytes,
    *,
    max_bytes: int = DEFAULT_MAX_BYTES,
    allow_duplicate_keys: bool = False,
) -> list[object]:
    """Read every document of a YAML text.

    Args:
        text: The YAML. Bytes are UTF-8, with or without a byte order mark, or UTF-16 with one.
        max_bytes: The largest text that is read, in bytes of UTF-8.
        allow_duplicate_keys: Let the last of several equal keys win, as Argo's own command line
            does; by default they are refused.

    Returns:
        The documents as dict (with str keys), list, str, int, float, bool and None; no two places
        share a dict or list. Documents without any content are left out.

    Raises:
        ParseError: If the text is not valid YAML, says something that JSON cannot, gives a key
            twice, or is over a limit (`max_bytes`, 200 levels of nesting, the size that aliases
            may expand to).
        TypeError: If `text` is neither str nor bytes.
    """
    decoded = _decode(text, max_bytes)
    if sum(decoded.count(f"{end}%TAG") for end in _LINE_ENDS) > _MAX_TAG_DIRECTIVES:
        raise ParseError(f"over {_MAX_TAG_DIRECTIVES} %TAG directives; a manifest needs none")
    try:
        return _Reader(decoded, allow_duplicate_keys).documents()
    except ParseError:
        raise
    except yaml.MarkedYAMLError as error:
        raise _marked_error(error) from None
    except RecursionError:
        raise ParseError(
            "nested too deep for what is left of Python's stack; "
            "read it from less deeply nested code"
        ) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The parser's refusals of single characters: in the text, or written as an escape.
        raise _character_error(decoded, error) from None


def _decode(text: object, max_bytes: int) -> str:
    """The text itself, checked for its size, without a byte order mark."""
    if isinstance(text, str):
        size = len(text)
        if max_bytes < size * 4:
            size = len(text.encode("utf-8", "surrogatepass"))
    elif isinstance(text, bytes):
        size = len(text)
    else:
        raise TypeError(f"YAML is read from str or bytes, not from {type(text).__name__}")
    if size > max_bytes:
        raise ParseError(
            f"YAML of {size} bytes is over the limit of {max_bytes}; raise max_bytes to read it"
        )
    decoded = text if isinstance(text, str) else _decode_bytes(text)
    return decoded.removeprefix("\ufeff")


def _decode_bytes(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line, column = _place(before, len(before))
        raise ParseError(
            f"the bytes are not {encoding.upper()} ({error.reason}); "
            "save the file as UTF-8, without other encodings in it",
            line=line,
            column=column,
        ) from None


def _place(text: str, position: int) -> tuple[int, int]:
    """The line and column of a position in a text, both counted from 1."""
    lines = (text[:position] + "x").splitlines()
    return len(lines), len(lines[-1])


def _marked_error(error: yaml.MarkedYAMLError) -> ParseError:
    """The parser's error in our form."""
    message = error.problem or error.context or "not valid YAML"
    mark: Any = error.problem_mark or error.context_mark
    if error.problem and error.context:
        message += f", {error.context}"
        start: Any = error.context_mark
        if start is not None and mark is not None and start.line != mark.line:
            message += f" that starts at line {start.line + 1}, column {start.column + 1}"
    if mark is None:
        return ParseError(message)
    return ParseError(message, line=mark.line + 1, column=mark.column + 1)


def _character_error(text: str, error: Exception) -> ParseError:
    found = _NOT_ALLOWED.search(text)
    if found is None:
        return ParseError(f"not valid YAML: {error}")
    line, column = _place(text, found.start())
    return ParseError(
        f"the character U+{ord(found.group()):04X} is not allowed in YAML; "
        "write it as an escape in double quotes, or leave it out",
        line=line,
        column=column,
    )


def _fail(message: str, event: Any) -> NoReturn:
    mark = event.start_mark
    raise ParseError(message, line=mark.line + 1, column=mark.column + 1) from None


class _Reader:
    """One pass over the events of one text."""

    def __init__(self, text: str, allow_duplicate_keys: bool) -> None:
        self._text = text
        self._allow_duplicate_keys = allow_duplicate_keys
        self._next_event = _Loader(text).get_event
        # What each plain scalar means, so that a text which recurs is resolved once.
        self._plain = dict(WORDS)
        self._keys: dict[str, str] = {}
        self._anchors: dict[str, Any] = {}
        self._alias_nodes_left = min(
            _MAX_ALIAS_NODES, _FREE_ALIAS_NODES + _ALIAS_NODES_PER_CHARACTER * len(text)
        )

    def documents(self) -> list[object]:
        found: list[object] = []
        while True:
            event = self._next_event()
            if event.__class__ is StreamEndEvent:
                return found
            if event.__class__ is DocumentStartEvent:
                self._anchors.clear()
                root = self._next_event()
                if not _is_nothing(root):
                    found.append(self._node(root, 0))

    def _node(self, event: Any, depth: int) -> Any:
        """The value of the node that starts with the event; depth counts what it lies in."""
        kind = event.__class__
        if kind is ScalarEvent:
            value = self._scalar(event)
        elif kind is AliasEvent:
            return self._alias(event, depth)
        else:
            if depth >= _MAX_DEPTH:
                _fail(f"nested over {_MAX_DEPTH} levels deep; make the nesting flatter", event)
            if event.anchor is not None:
                self._anchors[event.anchor] = _OPEN
            if kind is MappingStartEvent:
                value = self._mapping(depth + 1)
            else:
                value = self._sequence(depth + 1)
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _sequence(self, depth: int) -> list[Any]:
        next_event, node = self._next_event, self._node
        result: list[Any] = []
        while True:
            event = next_event()
            if event.__class__ is SequenceEndEvent:
                return result
            result.append(node(event, depth))

    def _mapping(self, depth: int) -> dict[str, Any]:
        next_event, node = self._next_event, self._node
        result: dict[str, Any] = {}
        # Where the keys in `result` stand. Their events would say it too, but a million objects
        # kept alive make the garbage collector slower than the parser.
        positions: list[int] = []
        merge: Any = None
        while True:
            event = next_event()
            if event.__class__ is MappingEndEvent:
                break
            key = self._key(event, depth)
            if key is _MERGE:
                if merge is not None:
                    first = self._at(merge[0].start_mark.index)
                    _fail(f'"<<" is given twice, first at {first}; use a list', event)
                merge = (event, node(next_event(), depth))
                continue
            if key in result and not self._allow_duplicate_keys:
                first = self._at(positions[list(result).index(key)])
                _fail(
                    f"the key {shown(key)} is given twice, first at {first}; "
                    "remove one, or allow_duplicate_keys",
                    event,
                )
            positions.append(event.start_mark.index)
            result[key] = node(next_event(), depth)
        if merge is not None:
            _merge(result, *merge)
        return result

    def _key(self, event: Any, depth: int) -> Any:
        """The text of a key, or `_MERGE`."""
        if event.__class__ is ScalarEvent and event.anchor is None and not event.style:
            known = self._keys.get(event.value) if event.tag is None else None
            if known is not None:
                return known
            if event.value == "<<" and event.tag in (None, _MERGE_TAG):
                return _MERGE
        value = self._node(event, depth)
        try:
            key = key_text(value)
        except ParseError as error:
            _fail(error.message, event)
        if event.__class__ is ScalarEvent and not event.style and event.tag is None:
            self._keys[event.value] = key
        return key

    def _scalar(self, event: Any) -> Any:
        text: str = event.value
        style, tag = event.style, event.tag
        try:
            if style == '"' and not text.isascii():
                refuse_surrogates(text)
            if tag is not None:
                return tagged_value(tag, text)
            if style:
                return text
            value = self._plain.get(text, _MISSING)
            if value is _MISSING:
                value = self._plain[text] = plain_value(text)
            return value
        except ParseError as error:
            _fail(error.message, event)

    def _at(self, position: int) -> str:
        line, column = _place(self._text, position)
        return f"line {line}, column {column}"

    def _alias(self, event: Any, depth: int) -> Any:
        value = self._anchors.get(event.anchor, _MISSING)
        if value is _MISSING:
            _fail(f"the alias {shown(event.anchor)} has no anchor of its name before it", event)
        if value is _OPEN:
            _fail(f"the alias {shown(event.anchor)} is inside its own anchor", event)
        return self._copy(value, event, depth)

    def _copy(self, value: Any, event: Any, depth: int) -> Any:
        """A copy that shares no dict or list with the value, paid from the alias budget."""
        self._alias_nodes_left -= 1
        if self._alias_nodes_left < 0:
            _fail("the aliases expand to far more than the text; write out what is meant", event)
        kind = value.__class__
        if kind is not dict and kind is not list:
            return value
        if depth >= _MAX_DEPTH:
            _fail(f"the alias nests over {_MAX_DEPTH} levels deep", event)
        if kind is dict:
            return {key: self._copy(item, event, depth + 1) for key, item in value.items()}
        return [self._copy(item, event, depth + 1) for item in value]


def _is_nothing(event: Any) -> bool:
    """Whether the event is the root of a document without any content."""
    return (
        event.__class__ is ScalarEvent
        and not event.value
        and not event.style
        and event.tag is None
        and event.anchor is None
    )


def _merge(result: dict[str, Any], event: Any, value: Any) -> None:
    """Add what `<<` names: the mapping's own keys win, then those of earlier mappings."""
    sources: list[Any] = value if value.__class__ is list else [value]
    for source in sources:
        if source.__class__ is not dict:
            _fail('"<<" takes a mapping or a list of mappings; quote it to use it as a key', event)
        for key, item in source.items():
            result.setdefault(key, item)
