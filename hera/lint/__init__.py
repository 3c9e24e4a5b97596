"""The offline linter: what Argo would refuse, found before a manifest is sent.

    from hera.lint import lint

    for finding in lint(manifest):
        print(finding)

`lint` judges one plain manifest as Argo 4.1.2's validator does, and goes beyond it; `lint_paths`
judges the manifests in files and folders, and the workflows that Python programs define, with the
line and column of each finding; `rules` gives every rule with its documentation. Nothing of the linter is loaded before it is first asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .engine import Mode as Mode
    from .engine import Profile as Profile
    from .engine import lint as lint
    from .finding import Finding as Finding
    from .finding import Severity as Severity
    from .project.model import FileResult as FileResult
    from .project.model import Located as Located
    from .project.model import Options as Options
    from .project.model import Span as Span
    from .project.run import lint_paths as lint_paths
    from .registry import Rule as Rule
    from .registry import rules as rules

__all__ = [
    "FileResult",
    "Finding",
    "Located",
    "Mode",
    "Options",
    "Profile",
    "Rule",
    "Severity",
    "Span",
    "lint",
    "lint_paths",
    "rules",
]

_MODULES = {
    "FileResult": "project.model",
    "Finding": "finding",
    "Located": "project.model",
    "Options": "project.model",
    "Span": "project.model",
    "lint_paths": "project.run",
    "Severity": "finding",
    "Mode": "engine",
    "Profile": "engine",
    "lint": "engine",
    "Rule": "registry",
    # The engine loads every module that has rules, the registry alone has none.
    "rules": "engine",
}


def __getattr__(name: str) -> object:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(__import__(f"{__name__}.{module}", fromlist=(name,)), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
