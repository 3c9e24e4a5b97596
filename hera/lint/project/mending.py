"""Mending files: findings' edits are made until none is left that can be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hera._files import replace_file

from .difference import unified
from .encoding import encoding_of
from .files import STDIN
from .fixes import fixed
from .formats.excerpt import visible
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
    names: dict[str, str] = {}
    mended: list[Located] = []
    for _ in range(_ROUNDS):
        results = lint(contents)
        count = len(mended)
        for result in results:
            # A link may lead to a file that is linted as well: that is mended once.
            first = names.setdefault(os.path.realpath(result.file), result.file)
            if first != result.file:
                if first in before:
                    contents[result.file] = contents[first]
                continue
            data = _content(result, contents)
            if data is None:
                continue
            encoding = encoding_of(data)
            text, now = fixed(data.decode(encoding), result.findings)
            if now:
                before.setdefault(result.file, data)
                contents[result.file] = text.encode(encoding)
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
        data.decode(encoding_of(data))
    except (OSError, UnicodeDecodeError):
        return None
    return data


def save(mended: Mended) -> dict[str, str]:
    """Write what was mended, each file whole or not at all.

    Returns:
        The files that are left as they are, with the reason.
    """
    failed: dict[str, str] = {}
    for file, data in mended.after.items():
        if file == STDIN:
            continue
        try:
            if Path(file).read_bytes() == mended.before[file]:
                replace_file(Path(file), data)
            else:
                failed[file] = "was changed meanwhile, and is left as it is"
        except OSError as error:
            failed[file] = f"cannot be written: {error.strerror}"
    return failed


def differences(mended: Mended) -> Iterator[str]:
    """Yield what changes, as `diff -u` shows it."""
    for file, data in mended.before.items():
        encoding = encoding_of(data)
        new = mended.after[file].decode(encoding)
        yield from unified(data.decode(encoding), new, visible(file))
