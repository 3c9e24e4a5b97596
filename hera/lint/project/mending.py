"""Mending files: findings' edits are made until none is left that can be."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .fixes import fixed
from .formats.summary import is_fixable
from .model import FileResult, Located

# What a mended manifest shows for the first time is mended in the next round.
_ROUNDS = 10

Lint = Callable[[Mapping[str, bytes]], Sequence[FileResult]]


@dataclass(frozen=True)
class Mended:
    """What was mended; no file is written yet.

    Attributes:
        results: What is left.
        findings: What was mended.
        before: The contents of the files that change, as they are.
        after: Their contents as they become.
    """

    results: Sequence[FileResult]
    findings: Sequence[Located]
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]


def mend(lint: Lint, given: Mapping[str, bytes]) -> Mended:
    """Mend what can be mended for sure.

    Args:
        lint: Judges the files; it is given the contents of those that are not to be read from disk.
        given: The contents of what is no file on disk, such as standard input.
    """
    contents = dict(given)
    before: dict[str, bytes] = {}
    mended: list[Located] = []
    for _ in range(_ROUNDS):
        results = lint(contents)
        count = len(mended)
        for result in results:
            data = _content(result, contents)
            if data is None:
                continue
            text, now = fixed(data.decode(), result.findings)
            if now:
                before.setdefault(result.file, data)
                contents[result.file] = text.encode()
                mended += now
        if len(mended) == count:
            break
    else:
        results = lint(contents)
    return Mended(results, mended, before, {file: contents[file] for file in before})


def _content(result: FileResult, contents: Mapping[str, bytes]) -> bytes | None:
    """Return the content of a file that something can be mended in."""
    if not any(map(is_fixable, result.findings)):
        return None
    if result.file in contents:
        return contents[result.file]
    try:
        data = Path(result.file).read_bytes()
        data.decode()
    except (OSError, UnicodeDecodeError):
        return None
    return data


def differences(mended: Mended) -> Iterator[str]:
    """Yield what changes, as `diff -u` shows it."""
    for file, data in mended.before.items():
        old, new = (each.decode().splitlines(keepends=True) for each in (data, mended.after[file]))
        for line in difflib.unified_diff(old, new, file, file):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
