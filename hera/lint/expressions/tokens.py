"""The words of an expression, as the language that Argo evaluates (expr-lang) reads them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal["name", "number", "text", "operator", "bracket", "end"]

# A word made of letters is an operator if it is one of these; all but `let` and `if` stand between.
WORDS = frozenset(
    {"not", "in", "or", "and", "matches", "contains", "startsWith", "endsWith", "let", "if", "else"}
)

_SPACE = " \t\n\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# In the order in which they are tried. A number ends before `..`, which makes a range.
_TOKEN = re.compile(
    rf"(?P<space>[{_SPACE}]+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<name>[^\W0-9][\w$]*|\$[\w$]*)"
    r"|(?P<number>(?:0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*|[0-9][0-9_]*)"
    r"(?:\.(?!\.)[0-9_]*)?(?:[eE][-+]?[0-9_]*)?|\.[0-9][0-9_]*(?:\.(?!\.)[0-9_]*)?"
    r"(?:[eE][-+]?[0-9_]*)?)"
    r"|(?P<raw>`(?:[^`]|``)*`)"
    r"|(?P<text>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
    r"|(?P<bracket>[()\[\]{}])"
    r"|(?P<operator>\?[.?]?|##?|\|\|?|::?|\.\.?|[&!=*<>][&=*]?|[,;%+\-^/])",
    re.DOTALL,
)
_REST_OF_NAME = re.compile(r"[\w$]*")
_ESCAPE = re.compile(
    r"\\(?:[abfnrtv\\'\"`?]|[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}"
    r"|u\{[0-9a-fA-F]{1,6}\})|\\"
)
_SIMPLE = dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True))
_LARGEST = 2**63 - 1
_LAST_CHARACTER = 0x10FFFF


class NotReadable(Exception):
    """An expression that nobody can read.

    Attributes:
        at: Where the trouble is, counted in characters.
        why: What is the matter.
    """

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at: int = at
        self.why: str = why


class Token:
    """One word: its kind, what it stands for, and where it begins and ends."""

    __slots__ = ("end", "kind", "start", "value")

    def __init__(self, kind: Kind, value: str, start: int, end: int) -> None:
        self.kind: Kind = kind
        self.value: str = value
        self.start: int = start
        self.end: int = end

    def shown(self) -> str:
        """Return how a message calls it."""
        if self.kind == "end":
            return "the end of the expression"
        return f"the text {self.value!r}" if self.kind == "text" else repr(self.value)


def tokens(source: str) -> Iterator[Token]:
    """Yield the words of an expression, at last an end.

    Raises:
        NotReadable: What follows the words so far is none.
    """
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        kind = match.lastgroup if match else None
        if match is None:
            raise NotReadable(at, _trouble(source, at))
        end = match.end()
        if kind == "name":
            yield Token("operator" if match[0] in WORDS else "name", match[0], at, end)
        elif kind == "number":
            _check_number(source, match[0], at)
            yield Token("number", match[0], at, end)
        elif kind == "raw":
            yield Token("text", match[0][1:-1].replace("``", "`"), at, end)
        elif kind == "text":
            yield Token("text", _unescaped(match[0], at), at, end)
        elif kind == "bracket":
            yield Token("bracket", match[0], at, end)
        elif kind == "operator":
            if source.startswith("/*", at):
                raise NotReadable(at, "the comment does not end: expected '*/'")
            yield Token("operator", match[0], at, end)
            word = _REST_OF_NAME.match(source, end) if match[0] in ("#", "##") else None
            if word and word[0]:
                # What stands right after `#` is a name, even if it is a number or an operator.
                yield Token("name", word[0], end, end := word.end())
        at = end
    yield Token("end", "", at, at)


def _trouble(source: str, at: int) -> str:
    if source[at] in "'\"`":
        if source[at] != "`" and "\n" in source[at:]:
            return f"the text that begins with {source[at]} does not end on its line"
        return f"the text that begins with {source[at]} does not end"
    return f"{source[at]!r} is no part of an expression"


def _check_number(source: str, text: str, at: int) -> None:
    following = _REST_OF_NAME.match(source, at + len(text))
    if following and following[0]:
        raise NotReadable(at, f"{text + following[0]!r} is neither a number nor a name")
    digits = text.replace("_", "").lower()
    try:
        if digits.startswith("0x") or not (set(digits) & set(".e")):
            base = {"0x": 16, "0b": 2, "0o": 8}.get(digits[:2], 10)
            valid = int(digits, base) <= _LARGEST
        else:
            valid = float(digits) != float("inf")
    except ValueError:
        raise NotReadable(at, f"{text!r} is no number") from None
    if not valid:
        raise NotReadable(at, f"the number {text} is too large")


def _unescaped(quoted: str, at: int) -> str:
    text = quoted[1:-1]
    if "\\" not in text:
        return text

    def replaced(match: re.Match[str]) -> str:
        return _character(match[0], quoted, at + 1 + match.start())

    return _ESCAPE.sub(replaced, text)


def _character(escape: str, quoted: str, at: int) -> str:
    kind = escape[1:2]
    # The other kind of quote cannot be escaped.
    if kind in ("'", '"', "`", "?", "X", "") and kind != quoted[0]:
        raise NotReadable(at, "a backslash stands before a character that it does not escape")
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if not kind.isalnum():
        return kind
    digits = escape[2:].strip("{}") if kind in "xuU" else escape[1:]
    code = int(digits, 16 if kind in "xuU" else 8)
    if code > _LAST_CHARACTER:
        raise NotReadable(at, f"{escape} is no character")
    return chr(code)
