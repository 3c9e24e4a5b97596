"""For GitHub Actions: workflow commands, which it shows as annotations at the lines."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..model import FileResult, Located
from .excerpt import visible
from .style import Style
from .summary import in_order
from .uris import inside

_LINE = re.compile(r"[^\r\n]+")
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def render(results: Sequence[FileResult], style: Style) -> Iterator[str]:
    """Yield a command for each finding."""
    # GitHub knows files by their place there.
    checkout = Path(os.environ.get("GITHUB_WORKSPACE") or style.root).absolute()
    root = checkout if Path.cwd().is_relative_to(checkout) else style.root
    for each in in_order(results):
        yield f"{_command(each, root)}\n"


def _command(located: Located, root: Path) -> str:
    finding, span = located.finding, located.span
    properties = {"title": finding.code}
    if located.file != "-":
        properties["file"] = visible(inside(located.file, root) or located.file)
    if span:
        properties |= {"line": str(span.line), "endLine": str(span.end_line)}
        # GitHub takes columns only of places in one line.
        if span.line == span.end_line:
            properties |= {"col": str(span.column), "endColumn": str(span.end_column)}
    shown = ",".join(f"{name}={each.translate(_PROPERTY)}" for name, each in properties.items())
    lines = (finding.message, f"help: {finding.hint}" if finding.hint else "")
    text = _LINE.sub(lambda line: visible(line[0]), "\n".join(filter(None, lines)))
    return f"::{finding.severity} {shown}::{text.translate(_DATA)}"
