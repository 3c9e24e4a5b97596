"""Importing what a package's attribute stands for when it is first asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def load(package: str, name: str, modules: Mapping[str, str]) -> object:
    """Return the attribute ``name`` of a package, imported from the module that ``modules`` names.

    Raises:
        AttributeError: the package has no such attribute; the nearest name is told.
    """
    module = modules.get(name)
    if module is None:
        raise AttributeError(f"module {package!r} has no attribute {name!r}{_hint(name, modules)}")
    # Plain __import__ would return the outermost package; importlib costs more to load.
    return getattr(__import__(f"{package}.{module}", fromlist=(name,)), name)


def _hint(name: str, names: Iterable[str]) -> str:
    # Python probes packages for dunder names; they deserve no search.
    if name.startswith("_"):
        return ""
    from difflib import get_close_matches

    close = get_close_matches(name, names, 1)
    return f"; did you mean {close[0]!r}?" if close else ""
