"""Comments that silence rules: ``# hera: ignore[HL101]`` at a line, ``ignore-file`` at the head."""

from __future__ import annotations

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
        codes: The codes or their beginnings; none for all.
        span: The comment itself.
        wrong: What is wrong with it, so that it silences nothing.
    """

    line: int
    codes: tuple[str, ...]
    span: Span
    wrong: str = ""


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
    comments = set[int]()
    try:
        for token in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            if token.type == tokenize.COMMENT:
                comments.add(starts[token.start[0] - 1] + token.start[1])
    except (tokenize.TokenError, SyntaxError, IndexError):
        pass  # That it is no Python is told by who runs it.
    candidates = _COMMENT.finditer(text)
    return _ignores(text, [each for each in candidates if each.start() in comments])


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
            by_line.setdefault(ignore.line, []).append(ignore)
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


def _ignores(text: str, comments: Sequence[re.Match[str]]) -> list[Ignore]:
    if not comments:
        return []
    lines = LINE_END.split(text)
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return [_ignore(each, lines, starts) for each in comments]


def _ignore(comment: re.Match[str], lines: list[str], starts: list[int]) -> Ignore:
    line = bisect_right(starts, comment.start())
    column = comment.start() - starts[line - 1]
    end = column + len(comment[0].rstrip())
    span = Span(line, column + 1, line, end + 1)
    given = comment["codes"]
    codes = tuple(code.strip().upper() for code in (given or "").split(",") if code.strip())
    if (given is not None and not codes) or (given is None and _CODES.match(comment["rest"])):
        return Ignore(line, (), span, "codes are given in brackets: # hera: ignore[HL101,HL7]")
    if comment["file"]:
        if not all(_HEAD.fullmatch(each) for each in lines[: line - 1]):
            return Ignore(0, codes, span, "ignore-file stands at the head of a file")
        return Ignore(0, codes, span)
    if lines[line - 1][:column].strip():
        return Ignore(line, codes, span)
    below = line + 1
    while below <= len(lines) and _BLANK.fullmatch(lines[below - 1]):
        below += 1
    return Ignore(below, codes, span)


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
