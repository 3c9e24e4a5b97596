"""Comments that silence rules: ``# hera: ignore[HL101]`` at a line, ``ignore-file`` at the head."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import yaml
from yaml.tokens import ScalarToken

from ..engine import rules
from ..file_rules import Useless
from ..near import near
from ..registry import Report
from .model import Located, Span
from .reading import LINE_END, Reading, blanked

_COMMENT = re.compile(
    r"#[ \t]*hera:[ \t]*ignore(?P<file>-file)?(?:\[(?P<codes>[^\]\r\n]*)\])?(?P<rest>[^\r\n]*)"
)
_CODES = re.compile(r"[ \t:=]*\(?HL\d|[\w\[-]", re.IGNORECASE)
# What may stand before the head's end, besides comments.
_HEAD = re.compile(r"(?:---|%.*)?\s*(?:#.*)?")
_BLANK = re.compile(r"\s*(?:#.*)?")
# What they find depends on how the linter is asked, so that silence today is none tomorrow.
_BY_OPTIONS = ("HL405", "HL406", "HL407", "HL81")

# As in `positions`.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Ignore(NamedTuple):
    """One comment.

    Attributes:
        line: The line whose findings it silences; 0 for those of the whole file.
        starts: In a program, the lines where the calls and statements begin that go over that line.
        codes: The codes or their beginnings; none for all.
        span: The comment itself.
        wrong: What is wrong with it, so that it silences nothing.
    """

    line: int
    codes: tuple[str, ...]
    span: Span
    wrong: str = ""
    starts: frozenset[int] = frozenset()


def of_yaml(text: str, reading: Reading) -> list[Ignore]:
    """Return the comments in a YAML text; JSON has none."""
    if reading.is_json or "hera:" not in text:
        return []
    found = list(_COMMENT.finditer(text))
    scalars = _scalars(blanked(text, reading.broken)) if found else []
    return _ignores(text, [each for each in found if not _lies_in(each.start(), scalars)])


def of_python(text: str) -> list[Ignore]:
    """Return the comments in a Python program."""
    if "hera:" not in text:
        return []
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    comments: list[tuple[int, int]] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            if token.type == tokenize.COMMENT:
                start = starts[token.start[0] - 1] + token.start[1]
                comments.append((start, start + len(token.string)))
    except (tokenize.TokenError, SyntaxError, IndexError):
        pass  # That it is no Python is told by who runs it.
    # Other tools' comments may stand before it.
    candidates = [e for e in _COMMENT.finditer(text) if _lies_in(e.start(), comments)]
    try:
        tree = ast.parse(text) if candidates else ast.Module([], [])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        tree = ast.Module([], [])
    stretches = list(_stretches(tree))
    return [
        each._replace(starts=frozenset(a for a, b in stretches if a < each.line <= b))
        for each in _ignores(text, candidates, _end_of_docstring(tree))
    ]


def _stretches(tree: ast.Module) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of calls and statements that go over several.

    Of a statement with a block of its own that is its head.
    """
    for node in ast.walk(tree):
        if isinstance(node, (ast.stmt, ast.Call)):
            body: list[ast.stmt] | None = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            if last > node.lineno:
                yield node.lineno, last


def _end_of_docstring(tree: ast.Module) -> int:
    return tree.body[0].end_lineno or 0 if ast.get_docstring(tree) is not None else 0


def heeded(
    found: Iterable[Located], ignores: Sequence[Ignore], file: str, *, production: bool
) -> list[Located]:
    """Return the findings that no comment silences, and one for each comment that silences none.

    Args:
        found: All that was found in the file, before any is left out for other reasons.
        ignores: The file's comments.
        file: The file's name.
        production: Whether the rules that give advice were run.
    """
    by_line: dict[int, list[Ignore]] = {}
    for ignore in ignores:
        if not ignore.wrong:
            for line in (ignore.line, *ignore.starts):
                by_line.setdefault(line, []).append(ignore)
    used = set[tuple[Ignore, str]]()
    told: list[Located] = []
    for each in found:
        silencing = list(_silencing(each, by_line))
        used.update(silencing)
        if not silencing:
            told.append(each)
    whole = [code for ignore in by_line.get(0, ()) for code in ignore.codes or ("",)]
    if not any("HL006".startswith(code) for code in whole):
        told += _useless(ignores, used, file, production)
    return told


