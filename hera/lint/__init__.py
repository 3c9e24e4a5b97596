"""The offline linter: what Argo would refuse, found before a manifest is sent.

    from hera.lint import lint

    for finding in lint(manifest):
        print(finding)

`lint` judges one plain manifest as Argo 4.1.2's validator does, and goes beyond it; `rules` gives
every rule with its documentation. Nothing of the linter is loaded before it is first asked for.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .engine import Mode as Mode
    from .engine import Profile as Profile
    from .engine import lint as lint
    from .finding import Finding as Finding
    from .finding import Severity as Severity
    from .registry import Rule as Rule
    from .registry import rules as rules

__all__ = ["Finding", "Mode", "Profile", "Rule", "Severity", "lint", "rules"]

_MODULES = {
    "Finding": "finding",
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
