"""Why a text is not YAML, in words for those who do not know how its parser works."""

from __future__ import annotations

import re
from typing import NamedTuple

from hera_models import ParseError

_START = re.compile(r",? (?:while [a-z ]+ )?that starts at line (\d+), column (\d+)")
_RENDER = "render the chart first, and pipe it: helm template … | hera lint -"
# What only templates of Helm, and of Ansible and the like, have.
_HELM = re.compile(
    r"\{\{-|-\}\}|\{\{\s*(?:\.|\$|/\*|(?:if|else|end|range|with|include|template|define|block|toYaml|"
    r"tpl|default|quote|printf|required)\b)"
)
_JINJA = re.compile(r"\{%")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
_TAB = re.compile(r"^[ ]*\t")
# In a flow collection a comma or bracket ends the value.
_BRACES = re.compile(r"(?:^\s*|[:\-]\s+)(\{\{[^{}\n]*\}\}(?:\{\{[^{}\n]*\}\}|[^\n{,\]}#])*)")
_BRACES_IN_FLOW = re.compile(r"[,\[]\s*(\{\{[^{}\n]*\}\}(?:\{\{[^{}\n]*\}\}|[^\n{,\]}#])*)")
_PLAIN_VALUE = r"(?::|-)\s+"
_STAR = re.compile(_PLAIN_VALUE + r"(\*(?:[ /][^#\n]*|$))")
_AMPERSAND = re.compile(_PLAIN_VALUE + r"(&[&\s][^#\n]*)")
_RESERVED = re.compile(_PLAIN_VALUE + r"([@`%][^#\n]*)")
_TWO_COLONS = re.compile(
    r"^\s*(?:- )*[^\s\"'{\[|>:#][^:#\"']*:\s+([^\s\"'{\[|>&*!#][^\n]*:(?:\s[^\n]*)?)$"
)
_ITEM_COLON = re.compile(r"^\s*-\s+([^\s\"'{\[|>:#][^:#\"']*:\s+[^\s\"'{\[|>#][^\n]*:\s[^\n]*)$")
_NO_SPACE = re.compile(r"^\s*(?:- )*([A-Za-z_][\w.-]*):([^\s:/\\][^\n]*)$")
_NO_SPACE_ITEM = re.compile(r"^\s*-([A-Za-z_][^\s:]*):(?:\s|$)")

_LONGEST = 2000

# What says all by itself, wherever it is.
_PLAIN = ("the character ", "over ", "the aliases ", "nested ")

# The parser's words, and ours for them.
_WORDS = (
    (
        "found unexpected end of stream, while scanning a quoted scalar",
        "a quotation mark opens a text here that is never closed",
        "close it at the end of the text",
    ),
    (
        "did not find expected ',' or ']'",
        "the list that begins with [ is not closed, or lacks a comma",
        "add the ] or the comma",
    ),
    (
        "did not find expected ',' or '}'",
        "the mapping that begins with { is not closed, or lacks a comma",
        "add the } or the comma",
    ),
    (
        "could not find expected ':'",
        "expected `key: value`, and there is no colon with a space after it",
        "write `key: value`, or indent the line if it belongs to the text above",
    ),
    (
        "mapping values are not allowed in this context",
        "a colon with a space after it is not expected here",
        "quote the value if the colon belongs to it; else correct the indentation of the line",
    ),
    (
        "did not find expected key",
        "expected a key of the mapping, or its end",
        "indent the line as the keys beside it; quote a value as a whole if only part of it is",
    ),
    (
        "did not find expected '-' indicator",
        "expected `- `, the next item of the list, or its end",
        "indent the line as the items beside it",
    ),
    (
        "found unknown escape character",
        "text in double quotes holds a backslash before a character that it cannot stand before",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "found character that cannot start any token",
        "a value cannot begin with this character",
        "quote the value",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "a value that begins with * or & is taken for an alias or an anchor",
        "quote the value",
    ),
    (
        "did not find expected comment or line break",
        "only a line end may follow | or > and its options",
        "write the text on lines of its own below, or quote a value that begins with | or >",
    ),
    (
        "did not find expected node content",
        "expected a value here",
        "quote the value if the braces or brackets belong to it",
    ),
)


class Explained(NamedTuple):
    """What is wrong with a text.

    Attributes:
        message: What is wrong.
        hint: What to do about it.
        line: The line, from 1.
        column: The column, from 1.
        end: The column after the last character that is meant.
    """

    message: str
    hint: str | None
    line: int
    column: int
    end: int


