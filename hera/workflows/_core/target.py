"""Manifests for an older or newer Argo than the newest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import hera_models
from hera.exceptions import BuildError

from .flat import is_list, is_mapping

# One lock or more: the newer name takes a list of what the older one takes one of.
_LOCKS = {"mutex": "mutexes", "semaphore": "semaphores"}
_LISTS_SINCE = (3, 6)
_ONES_UNTIL = (3, 7)
_VERSION = re.compile(r"v?(\d+)\.(\d+)")


def version_of(target: str) -> tuple[int, int]:
    """Return major and minor number of an Argo version, such as ``3.5`` or ``v3.5.15``.

    Raises:
        BuildError: it is no version.
    """
    found = _VERSION.match(target) if is_version(target) else None
    if found is None:
        raise BuildError([f"target is an Argo version such as '3.5' or 'v4.1.2'; got {target!r}"])
    return int(found[1]), int(found[2])


def is_version(text: object) -> bool:
    """Tell whether a text is a release's version; servers that are built otherwise have others."""
    return isinstance(text, str) and _VERSION.match(text) is not None


def for_target(data: dict[str, Any], target: str) -> dict[str, Any]:
    """Return the manifest as an Argo of this version takes it.

    Fields that were renamed are translated: ``schedule`` and ``schedules``, ``mutex`` and
    ``mutexes``, ``semaphore`` and ``semaphores``.

    Raises:
        BuildError: it uses what that version does not have.
    """
    version = version_of(target)
    data, lost = translated(data, version)
    if lost:
        raise BuildError([f"for Argo {target}: {problem}" for problem in lost])
    cls = _model(data)
    if cls is not None:
        model = cls.from_dict(data, lenient=True)
        try:
            problems = [str(item) for item in hera_models.check_release(model, _release(version))]
        except ValueError as error:
            raise BuildError([f"target {target!r}: {error}"]) from None
        if problems:
            raise BuildError([f"for Argo {target}: {problem}" for problem in problems])
    return data


def _model(data: dict[str, Any]) -> Any:
    """Return the class of `hera_models` for a manifest; one that was read may lack its kind."""
    return getattr(hera_models, data.get("kind") or "", None)


def translated(data: dict[str, Any], version: tuple[int, int]) -> tuple[dict[str, Any], list[str]]:
    """Return a copy with fields named as a version has them, and why some cannot be."""
    data = deepcopy(data)
    return data, list(_translate(data, version))


def differs_by_release(data: dict[str, Any]) -> bool:
    """Tell whether it matters for a manifest which of the supported releases takes it."""
    cls = _model(data)
    if cls is None:
        return False
    model = cls.from_dict(data, lenient=True)
    return any(hera_models.check_release(model, release) for release in _releases())


def _releases() -> tuple[str, ...]:
    return hera_models.availability("Workflow").releases


def _release(version: tuple[int, int]) -> str:
    """Return the supported release that stands for a version; newer ones than known: the newest."""
    known = {version_of(release): release for release in _releases()}
    newest = max(known)
    return known[newest] if version > newest else f"v{version[0]}.{version[1]}"


def _translate(data: dict[str, Any], version: tuple[int, int]) -> Iterator[str]:
    if data.get("kind") == "CronWorkflow":
        yield from _pair(data.get("spec", {}), "schedule", "schedules", version)
    for synchronization in _synchronizations(data):
        for one, many in _LOCKS.items():
            yield from _pair(synchronization, one, many, version)


def _pair(holder: dict[str, Any], one: str, many: str, version: tuple[int, int]) -> Iterator[str]:
    """Move a value to the field that the version has; yield what cannot be moved."""
    if version < _LISTS_SINCE and many in holder:
        values = holder[many]
        if len(values) > 1 or (values and one in holder):
            yield f"{many} holds {len(values)} values, but before 3.6 there is only {one}, for one"
            return
        del holder[many]
        if values:
            holder[one] = values[0]
    elif version > _ONES_UNTIL and one in holder:
        holder[many] = [holder.pop(one), *holder.get(many, ())]


def _synchronizations(value: Any) -> Iterator[dict[str, Any]]:
    if is_mapping(value):
        for key, item in value.items():
            if key == "synchronization" and isinstance(item, dict):
                yield item
            elif key != "arguments":
                yield from _synchronizations(item)
    elif is_list(value):
        for item in value:
            yield from _synchronizations(item)
