"""For GitHub Actions: workflow commands, which it shows as annotations at the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..model import FileResult, Located
from .style import Style
from .summary import in_order
from .uris import inside

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(results: Sequence[FileResult], style: Style) -> Iterator[str]:
    """Yield a command for each finding."""
    for each in in_order(results):
        yield f"{_command(each, style.root)}\n"


def _command(located: Located, root: Path) -> str:
    finding, span = located.finding, located.span
    properties = {"title": finding.code}
    if located.file != "-":
        properties["file"] = inside(located.file, root) or located.file
    if span:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        # GitHub takes columns only of places in one line.
        if span.line == span.end_line:
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    shown = ",".join(f"{name}={each.translate(_PROPERTY)}" for name, each in properties.items())
    lines = (finding.message, f"help: {finding.hint}" if finding.hint else "")
    text = "\n".join(filter(None, lines))
    return f"::{finding.severity} {shown}::{text.translate(_DATA)}"