def explained(text: str, error: ParseError) -> Explained:
    """Return what is wrong with a text that the parser refuses.

    Args:
        text: The text.
        error: What the parser said; its line and column are those of the text.
    """
    line, column = error.line or 1, error.column or 1
    lines = _Lines(text)
    started = _START.search(error.message)
    first = int(started[1]) if started else line
    if not error.message.startswith(_PLAIN):
        for number in dict.fromkeys((line, first)):
            mistake = _typical(lines.text_of(number), number)
            if mistake is not None:
                return mistake
    expects_key = error.message.startswith("did not find expected key")
    if expects_key and (found := _NO_SPACE_ITEM.search(lines.text_of(line - 1))):
        return _missing_after_hyphen(found, line - 1)
    message, hint = _reworded(error.message)
    if started and error.message.startswith(("could not find expected ':'", "found unexpected")):
        line, column = first, int(started[2])
    # What is expected at the end of the text is expected after its last line.
    line = min(line, lines.count)
    shown = lines.text_of(line)
    return Explained(message, hint, line, column, max(column, len(shown.rstrip()) + 1))


def _typical(shown: str, line: int) -> Explained | None:
    """Return what is wrong with a line, if it is one of the mistakes that people make."""
    if found := _CONFLICT.search(shown):
        return _at(found, line, "a merge conflict was left in the file", "resolve it")
    if found := _HELM.search(shown):
        return _at(found, line, "this is a template of a Helm chart, not yet YAML", _RENDER)
    if found := _JINJA.search(shown):
        return _at(
            found, line, "this is a template, not yet YAML", "render it first: … | hera lint -"
        )
    if found := _TAB.search(shown):
        return _at(found, line, "the line is indented with a tab", "YAML wants spaces")
    if found := _BRACES.search(shown) or _BRACES_IN_FLOW.search(shown):
        value = found[1].rstrip()
        message = "a value that begins with {{ is taken for a mapping"
        return _at(found, line, message, f"quote it: {_quoted(value)}", 1)
    for pattern, what in ((_STAR, "*"), (_AMPERSAND, "&"), (_RESERVED, "")):
        if found := pattern.search(shown):
            value = found[1].rstrip()
            message = f"a value cannot begin with {what or value[0]}"
            return _at(found, line, message, f"quote it: {_quoted(value)}", 1)
    for pattern in (_ITEM_COLON, _TWO_COLONS):
        if found := pattern.search(shown):
            value = found[1].rstrip()
            message = "a value with a colon and a space in it is taken for a mapping"
            return _at(found, line, message, f"quote it: {_quoted(value)}", 1)
    if found := _NO_SPACE.search(shown):
        hint = f"write {found[1]}: {found[2].rstrip()}"
        return _at(found, line, "a space is missing after the colon", hint, 1)
    if found := _NO_SPACE_ITEM.search(shown):
        return _missing_after_hyphen(found, line)
    return None


def _missing_after_hyphen(found: re.Match[str], line: int) -> Explained:
    return _at(found, line, "a space is missing after the hyphen", f"write - {found[1]}:", 1)


def _at(found: re.Match[str], line: int, message: str, hint: str, group: int = 0) -> Explained:
    end = found.start(group) + len(found[group].rstrip()) + 1
    return Explained(message, hint, line, found.start(group) + 1, end)


def _quoted(value: str) -> str:
    """Return a value in quotes, as it can be written."""
    return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'


def _reworded(message: str) -> tuple[str, str | None]:
    """Return a message of the parser in plain words, and what to do; others are plain enough."""
    for theirs, ours, hint in _WORDS:
        if message.startswith(theirs):
            started = _START.search(message)
            where = (
                f" (it begins at line {started[1]})" if started and "is not closed" in ours else ""
            )
            return f"{ours}{where}", hint
    what, _, hint = message.partition("; ")
    return what, hint.replace(", or allow_duplicate_keys", "") or None


class _Lines:
    """The lines of a text, of which few are looked at."""

    def __init__(self, text: str) -> None:
        self._lines = re.split(r"\r\n|\r|\n", text)

    @property
    def count(self) -> int:
        """How many lines have something in them, up to the last that has."""
        for number in range(len(self._lines), 0, -1):
            if self._lines[number - 1].strip():
                return number
        return 1

    def text_of(self, number: int) -> str:
        """Return a line by its number, from 1; empty beyond the end."""
        # A line of megabytes is looked at only in its beginning.
        return self._lines[number - 1][:_LONGEST] if 0 < number <= len(self._lines) else ""
