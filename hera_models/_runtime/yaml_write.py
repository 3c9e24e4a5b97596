"""Writes plain data as YAML that means the same to every reader.

Readers of YAML 1.1 (PyYAML, Kubernetes' go-yaml) and of YAML 1.2 disagree on what an unquoted
scalar means. So a text is left unquoted only in a form that all of them take for text; a text of
several lines is a literal block where one carries it exactly; everything else is in
quotes. Lists in a mapping stand at the mapping's indentation, as kubectl writes them.
"""

from __future__ import annotations

import re
from json.encoder import encode_basestring

from .errors import WriteError, WriteTypeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

_MAX_DEPTH = 200  # as deep as yaml_read reads
_MIN_INT, _MAX_INT = -(2**63), 2**64 - 1  # what Kubernetes' reader takes for an integer
_MAX_SIMPLE_KEY = 1000  # YAML wants a longer key (over 1024 characters) to start with "? "
_STEP = "  "

# Text that no reader takes for anything else, the reserved words aside. It begins with a letter or
# a path, or with the dashes of a command-line flag, or is a Kubernetes quantity or duration. (Some
# readers of YAML 1.1 take `e-1` for a number.)
_PLAIN = re.compile(
    r"(?!-?[eE][-+]?[0-9]+$)(?:-{0,2}[A-Za-z]|\.{0,2}/)[A-Za-z0-9_./@+=,$()%&?!*;'~^-]*"
    r"(?:[ :][A-Za-z0-9_./@+=,$()%&?!*;'~^-]+)*"
    r"|[0-9]+(?:m|k|M|G|T|Ki|Mi|Gi|Ti|s|h|d)"
)
_RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"])

# What is not printable in YAML, is a line break to some readers only, or is no character at all.
# The last two of each plane are no characters. All in one set: a choice of two is searched 40 times
# slower.
_PLANES = "".join(f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17))
_ESCAPED = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd" + _PLANES + "]"
)
# Single quotes know no escapes, so they suit only text that needs none.
_UGLY_IN_DOUBLE = re.compile(r"[\"\\]")
_NOT_SINGLE = re.compile(rf"['\t\n]|{_ESCAPED.pattern}")


def write(value: object) -> str:
    """Write a value as one YAML document.

    Args:
        value: A dict with text keys, list, str, int, float, bool or None (or subclasses of
            them), nested at most 200 levels deep.

    Returns:
        The document in block style, ending with a line break.

    Raises:
        WriteError: If the value holds a number that is not finite or an integer beyond 64 bits, a
            text with half of a surrogate pair, or is nested too deep. Its `path` says where.
        WriteTypeError: If the value holds something of another type, or a key that is no text.
    """
    writer = _Writer()
    try:
        writer.document(value)
    except RecursionError:
        raise WriteError(
            "nested too deep for what is left of Python's stack; "
            "write it from less deeply nested code"
        ) from None
    return "".join(writer.out)


def write_all(documents: Iterable[object]) -> str:
    """Write values as the documents of one YAML text, with `---` between them.

    Args:
        documents: The values, each as `write` takes it.

    Returns:
        The text; empty if there is no document.

    Raises:
        WriteError: As `write` does.
    """
    return "---\n".join([write(document) for document in documents])


