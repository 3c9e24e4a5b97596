"""The findings in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..model import FileResult, Located


@dataclass(frozen=True)
class Summary:
    """How much was looked at, and what was found."""

    files: int
    objects: int
    errors: int
    warnings: int
    files_with_findings: int
    fixable: int
    programs: int

    def __str__(self) -> str:
        looked = f"{counted(self.objects, 'object')} in {counted(self.files, 'file')}"
        ran = f"; ran {counted(self.programs, 'program')}" if self.programs else ""
        if not self.errors + self.warnings:
            return f"No findings; looked at {looked}{ran}"
        kinds = ((self.errors, "error"), (self.warnings, "warning"))
        found = ", ".join(counted(*each) for each in kinds if each[0])
        where = f"{self.files_with_findings} of {counted(self.files, 'file')}"
        fixes = f"; {self.fixable} can be mended with --fix" if self.fixable else ""
        return f"{found} in {where}{ran}{fixes}"


def summary(results: Sequence[FileResult]) -> Summary:
    """Count what was found."""
    found = [each for result in results for each in result.findings]
    errors = sum(each.finding.severity == "error" for each in found)
    return Summary(
        files=len(results),
        objects=sum(result.objects for result in results),
        errors=errors,
        warnings=len(found) - errors,
        files_with_findings=sum(bool(result.findings) for result in results),
        fixable=sum(map(is_fixable, found)),
        programs=sum(result.file.endswith(".py") for result in results),
    )


def is_fixable(located: Located) -> bool:
    """Tell whether the finding carries edits, and its file is one that can be edited."""
    return bool(located.finding.fix) and not located.file.endswith(".py")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 file``, ``2 files``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def in_order(results: Iterable[FileResult]) -> list[Located]:
    """Return all findings, file by file."""
    return [each for result in results for each in result.findings]
