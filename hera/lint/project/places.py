"""What a program that was run holds: its workflows, and where each of their parts was made."""

# The facade's classes know each other's protected parts, and its linter theirs.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any, cast

from hera._programs import is_library, kinds_of_workflows
from hera.workflows._core.findings import inside
from hera.workflows._core.flat import Flat, Place, get, is_list, is_mapping
from hera.workflows._core.workflow import WorkflowBase

# A program keeps its workflows in a list, or in a dict of lists.
_DEPTH = 2


def workflows_held(module: ModuleType) -> list[Any]:
    """Return the workflows among a module's variables, and in what those hold."""
    kinds = kinds_of_workflows()
    values: dict[int, Any] = {}
    waiting = [vars(module)]
    for _ in range(_DEPTH + 1):
        found = [each for holder in waiting for each in _held(holder) if id(each) not in values]
        values.update((id(each), each) for each in found)
        waiting = [each for each in found if not isinstance(each, kinds)]
    return [each for each in values.values() if isinstance(each, kinds)]


def _held(holder: Any) -> Iterable[Any]:
    """Return what a collection, or an object of a class of the user's, holds."""
    if isinstance(holder, (list, tuple, set, frozenset)):
        return cast("Iterable[Any]", holder)
    if is_mapping(holder):
        return holder.values()
    module = sys.modules.get(type(holder).__module__)
    if module is None or is_library(getattr(module, "__file__", None) or "<frozen "):
        return ()
    return getattr(holder, "__dict__", {}).values()


def places_of(
    workflow: WorkflowBase, manifest: dict[str, Any]
) -> dict[tuple[str | int, ...], Place]:
    """Return where the user made the parts of a manifest, by their paths.

    What has no place of its own was made where that was in which it lies.
    """
    found: dict[tuple[str | int, ...], Place] = {}
    if workflow._place is not None:
        found[()] = workflow._place
    waiting: list[tuple[tuple[str | int, ...], Any, Any]]
    waiting = [(workflow._spec, get(manifest, workflow._spec), workflow)]
    while waiting:
        path, data, item = waiting.pop()
        if isinstance(item, Flat) and item is not workflow:
            place: Place | None = getattr(item, "_place", None)
            if place is not None:
                found[path] = place
        for key in _keys(data):
            inner = inside(item, key)
            if inner is not None:
                waiting.append(((*path, key), data[key], inner))
    return found


def _keys(data: Any) -> Iterable[Any]:
    if is_mapping(data):
        return data
    return range(len(data)) if is_list(data) else ()
