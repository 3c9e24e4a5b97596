"""For programs: one JSON document, whose shape is described in docs/lint.md and stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ..model import FileResult, Located
from .style import Style
from .summary import in_order, is_fixable, summary

# Counted up when a reader of an older shape could not read a newer one.
_VERSION = 1


def render(results: Sequence[FileResult], _: Style) -> Iterator[str]:
    """Yield the findings as one JSON document."""
    document = {
        "version": _VERSION,
        "summary": asdict(summary(results)),
        "files": [{"file": each.file, "objects": each.objects} for each in results],
        "findings": [_finding(each) for each in in_order(results)],
    }
    yield f"{json.dumps(document, indent=2)}\n"


def _finding(located: Located) -> dict[str, Any]:
    finding, span = located.finding, located.span
    return {
        "file": located.file,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "argo": finding.text,
        "hint": finding.hint,
        "object": located.subject or None,
        "document": located.document,
        "inside": list(located.inside),
        "path": list(finding.path),
        "fixable": is_fixable(located),
    }
