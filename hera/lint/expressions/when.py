"""Reading a `when` as Argo does (with govaluate), before its tags are replaced.

A tag can become anything: a word, a number, an operator, a whole condition. So only what no value
can mend is found wrong. Words without quotes are texts; a word may have letters, digits, `_` and
nothing else.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    Kind: TypeAlias = Literal[
        "start",
        "tag",
        "word",
        "dotted",
        "text",
        "number",
        "boolean",
        "(",
        ")",
        ",",
        "prefix",
        "modifier",
        "comparator",
        "logical",
        "ternary",
    ]

# Stands for each character of a tag; no manifest has it.
_TAG = "\ue000"
_OPERAND = r"(?:\{\{[^{}]*\}\}|'[^'\"\\]*'|\"[^'\"\\]*\"|(?!(?:in|IN)\b)[A-Za-z][A-Za-z0-9_]*)"
# What most conditions are, and good.
_SIMPLE = re.compile(rf"{_OPERAND} ?[=!]= ?{_OPERAND}")
# A tag may stand in the name that another tag makes.
_ROUNDS = 4
_INNERMOST = re.compile(r"\{\{[^{}]*\}\}")
_OPERAND_WITH_TAG = re.compile(rf"[\w.]*{_TAG}[\w.{_TAG}]*")
_SPACE = re.compile(r"\s+")
_ESCAPED = r"\\."
_NUMBER = re.compile(rf"0x[0-9a-fA-F]+|(?:[\d.]|{_ESCAPED})+", re.DOTALL)
_WORD = re.compile(rf"(?:[^\W\d_]|{_ESCAPED})(?:[\w.]|{_ESCAPED})*", re.DOTALL)
_TEXT = re.compile(rf"['\"]((?:[^'\"\\]|{_ESCAPED})*)['\"]", re.DOTALL)
_BRACKETED = re.compile(rf"\[((?:[^\]\\]|{_ESCAPED})*)\]", re.DOTALL)
_SYMBOL = re.compile(rf"(?:[^\w()\[\]'\"\s\\{_TAG}]|_|{_ESCAPED})+", re.DOTALL)

_SINGLE: tuple[Kind, ...] = ("(", ")", ",")
_PREFIXES = ("-", "!", "~")
_SYMBOLS: dict[str, Kind] = {
    **dict.fromkeys(["+", "-", "*", "/", "%", "**", "&", "|", "^", ">>", "<<"], "modifier"),
    **dict.fromkeys(["&&", "||"], "logical"),
    **dict.fromkeys(["==", "!=", ">", ">=", "<", "<=", "=~", "!~"], "comparator"),
    **dict.fromkeys(["?", ":", "??"], "ternary"),
}
_DATE = re.compile(r"\d[-:]\d")
_ORDERING = (">", ">=", "<", "<=")

_ENGLISH = frozenset({"and", "or", "not"})
_NOT_ENGLISH = "write && for and, || for or, ! and parentheses for not"
_HINTS = {
    "=": "to compare, write ==",
    "===": "to compare, write ==",
    "$": "write a variable as {{…}}, without $",
}
# What begins like a variable, and is a text without braces.
_VARIABLE = re.compile(r"(?:inputs|outputs|steps|tasks|workflow|item|cronworkflow)\.[-\w.]*\w")

_VALUES = frozenset({"word", "dotted", "text", "number", "boolean", "("})
_AFTER_VALUE = frozenset({"modifier", "comparator", "logical", ")", "ternary", ","})
_AFTER_OPERATOR = _VALUES | {"prefix", ")"}
# What may follow each kind; a tag may follow and be followed by anything.
_FOLLOWING: dict[Kind, frozenset[str]] = {
    "start": _VALUES | {"prefix"},
    "(": _VALUES | {"prefix", ")"},
    ")": _AFTER_VALUE | _VALUES,
    "word": _AFTER_VALUE,
    "text": _AFTER_VALUE,
    "number": _AFTER_VALUE,
    "boolean": _AFTER_VALUE,
    "dotted": _AFTER_VALUE | {"("},
    "modifier": _AFTER_OPERATOR,
    "comparator": _AFTER_OPERATOR,
    "logical": _AFTER_OPERATOR,
    # Words become texts, and there is nothing before a text.
    "prefix": _VALUES - {"text", "word"} | {")"},
    "ternary": _VALUES | {"prefix", ","},
    ",": _VALUES | {"prefix"},
}
_BEFORE = ("start", "tag", ")", "logical")
_LAST = frozenset({"tag", ")", "word", "text", "number", "boolean", "dotted"})
_DECIDING = frozenset({"tag", "comparator", "logical", "boolean", "ternary"})


class Trouble(Exception):
    """What is wrong with a `when`.

    Attributes:
        why: What is the matter.
        hint: What to do about it.
        certain: Whether it fails for sure when it is evaluated.
    """

    def __init__(self, why: str, hint: str = "", *, certain: bool = True) -> None:
        super().__init__(why)
        self.why: str = why
        self.hint: str = hint
        self.certain: bool = certain


class _Word:
    __slots__ = ("end", "kind", "start", "value")

    def __init__(self, kind: Kind, value: str, start: int, end: int) -> None:
        self.kind: Kind = kind
        self.value: str = value
        self.start: int = start
        self.end: int = end


def find_trouble(when: str, *, words_are_texts: bool = True) -> Trouble | None:
    """Return what is wrong with a condition, None if nothing is.

    Args:
        when: The condition with its tags.
        words_are_texts: Whether words without quotes are texts; in a cron workflow they are
            variables, of which there are none.
    """
    if words_are_texts and _SIMPLE.fullmatch(when):
        return None
    text = _without_tags(when)
    if not text or "{{" in text:
        return None
    try:
        words = _words(text)
        _check_order(words, when)
        _check_values(words, when, words_are_texts)
    except Trouble as trouble:
        return trouble
    return None


def _without_tags(when: str) -> str:
    for _ in range(_ROUNDS):
        when = _INNERMOST.sub(lambda tag: _TAG * len(tag[0]), when)
    parts: list[str] = []
    at = 0
    while (start := when.find("{{", at)) >= 0 and (end := when.find("}}", start)) >= 0:
        parts += [when[at:start], _TAG * (end + 2 - start)]
        at = end + 2
    return "".join([*parts, when[at:]])


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    at = 0
    before: Kind = "start"
    while at < len(text):
        space = _SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        word = _word(text, at, before)
        words.append(word)
        at, before = word.end, word.kind
    return words


def _word(text: str, at: int, before: Kind) -> _Word:
    first = text[at]
    if match := _OPERAND_WITH_TAG.match(text, at):
        return _Word("tag", match[0], at, match.end())
    if match := _TEXT.match(text, at):
        return _Word("text", match[1], at, match.end())
    if match := _BRACKETED.match(text, at):
        return _Word("word", match[1], at, match.end())
    if first in "'\"":
        raise Trouble(f"the text that begins with {first} does not end", "close the quotes")
    if first == "[":
        raise Trouble("the word that begins with [ does not end", "close it with ]")
    for single in _SINGLE:
        if first == single:
            return _Word(single, first, at, at + 1)
    if first.isdigit() or first == ".":
        return _number(text, at)
    named = _WORD.match(text, at)
    return _named(named) if named else _symbol(text, at, before)


def _number(text: str, at: int) -> _Word:
    match = _NUMBER.match(text, at)
    value = match[0] if match else text[at]
    if not value.startswith("0x"):
        try:
            float(value)
        except ValueError:
            told = f"{value!r} is no number"
            raise Trouble(told, f"put it into quotes: '{value}'") from None
    return _Word("number", value, at, at + len(value))


def _named(match: re.Match[str]) -> _Word:
    value, at, end = match[0], match.start(), match.end()
    if value in ("true", "false"):
        return _Word("boolean", value, at, end)
    if value in ("in", "IN"):
        return _Word("comparator", "in", at, end)
    if "." not in value:
        return _Word("word", value, at, end)
    # Argo refuses them in several ways, as the name of a part of something that is not there.
    return _Word("dotted", value, at, end)


def _symbol(text: str, at: int, before: Kind) -> _Word:
    match = _SYMBOL.match(text, at)
    written = match[0] if match else text[at]
    end = at + len(written)
    value = written.replace("\\", "")
    if value in _PREFIXES and (before == "tag" or "prefix" in _FOLLOWING.get(before, ())):
        # After a tag it may as well stand between two values.
        kind: Kind = "modifier" if before == "tag" and value == "-" else "prefix"
        return _Word(kind, value, at, end)
    known = _SYMBOLS.get(value)
    if known is None:
        raise Trouble(f"{written!r} is no operator", _HINTS.get(value, "put texts into quotes"))
    return _Word(known, value, at, end)


def _check_order(words: list[_Word], when: str) -> None:
    opened = sum(word.kind == "(" for word in words)
    closed = sum(word.kind == ")" for word in words)
    if opened != closed:
        which = "'(' is not closed" if opened > closed else "')' has no '(' before it"
        raise Trouble(f"a {which}", certain=not any(word.kind == "tag" for word in words))
    kind: Kind = "start"
    last = ""
    for word in words:
        if "tag" not in (kind, word.kind) and word.kind not in _FOLLOWING[kind]:
            raise Trouble(*_order_trouble(last, word, kind, when))
        kind, last = word.kind, word.value
    if kind not in _LAST:
        raise Trouble(f"something is missing after {last!r}" if last else "there is nothing in it")


def _order_trouble(last: str, word: _Word, before: Kind, when: str) -> tuple[str, str]:
    if before == "start":
        return f"something is missing before {word.value!r}", ""
    if before == "word" and word.kind == "(":
        return f"there is no function {last!r}", "functions are for expressions: {{=…}}"
    if before == "prefix":
        return f"{last!r} stands before a text", "compare it with something"
    if before in ("modifier", "comparator", "logical", "ternary"):
        told = f"something is missing between {last!r} and {word.value!r}"
        return told, "put texts with other characters than letters, digits and _ into quotes"
    hint = "put texts of several words into quotes"
    if {last, word.value} & _ENGLISH:
        hint = _NOT_ENGLISH
    return f"{word.value!r} follows {last!r} without an operator", hint


def _check_values(words: list[_Word], when: str, words_are_texts: bool) -> None:
    if not any(word.kind in _DECIDING or word.value == "!" for word in words):
        raise Trouble("it is neither true nor false", "compare it with something, as in a == b")
    certain = True
    for index, word in enumerate(words):
        near = _Near(words, index)
        _check_braces(word, when, certain)
        _check_computed(near, when, certain)
        if word.kind in ("logical", "ternary"):
            # What comes now is evaluated only if the part before does not decide.
            certain = False
        _check_value(near, certain, words_are_texts)


class _Near:
    """A word with those around it."""

    def __init__(self, words: list[_Word], index: int) -> None:
        self.word: _Word = words[index]
        self._words = words
        self._index = index

    def other(self, offset: int) -> _Word:
        """Return a word further on, or further back; one without value where there is none."""
        index = self._index + offset
        if 0 <= index < len(self._words):
            return self._words[index]
        return _Word("start", "", 0, 0)


def _check_computed(near: _Near, when: str, certain: bool) -> None:
    word, left, right = near.word, near.other(-1), near.other(1)
    if word.kind != "modifier" or word.value == "+":
        return
    if {left.kind, right.kind} & {"word", "text", "dotted"}:
        whole = when[left.start : right.end]
        certain = certain and "tag" not in (left.kind, right.kind)
        if left.end == word.start and word.end == right.start:
            told = f"{whole!r} without quotes computes with {word.value!r}, which texts cannot"
            raise Trouble(told, f"put it into quotes: '{whole}'", certain=certain)
        raise Trouble(f"{word.value!r} computes with numbers, not with texts", certain=certain)


def _check_braces(word: _Word, when: str, certain: bool) -> None:
    match = _VARIABLE.match(when, word.start) if word.kind == "dotted" else None
    if match is not None:
        told = f"{match[0]!r} is no variable without braces"
        raise Trouble(told, f"write '{{{{{match[0]}}}}}'", certain=certain)


def _check_value(near: _Near, certain: bool, words_are_texts: bool) -> None:
    word, left, right = near.word, near.other(-1), near.other(1)
    around = (left.kind, right.kind)
    # Between a tag and an operator it may be a text.
    stands_between = around[0] in _BEFORE and around[1] in ("tag", "(", "prefix")
    if word.value in _ENGLISH and word.kind == "word" and "tag" in around and stands_between:
        raise Trouble(f"{word.value!r} is no operator", _NOT_ENGLISH, certain=False)
    if word.kind == "dotted" or (word.kind == "word" and not words_are_texts):
        told = f"the text {word.value!r} has no quotes"
        raise Trouble(told, f"write '{word.value}'", certain=certain)
    stands_alone = around[0] in ("start", "(", "logical") and around[1] in ("start", ")", "logical")
    if word.kind in ("word", "text", "number") and "logical" in around and stands_alone:
        told = f"{word.value!r} is neither true nor false"
        raise Trouble(told, "compare it with something", certain=certain)
    if word.kind == "comparator" and "number" in (left.kind, right.kind):
        _check_compared(near, certain)


def _check_compared(near: _Near, certain: bool) -> None:
    word, left, right = near.word, near.other(-1), near.other(1)
    text = left if right.kind == "number" else right
    computed = "modifier" in (near.other(-2).kind, near.other(2).kind)
    # A text that is a date is a number of seconds.
    if computed or text.kind not in ("text", "word") or _DATE.search(text.value):
        return
    if word.value in _ORDERING:
        told = "a text and a number cannot be put in order"
        certain = certain and _TAG not in text.value
        raise Trouble(told, "leave the quotes out on both sides", certain=certain)
    if word.value in ("==", "!="):
        told = "a text never equals a number"
        raise Trouble(told, "put both into quotes, or none", certain=False)
