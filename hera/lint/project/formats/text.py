"""For people: each finding as a block, as compilers show errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...finding import shown_path
from ..model import FileResult, Located
from .excerpt import excerpt, visible
from .style import Style
from .summary import in_order, summary

_STYLES = {"error": "1;31", "warning": "1;33", "place": "1", "frame": "36", "help": "1;32"}
_NARROWEST = 40


def render(results: Sequence[FileResult], style: Style) -> Iterator[str]:
    """Yield the findings as text, and at last how many there are."""
    for each in in_order(results):
        yield "\n".join(_block(each, style))
        yield "\n\n"
    if style.summed_up:
        yield f"{summary(results)}\n"


def _block(located: Located, style: Style) -> Iterator[str]:
    def styled(kind: str, text: str) -> str:
        return f"\x1b[{_STYLES[kind]}m{text}\x1b[0m" if style.colour else text

    finding, span = located.finding, located.span
    place = visible(located.file) + (f":{span.line}:{span.column}" if span else "")
    first, *more = map(visible, finding.message.splitlines() or [""])
    kind = styled(finding.severity, f"{finding.severity} {finding.code}")
    yield f"{styled('place', f'{place}:')} {kind}: {first}"
    yield from (f"    {line}" for line in more)
    line = style.texts.line(located.file, span.line) if span else None
    gutter = len(str(span.line)) if span and line is not None else 1
    if span and line is not None:
        text, marks = excerpt(line, span, max(style.width, _NARROWEST) - gutter - 3)
        bar = styled("frame", f"{'':{gutter}} |")
        yield bar
        yield f"{styled('frame', f'{span.line} |')} {text}".rstrip()
        yield f"{bar} {styled(finding.severity, marks)}"
    note = styled("frame", f"{'':{gutter}} =")
    where = ": ".join(filter(None, (located.subject, shown_path(finding.path))))
    if where:
        yield f"{note} {visible(where)}"
    if finding.hint:
        yield f"{note} {styled('help', 'help:')} {visible(finding.hint)}"
