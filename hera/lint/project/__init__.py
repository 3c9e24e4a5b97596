"""Whole projects: files are found, read, judged side by side, and what is wrong is told.

    from hera.lint.project import Options, lint_paths

Reading down: `files` finds the files, `source` reads one and gives its objects, `programs` runs
Python programs, `positions` knows the lines and columns, `ignores` the comments that silence a
rule, `run` puts them together with `cache` in front, `mending` carries out what findings offer, and
`formats` writes what was found. Nothing is loaded before it is first asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import explain as explain
    from . import mending as mending
    from .model import FileResult as FileResult
    from .model import Located as Located
    from .model import Options as Options
    from .model import Span as Span
    from .run import lint_paths as lint_paths

__all__ = ["FileResult", "Located", "Options", "Span", "lint_paths"]

_MODULES = {
    "FileResult": "model",
    "Located": "model",
    "Options": "model",
    "Span": "model",
    "lint_paths": "run",
}


def __getattr__(name: str) -> object:
    if name in ("explain", "mending"):
        return __import__(f"{__name__}.{name}", fromlist=("",))
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(__import__(f"{__name__}.{module}", fromlist=(name,)), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
