"""What is wrong with a manifest, told with the place in the user's Python file."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal

from hera.exceptions import BuildError, HeraWarning

from .flat import Flat, Place, as_list
from .state import Noted
from .steps import ParallelBase, written_templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hera.lint import Finding

    from .workflow import WorkflowBase

_NEWEST_ARGO = "4.1"
# What is written may get its name later; what is created has one.
_NAMELESS = "HL117"
# Findings that are none for a manifest that is built here.
_UNTOLD = (
    # A template that is referred to lies on the server, and is not to be had here.
    "HL406",
    # Whoever builds a workflow may hold templates ready for what is added later.
    "HL434",
    # What a release has not is refused when a manifest is written for it, and no release that
    # takes the older of two ways is worth a warning: the way is chosen by the release.
    "HL810",
    "HL812",
    "HL813",
)
# What Argo's linter lets pass and Kubernetes refuses: the name, labels, and what is too large.
_REFUSED = ("HL115", "HL116", "HL801", _NAMELESS)
_SIZES = "HL80"


def judge(
    workflow: WorkflowBase,
    manifest: dict[str, Any],
    noted: list[Noted],
    *,
    check: bool,
    strict: bool,
    submitting: bool,
    argo: str | None,
) -> None:
    """Warn of what is wrong with a manifest.

    Raises:
        BuildError: for any finding where ``strict`` holds; for what Argo would refuse where
            ``check`` does.
    """
    from hera.lint import lint

    # What a workflow or a template has to have when it is created; templates may have less.
    mode: Literal["lint", "validate"] = "validate" if submitting else "lint"
    told: list[tuple[str, Place | None, bool]] = [*noted]
    named = submitting or strict
    for finding in lint(manifest, mode=mode, missing="warning", argo=argo or _NEWEST_ARGO):
        if finding.code in _UNTOLD or (finding.code == _NAMELESS and not named):
            continue
        error = finding.severity == "error" or finding.code in _REFUSED
        told.append((text_of(finding), place_of(workflow, finding.path), error))
    fatal = [at(place, text) for text, place, error in told if strict or (check and error)]
    if fatal:
        raise BuildError(fatal)
    for text, place, _ in told:
        file, line = place or workflow._place or ("<unknown>", 1)
        warnings.warn_explicit(text, HeraWarning, file, line)


def conflicts(workflow: WorkflowBase) -> Iterator[Noted]:
    """Yield where two different templates have one name."""
    for there, other in workflow.__dict__.get("_conflicts", ()):
        first = getattr(there, "_place", None)
        where = f", the first made at {first[0]}:{first[1]}" if first else ""
        yield Noted(
            f"two different templates have the name {other.name!r}{where}; the first one is used: "
            "give one of them another name",
            getattr(other, "_place", None),
            True,
        )


def at(place: Place | None, text: str) -> str:
    """Return what was found behind its file and line, where these are known."""
    return f"{place[0]}:{place[1]}: {text}" if place else text


def text_of(finding: Finding) -> str:
    """Return a finding as one line."""
    if finding.code.startswith(_SIZES):
        return f"{finding.message}: {finding.hint}"
    path = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in finding.path)
    hint = f"; {finding.hint}" if finding.hint else ""
    if finding.code == _NAMELESS:
        hint = "; give name=, or generate_name= to get one made"
    return f"{finding.code} {path.lstrip('.')}: {finding.message}{hint}"


def place_of(workflow: WorkflowBase, path: tuple[str | int, ...]) -> Place | None:
    """Return where the user made what lies at a path of the manifest."""
    keys = list(path)
    for part in workflow._spec:
        if not keys or keys.pop(0) != part:
            return workflow._place
    found = workflow._place
    item: Any = workflow
    for key in keys:
        inner = inside(item, key)
        if inner is None:
            break
        item = inner
        if isinstance(item, Flat):
            found = getattr(item, "_place", None) or found
    return found


def inside(item: Any, key: str | int) -> Any:
    """Return the part of an object that a key of its manifest stands for."""
    if isinstance(key, int):
        items = as_list(item.sub_steps if isinstance(item, ParallelBase) else item)
        return items[key] if key < len(items) else None
    if key == "dag":
        return item
    inner = getattr(item, "sub_steps" if key == "steps" else key, None)
    return written_templates(inner) if key == "templates" else inner
