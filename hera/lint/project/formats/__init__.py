"""How findings are written: for people, for programs, and for the services that show them.

Each module has a function `render(results, style)`, which yields the text piece by piece. A format's
module is loaded when it is used: that of SARIF takes longer to load than a small project to lint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from ..model import FileResult
from .style import Style

__all__ = ["FORMATS", "Style", "render"]

FORMATS = ("text", "json", "sarif", "github")


def render(name: str, results: Sequence[FileResult], style: Style) -> Iterator[str]:
    """Yield what was found as text.

    Args:
        name: One of `FORMATS`.
        results: What `hera.lint.lint_paths` returned.
        style: What a format needs besides; each takes of it what concerns it.

    Raises:
        ValueError: There is no such format.
    """
    if name not in FORMATS:
        raise ValueError(f"no format {name!r}; there are {', '.join(FORMATS)}")
    # A module named `json` would be taken for Python's.
    module = import_module(f".{name}_" if name == "json" else f".{name}", __name__)
    rendered: Iterator[str] = module.render(results, style)
    return rendered
