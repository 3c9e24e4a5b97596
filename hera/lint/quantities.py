"""Amounts of resources: memory, processors, sizes of volumes."""

from __future__ import annotations

import re

from .objects import Subject
from .registry import rule
from .shape import any_string, is_list, is_object, mapping, under
from .template import IN_POD, Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .finding import Path
    from .registry import Say
    from .shape import Object

# Kubernetes takes a number without digits for 0.
_SHAPE = re.compile(r"[+-]?[0-9]*(?:\.[0-9]*)?([eEinumkKMGTP]*[-+]?[0-9]*)")
_SUFFIX = re.compile(r"|n|u|m|k|M|G|T|P|E|[KMGTPE]i|[eE][-+]?[0-9]+")
# What is written for bytes elsewhere.
_BYTES = re.compile(r"([0-9.]+) ?([kmgtpKMGTP]?)i?[bB]?")
_SHAPE_TEXT = (
    "quantities must match the regular expression " "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
)
# What holds amounts, and the field of it that is one or has some by name.
_HOLDERS = {
    "resources": ("limits", "requests"),
    "podResources": ("limits", "requests"),
    "emptyDir": ("sizeLimit",),
    "resourceFieldRef": ("divisor",),
}
# Below these anything may stand.
_NOT_BELOW = ("plugin", "metadata")
# The fields of templates that amounts stand in, or below.
_IN_TEMPLATES = (
    "container",
    "containerSet",
    "initContainers",
    "podResources",
    "script",
    "sidecars",
    "volumes",
)
# Those of a workflow's specification, whose templates are looked at on their own.
_IN_SPECIFICATIONS = ("podResources", "templateDefaults", "volumeClaimTemplates", "volumes")


@rule("HL427", Template, "Amounts are written as Kubernetes has them", needs=(IN_POD,))
def amounts(view: Template, say: Say) -> None:
    """An amount of memory, processors or storage is a number with a unit such as `m`, `M`, `Gi`.

    Argo reads it before it puts values into the places of tags, so it cannot hold a tag.

    ```yaml
    container:
      image: busybox
      resources: {limits: {memory: 512MB}}
    ```

    Write `512M` or `512Mi`. For an amount that a parameter says use `podSpecPatch`.
    """
    _report(view.raw, _IN_TEMPLATES, view.path, say)


@rule(
    "HL107",
    Subject,
    "Amounts of volumes are written as Kubernetes has them",
    needs=_IN_SPECIFICATIONS,
)
def amounts_of_volumes(view: Subject, say: Say) -> None:
    """The size of a volume is a number with a unit such as `M`, `Gi`.

    ```yaml
    volumeClaimTemplates:
    - metadata: {name: work}
      spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 10GB}}}
    ```

    Write `10G` or `10Gi`.
    """
    _report(view.spec, _IN_SPECIFICATIONS, view.path, say)


def _report(raw: Object, fields: tuple[str, ...], path: Path, say: Say) -> None:
    there = {field: raw[field] for field in fields if field in raw}
    for place, given in _amounts(there, path) if there else ():
        if given is None:
            continue
        text = any_string(given).strip()
        problem = _problem_with(text)
        if problem:
            hint = _hint(text)
            say(place, f"got {text!r}", argo=problem, hint=hint)


def _hint(text: str) -> str | None:
    """Return what to write instead of an amount, where that is plain."""
    if "{{" in text:
        return "an amount cannot hold a tag; use podSpecPatch"
    match = _BYTES.fullmatch(text)
    if match is None:
        return None
    number, unit = match[1], match[2].upper()
    if not unit:
        return f"write {number}"
    small = "k" if unit == "K" else unit
    return f"write {number}{unit}i (powers of 1024) or {number}{small} (of 1000)"


def _amounts(value: Any, path: Path) -> Iterator[tuple[Path, object]]:
    """Yield all amounts below a place."""
    waiting: list[tuple[Any, Path]] = [(value, path)]
    while waiting:
        here, at = waiting.pop()
        if is_list(here):
            waiting += [
                (item, under(at, index))
                for index, item in enumerate(here)
                if not isinstance(item, str)
            ]
        elif is_object(here):
            for key, inner in here.items():
                # Most is text.
                if isinstance(inner, str):
                    continue
                if key in _HOLDERS and is_object(inner):
                    yield from _held(inner, under(at, key), _HOLDERS[key])
                elif key not in _NOT_BELOW:
                    waiting.append((inner, under(at, key)))


def _held(holder: Any, path: Path, fields: tuple[str, ...]) -> Iterator[tuple[Path, object]]:
    for field in fields:
        amount = holder.get(field)
        if is_object(amount):
            for name, one in mapping(amount).items():
                yield under(path, field, name), one
        else:
            yield under(path, field), amount


def _problem_with(text: str) -> str:
    found = _SHAPE.fullmatch(text)
    if not text or not found:
        return _SHAPE_TEXT
    return "" if _SUFFIX.fullmatch(found[1]) else "unable to parse quantity's suffix"