def _silencing(found: Located, by_line: dict[int, list[Ignore]]) -> Iterator[tuple[Ignore, str]]:
    lines = (0,) if found.span is None else (0, found.span.line)
    for line in lines:
        for each in by_line.get(line, ()):
            for code in each.codes or ("",):
                if found.finding.code.startswith(code):
                    yield each, code


def _useless(
    ignores: Sequence[Ignore], used: set[tuple[Ignore, str]], file: str, production: bool
) -> Iterator[Located]:
    for each in ignores:
        if each.wrong:
            yield _told(each, file, each.wrong)
            continue
        for code in each.codes or ("",):
            if (each, code) in used or _may_be_silent(code, production):
                continue
            where = "in this file" if each.line == 0 else f"at line {each.line}"
            yield _told(
                each, file, _unknown(code) or f"nothing {code and f'of {code} '}is found {where}"
            )


def _told(ignore: Ignore, file: str, message: str) -> Located:
    report = Report()
    report.check(Useless(message))
    return Located(report.findings[0], file, ignore.span)


def _unknown(code: str) -> str:
    known = [rule.code for rule in rules()]
    if any(each.startswith(code) for each in known):
        return ""
    return f"there is no rule {code}{near(code, known)}"


def _may_be_silent(code: str, production: bool) -> bool:
    """Tell whether a rule may find nothing here only because of how the linter was asked."""
    if code.startswith(_BY_OPTIONS):
        return True
    advice = [rule for rule in rules() if rule.advice and code and rule.code.startswith(code)]
    return bool(advice) and not production


def _ignores(text: str, comments: Sequence[re.Match[str]], docstring: int = 0) -> list[Ignore]:
    """Return what comments say; a docstring may go before the head's, up to that line."""
    if not comments:
        return []
    lines = _Lines(text, docstring)
    return [_ignore(each, lines) for each in comments]


class _Lines:
    """The lines of a text.

    What lies above and below them is looked up once: there may be a comment in each.

    Attributes:
        texts: The lines.
        starts: Where they begin.
        head: How many belong to the head.
        below: For each the number of the next one that holds more than a comment.
    """

    def __init__(self, text: str, docstring: int) -> None:
        self.texts: list[str] = LINE_END.split(text)
        self.starts: list[int] = [0, *(match.end() for match in LINE_END.finditer(text))]
        self.head: int = docstring
        while self.head < len(self.texts) and _HEAD.fullmatch(self.texts[self.head]):
            self.head += 1
        self.below: list[int] = []
        following = len(self.texts) + 1
        for number in range(len(self.texts), 0, -1):
            self.below.append(following)
            if not _BLANK.fullmatch(self.texts[number - 1]):
                following = number
        self.below.reverse()


def _ignore(comment: re.Match[str], lines: _Lines) -> Ignore:
    line = bisect_right(lines.starts, comment.start())
    column = comment.start() - lines.starts[line - 1]
    end = column + len(comment[0].rstrip())
    span = Span(line, column + 1, line, end + 1)
    given = comment["codes"]
    codes = tuple(code.strip().upper() for code in (given or "").split(",") if code.strip())
    if (given is not None and not codes) or (given is None and _CODES.match(comment["rest"])):
        return Ignore(line, (), span, "codes are given in brackets: # hera: ignore[HL101,HL7]")
    if comment["file"]:
        if line - 1 > lines.head:
            return Ignore(0, codes, span, "ignore-file stands at the head of a file")
        return Ignore(0, codes, span)
    before = lines.texts[line - 1][:column].strip()
    if before and before[0] != "#":
        return Ignore(line, codes, span)
    return Ignore(lines.below[line - 1], codes, span)


def _scalars(text: str) -> list[tuple[int, int]]:
    """Return where texts that may hold what looks like a comment begin and end."""
    found: list[tuple[int, int]] = []
    for token in yaml.scan(text, _Loader):
        if isinstance(token, ScalarToken) and "#" in token.value:
            found.append((token.start_mark.index, token.end_mark.index))
    return found


def _lies_in(index: int, stretches: list[tuple[int, int]]) -> bool:
    at = bisect_right(stretches, (index, len(stretches) and stretches[-1][1]))
    return at > 0 and stretches[at - 1][0] <= index < stretches[at - 1][1]
