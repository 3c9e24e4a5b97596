"""Argo's resource definitions, as the release itself ships them."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import yaml

from ._kubernetes import Kubernetes
from ._processes import StartFailed

_DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
_SECONDS = 30.0


def install(kubernetes: Kubernetes, folder: Path) -> None:
    """Create the definitions that lie in `folder` and wait until they are served."""
    names: list[str] = []
    for path in sorted(folder.glob("argoproj.io_*.yaml")):
        definition = yaml.safe_load(path.read_text(encoding="utf-8"))
        kubernetes.create(_DEFINITIONS, definition)
        names.append(definition["metadata"]["name"])
    if not names:
        raise StartFailed(f"no resource definition lies in {folder}")
    deadline = time.monotonic() + _SECONDS
    for name in names:
        while not _is_served(kubernetes.request("GET", f"{_DEFINITIONS}/{name}")):
            if time.monotonic() > deadline:
                raise StartFailed(f"{name} is not served after {_SECONDS} s")
            time.sleep(0.05)


def _is_served(definition: dict[str, Any]) -> bool:
    conditions = definition.get("status", {}).get("conditions", [])
    return any(c["type"] == "Established" and c["status"] == "True" for c in conditions)
