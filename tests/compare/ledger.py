"""The list of the differences that are meant: `differences.toml`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .differing import Difference

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LEDGER = Path(__file__).with_name("differences.toml")


@dataclass(frozen=True, slots=True)
class Listed:
    """A difference that is meant.

    Attributes:
        program: the program, as area/name.
        path: the place; what lies below it belongs to it.
        reason: why it is right to differ.
    """

    program: str
    path: str
    reason: str

    def covers(self, difference: Difference) -> bool:
        """Tell whether the difference lies at this place or below."""
        return difference.program == self.program and (
            difference.path == self.path
            or difference.path.startswith((f"{self.path}.", f"{self.path}["))
        )


class LedgerError(Exception):
    """The list cannot be read."""


def read(path: Path = LEDGER) -> list[Listed]:
    """Read the list.

    Raises:
        LedgerError: an entry lacks a program, a path or a reason, or has something else.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("difference", [])
        listed = [Listed(**entry) for entry in entries]
    except (OSError, ValueError, TypeError) as error:
        raise LedgerError(f"{path}: {error}") from error
    for entry in listed:
        if not all(isinstance(v, str) and v for v in (entry.program, entry.path, entry.reason)):
            raise LedgerError(f"{path}: program, path and reason must be texts, got {entry}")
    return listed


def judge(
    found: Sequence[Difference], listed: Sequence[Listed], programs: Iterable[str]
) -> tuple[list[Difference], list[Listed]]:
    """Return the differences that are not listed, and what is listed but did not occur.

    Args:
        found: what differs.
        listed: what may differ.
        programs: the programs that were run, or that exist no longer; the others are not judged.
    """
    unlisted = [item for item in found if not any(entry.covers(item) for entry in listed)]
    ran = set(programs)
    stale = [
        entry
        for entry in listed
        if entry.program in ran and not any(entry.covers(item) for item in found)
    ]
    return unlisted, stale
