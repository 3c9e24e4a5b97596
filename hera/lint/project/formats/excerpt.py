"""The line that a finding is about, with what is meant underlined."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from ..encoding import encoding_of
from ..model import Span

_LINE_END = re.compile(r"\r\n|\n|\r")
_SEPARATOR = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_SECRET = re.compile(r"\bkind[\"']?\s*:\s*[\"']?Secret\b")
# Of the document itself, not of what a resource's manifest makes.
_KIND = re.compile(r"^[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?(?:Secret|\w*List)\b", re.MULTILINE)
_TAB = 4
# Bidirectional controls would show a line in another order than it is read in.
_UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")


class Texts:
    """The lines of files, read when they are first needed; of the last file only."""

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        """Begin with nothing read.

        Args:
            given: The contents of files that are not read from disk, such as standard input.
        """
        self._given = given or {}
        self._file: str | None = None
        self._text = ""
        self._lines: list[str] = []
        self._hidden: list[range] = []

    def text(self, file: str) -> str:
        """Return a file's text without a byte order mark; empty where it cannot be read."""
        if file != self._file:
            self._file, self._text = file, self._read(file)
            self._lines = _LINE_END.split(self._text)
            self._hidden = list(_lines_of_secrets(self._text))
        return self._text

    def line(self, file: str, number: int) -> str | None:
        """Return a line, counted from 1, or None where there is none, or it is a Secret's."""
        self.text(file)
        if any(number in lines for lines in self._hidden):
            return None
        return self._lines[number - 1] if 0 < number <= len(self._lines) else None

    def _read(self, file: str) -> str:
        try:
            data = self._given[file] if file in self._given else Path(file).read_bytes()
        except OSError:
            return ""
        return data.decode(encoding_of(data), "replace").removeprefix("\ufeff")


def _lines_of_secrets(text: str) -> Iterator[range]:
    """Yield the lines of each document that is or lists a Secret, which are not to be shown."""
    if not _SECRET.search(text):
        return
    first = 1
    for start, end in pairwise([0, *(cut.start() for cut in _SEPARATOR.finditer(text)), len(text)]):
        document = text[start:end]
        last = first + len(_LINE_END.findall(document))
        is_json = document.removeprefix("---").lstrip().startswith(("{", "["))
        if _SECRET.search(document) and (is_json or _KIND.search(document)):
            yield range(first, last + (end == len(text)))
        first = last


def excerpt(line: str, span: Span, width: int) -> tuple[str, str]:
    """Return a line as a terminal shows it, and the line of marks to be written below it.

    Args:
        line: The line of the file.
        span: The place; of several lines the first is marked to its end.
        width: How many columns the line may take; a longer one is cut around the place.
    """
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    # A line may be a whole file long: what is far away is not looked at.
    first, last = max(0, start - width), start + width
    cells = _cells(line[first:last])
    start, end = start - first, max(end - first, start - first + 1)
    shown, before = _window(cells, start, width, cut=(first > 0, last < len(line)))
    text = "".join(cells[index][0] for index in shown)
    columns = sum(cells[index][1] for index in shown if start <= index < end)
    left, right = ("…" if at else "" for at in before)
    indent = len(left) + sum(cells[index][1] for index in shown if index < start)
    return f"{left}{text}{right}", " " * indent + "^" * max(columns, 1)


def _window(
    cells: list[tuple[str, int]], start: int, width: int, *, cut: tuple[bool, bool]
) -> tuple[range, tuple[bool, bool]]:
    """Return which cells are shown, and whether there are others before and behind them."""
    if sum(size for _, size in cells) <= width and not any(cut):
        return range(len(cells)), (False, False)
    # A third of the room stands before the place, so that most of what is meant is seen.
    first = _back(cells, min(start, len(cells)), width // 3)
    last, room = first, width - 2
    while last < len(cells) and cells[last][1] <= room:
        room -= cells[last][1]
        last += 1
    return range(first, last), (first > 0 or cut[0], last < len(cells) or cut[1])


def _back(cells: list[tuple[str, int]], index: int, room: int) -> int:
    while index > 0 and cells[index - 1][1] <= room:
        index -= 1
        room -= cells[index][1]
    return index


def _cells(text: str) -> list[tuple[str, int]]:
    """Return what is shown for each character, and how many columns that takes."""
    found: list[tuple[str, int]] = []
    column = 0
    for character in text:
        if character == "\t":
            shown = " " * (_TAB - column % _TAB)
            size = len(shown)
        else:
            shown = visible(character)
            size = _columns(character) if shown == character else len(shown)
        found.append((shown, size))
        column += size
    return found


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def visible(text: str) -> str:
    """Return a text in which characters that steer a terminal are written as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped(one) for one in text)


def _escaped(character: str) -> str:
    if unicodedata.category(character) not in _UNSHOWN:
        return character
    return character.encode("unicode_escape").decode()
