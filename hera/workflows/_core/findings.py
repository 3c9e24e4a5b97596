"""What is wrong with a manifest, told with the place in the user's Python file."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any, Literal

from hera.exceptions import BuildError, HeraWarning

from .flat import Flat, Place, as_list
from .sizes import findings_of_size
from .target import version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hera.lint import Finding

    from .state import Noted
    from .workflow import WorkflowBase

_NEWEST_ARGO = "4.1"
_OBJECT_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
# A template that is referred to lies on the server, and is not to be had here.
_ELSEWHERE = "HL406"


def judge(
    workflow: WorkflowBase,
    manifest: dict[str, Any],
    noted: list[Noted],
    *,
    strict: bool,
    submitting: bool,
    argo: str | None,
) -> None:
    """Warn of what is wrong with a manifest.

    Raises:
        BuildError: for any finding where ``strict`` holds; for what Argo would refuse where the
            manifest is about to be submitted.
    """
    from hera.lint import lint

    mode: Literal["lint", "submit"] = "submit" if submitting else "lint"
    told: list[tuple[str, Place | None, bool]] = [*noted, *_conflicts(workflow)]
    problem = _problem_with_name(manifest.get("metadata") or {}, needed=submitting or strict)
    if problem:
        told.append((problem, workflow._place, True))
    for finding in lint(manifest, mode=mode, argo=argo or _NEWEST_ARGO):
        if finding.code == _ELSEWHERE:
            continue
        error = finding.severity == "error"
        told.append((text_of(finding), place_of(workflow, finding.path), error))
    version = None if argo is None else version_of(argo)
    for text, path, error in findings_of_size(manifest, version):
        told.append((text, place_of(workflow, path), error))
    fatal = [at(place, text) for text, place, error in told if strict or (submitting and error)]
    if fatal:
        raise BuildError(fatal)
    for text, place, _ in told:
        file, line = place or workflow._place or ("<unknown>", 1)
        warnings.warn_explicit(text, HeraWarning, file, line)


def _conflicts(workflow: WorkflowBase) -> Iterator[tuple[str, Place | None, bool]]:
    for there, other in workflow.__dict__.get("_conflicts", ()):
        first = getattr(there, "_place", None)
        where = f", the first made at {first[0]}:{first[1]}" if first else ""
        yield (
            f"two different templates have the name {other.name!r}{where}; the first one is used: "
            "give one of them another name",
            getattr(other, "_place", None),
            True,
        )


def _problem_with_name(metadata: dict[str, Any], *, needed: bool) -> str:
    """Return why Kubernetes would refuse an object's name, which Argo's linter lets pass."""
    for key in ("name", "generateName"):
        name = metadata.get(key)
        # What the server appends follows a hyphen.
        whole = name.rstrip("-") if name and key == "generateName" else name
        if whole and not _OBJECT_NAME.fullmatch(whole):
            return (
                f"metadata.{key}: Kubernetes refuses {name!r}: a name consists of lower-case "
                "letters, digits, '-' and '.', and begins and ends with a letter or digit"
            )
    if needed and not (metadata.get("name") or metadata.get("generateName")):
        return "metadata: Kubernetes wants a name: give name=, or generate_name= to get one made"
    return ""


def at(place: Place | None, text: str) -> str:
    """Return what was found behind its file and line, where these are known."""
    return f"{place[0]}:{place[1]}: {text}" if place else text


def text_of(finding: Finding) -> str:
    """Return a finding as one line."""
    path = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in finding.path)
    hint = f"; {finding.hint}" if finding.hint else ""
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
        inner = _inside(item, key)
        if inner is None:
            break
        item = inner
        if isinstance(item, Flat):
            found = getattr(item, "_place", None) or found
    return found


def _inside(item: Any, key: str | int) -> Any:
    """Return the part of an object that a key of its manifest stands for."""
    if isinstance(key, int):
        items = as_list(item)
        return items[key] if key < len(items) else None
    if key == "dag":
        return item
    names = {"steps": "sub_steps"}
    return getattr(item, names.get(key, key), None)