class _Writer:
    """Collects the pieces of one document.

    In its methods `lead` is what the first line begins with, `pad` what the others do.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        self._texts: dict[str, str] = {}  # how each text of one line is written

    def document(self, value: Any) -> None:
        kind = value.__class__
        if issubclass(kind, dict) and value:
            self._mapping(value, "", "", 1)
        elif issubclass(kind, list) and value:
            self._sequence(value, "", "", 1)
        elif issubclass(kind, str):
            self.out.append(_one_line(str.__str__(value)) + "\n")
        else:
            self.out.append(_scalar(value) + "\n")

    def _mapping(self, mapping: dict[Any, Any], lead: str, pad: str, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise WriteError(f"nested over {_MAX_DEPTH} levels deep, or inside itself")
        out, texts, inner = self.out, self._texts, pad + _STEP
        key: Any = None
        try:
            for key, item in mapping.items():
                head = lead + (texts.get(key) or self._key(key)) + ":"
                if len(head) > _MAX_SIMPLE_KEY:
                    head = f"{lead}? {head[len(lead) : -1]}\n{pad}:"
                lead = pad
                kind = item.__class__
                if kind is str:
                    out.append(f"{head} {texts.get(item) or self._text(item, inner)}\n")
                elif issubclass(kind, dict) and item:
                    out.append(head + "\n")
                    self._mapping(item, inner, inner, depth + 1)
                elif issubclass(kind, list) and item:
                    out.append(head + "\n")
                    self._sequence(item, pad, pad, depth + 1)
                elif issubclass(kind, str):
                    out.append(f"{head} {self._text(item, inner)}\n")
                else:
                    out.append(f"{head} {_scalar(item)}\n")
        except WriteError as error:
            step = (key,) if isinstance(key, str) else ()
            raise type(error)(error.message, path=(*step, *error.path)) from None

    def _sequence(self, items: list[Any], lead: str, pad: str, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise WriteError(f"nested over {_MAX_DEPTH} levels deep, or inside itself")
        out, texts, inner = self.out, self._texts, pad + _STEP
        index = 0
        try:
            for index, item in enumerate(items):  # noqa: B007 - the error's path needs it
                head = lead + "- "
                lead = pad
                kind = item.__class__
                if issubclass(kind, str):
                    out.append(f"{head}{texts.get(item) or self._text(item, inner)}\n")
                elif issubclass(kind, dict) and item:
                    self._mapping(item, head, inner, depth + 1)
                elif issubclass(kind, list) and item:
                    self._sequence(item, head, inner, depth + 1)
                else:
                    out.append(f"{head}{_scalar(item)}\n")
        except WriteError as error:
            raise type(error)(error.message, path=(index, *error.path)) from None

    def _key(self, key: object) -> str:
        if not isinstance(key, str):
            raise WriteTypeError(f"a key must be text, not {key!r} of type {type(key).__name__}")
        return self._remembered(str.__str__(key))

    def _text(self, text: str, pad: str) -> str:
        """How a text stands after its key or dash, further lines beginning with `pad`."""
        text = str.__str__(text)  # a subclass may format itself otherwise
        if "\n" in text:
            return _literal(text, pad) or _one_line(text)
        return self._remembered(text)

    def _remembered(self, text: str) -> str:
        written = self._texts[text] = _one_line(text)
        return written


def _one_line(text: str) -> str:
    """A text on one line: plain where that is safe, else in quotes."""
    if _PLAIN.fullmatch(text) is not None and text.lower() not in _RESERVED:
        return text
    if _UGLY_IN_DOUBLE.search(text) is not None and _NOT_SINGLE.search(text) is None:
        return f"'{text}'"
    # JSON's escapes are YAML's too; what YAML wants escaped besides comes on top.
    return _ESCAPED.sub(_escape, encode_basestring(text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if 0xD800 <= code <= 0xDFFF:
        raise WriteError(
            f"the text holds U+{code:04X}, half of a surrogate pair, which no file can hold; "
            "give the character itself"
        )
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    return f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"


def _literal(text: str, pad: str) -> str | None:
    """A text as a literal block without its last line break; None where that would not be exact."""
    content = text.rstrip("\n")
    if not content or content[-1] in " \t" or _ESCAPED.search(text) is not None:
        return None
    breaks = len(text) - len(content)
    # Leading blanks would count as indentation, unless the indentation is told.
    indent = str(len(_STEP)) if text[0] in " \t\n" else ""
    chomp = ("-", "", "+")[min(breaks, 2)]
    lines = [pad + line if line else "" for line in content.split("\n")]
    return f"|{indent}{chomp}\n" + "\n".join(lines) + "\n" * max(breaks - 1, 0)


def _scalar(value: object) -> str:
    """What is neither text nor a collection with content."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _int(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    raise WriteTypeError(
        f"{type(value).__name__} cannot be written as YAML; "
        "give a dict, list, str, int, float, bool or None"
    )


def _int(value: int) -> str:
    if not _MIN_INT <= value <= _MAX_INT:
        raise WriteError(
            "the integer is beyond 64 bits, which readers of YAML turn into a float; "
            "give it as text"
        )
    return int.__repr__(value)


def _float(value: float) -> str:
    text = float.__repr__(value)
    if text in ("inf", "-inf", "nan"):
        raise WriteError(f"{text} has no counterpart in JSON; give a finite number, or text")
    # `1e+16` is text to readers of YAML 1.1, `1.0e+16` a number to all.
    mantissa, mark, exponent = text.partition("e")
    if mark and "." not in mantissa:
        return f"{mantissa}.0e{exponent}"
    return text
