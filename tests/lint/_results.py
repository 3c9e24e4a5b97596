"""Findings that were not found, for tests of how they are written."""

from __future__ import annotations

from pathlib import Path

from hera.lint import Finding, Severity
from hera.lint.project import FileResult, Located, Span


def located(
    file: str | Path = "flow.yaml",
    span: tuple[int, int, int, int] | None = (3, 15, 3, 19),
    message: str = "template name 'main' undefined",
    *,
    code: str = "HL403",
    severity: Severity = "error",
    hint: str | None = "did you mean 'mian'?",
    fixable: bool = False,
) -> Located:
    """Return a finding about an entrypoint."""
    finding = Finding(
        code,
        severity,
        message,
        ("spec", "entrypoint"),
        hint=hint,
        fix=(("set", ("spec", "entrypoint"), "mian"),) if fixable else (),
    )
    return Located(finding, str(file), Span(*span) if span else None, "Workflow hello")


def result(*findings: Located, objects: int = 1) -> FileResult:
    """Return the result of the file that the findings are about."""
    return FileResult(findings[0].file if findings else "clean.yaml", findings, objects)
