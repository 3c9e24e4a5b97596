"""How large a manifest may be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Message = tuple[str, tuple[str | int, ...], bool]

# Kubernetes keeps no object that is larger.
MOST_BYTES = 2**20
# What a script's parameters may hold together: Argo puts the pod's template, in which they stand
# in base64, into an environment variable of at most 128 KiB. Until 3.5 it does so twice.
MOST_VALUES = 90_000
MOST_VALUES_UNTIL_3_5 = 50_000


def findings_of_size(manifest: dict[str, Any], argo: tuple[int, int] | None) -> Iterator[Message]:
    """Yield what is too large, each with its path and whether it is refused."""
    spec: dict[str, Any] = manifest.get("spec", {})
    path: tuple[str | int, ...] = ("spec",)
    if "workflowSpec" in spec:
        spec, path = spec["workflowSpec"], ("spec", "workflowSpec")
    templates: list[dict[str, Any]] = spec.get("templates") or []
    # Each template is measured once, as that takes time; then what is around them.
    sizes = [_bytes(item) for item in templates]
    around: dict[str, Any] = {**spec, "templates": []} if templates else spec
    if "workflowSpec" in path:
        around = {**manifest["spec"], "workflowSpec": around}
    total = _bytes({**manifest, "spec": around}) + sum(sizes) + max(len(sizes) - 1, 0)  # commas
    most = MOST_VALUES_UNTIL_3_5 if argo is not None and argo < (3, 6) else MOST_VALUES
    if total <= most:
        return
    if total > MOST_BYTES:
        named_sizes = zip(sizes, (item.get("name") for item in templates), strict=True)
        largest = sorted(named_sizes, key=lambda each: each[0], reverse=True)[:3]
        named = ", ".join(f"{name!r} ({size:,} bytes)" for size, name in largest)
        yield (
            f"the manifest has {total:,} bytes, and Kubernetes takes at most {MOST_BYTES:,}; "
            f"the largest templates are {named}: share templates, or read large data from artifacts",
            (),
            True,
        )
    for index, template in enumerate(templates):
        script: dict[str, Any] = template.get("script") or {}
        length = len(str(script.get("source", "")).encode("utf-8", "replace"))
        if length > most:
            yield (
                f"the script has {length:,} bytes, and a pod's text has 128 KiB in all: put what is "
                "large into the image or an artifact",
                (*path, "templates", index, "script", "source"),
                False,
            )
        for node, inside in _nodes(template):
            arguments: dict[str, Any] = node.get("arguments") or {}
            parameters: list[dict[str, Any]] = arguments.get("parameters") or []
            size = sum(
                len(str(item.get("value", "")).encode("utf-8", "replace")) for item in parameters
            )
            if size > most:
                yield (
                    f"the arguments hold {size:,} bytes, and a script's may hold {most:,} together: "
                    "hand larger data over as an artifact",
                    (*path, "templates", index, *inside, "arguments"),
                    False,
                )


def _bytes(data: Any) -> int:
    return len(json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).encode())


def _nodes(template: dict[str, Any]) -> Iterator[tuple[dict[str, Any], tuple[str | int, ...]]]:
    dag: dict[str, Any] = template.get("dag") or {}
    tasks: list[dict[str, Any]] = dag.get("tasks") or []
    for index, task in enumerate(tasks):
        yield task, ("dag", "tasks", index)
    groups: list[list[dict[str, Any]]] = template.get("steps") or []
    for outer, group in enumerate(groups):
        for inner, step in enumerate(group):
            yield step, ("steps", outer, inner)
