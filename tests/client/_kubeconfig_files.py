"""Kubeconfigs to test with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hera_client._http import http


def write(
    path: Path,
    *,
    user: dict[str, Any] | None = None,
    cluster: dict[str, Any] | None = None,
    context: dict[str, Any] | None = None,
    name: str = "dev",
    current: str | None = None,
) -> Path:
    """Write a kubeconfig of one context; JSON is YAML too."""
    content = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": name if current is None else current,
        "contexts": [{"name": name, "context": {"cluster": name, "user": name, **(context or {})}}],
        "clusters": [
            {"name": name, "cluster": {"server": "https://k8s.example", **(cluster or {})}}
        ],
        "users": [{"name": name, "user": user or {}}],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content))
    return path


def header_of(auth: http.Auth, url: str = "https://k8s.example") -> str | None:
    """Return the Authorization header of a request to the URL."""
    request = next(auth.sync_auth_flow(http.Request("GET", url)))
    header: str | None = request.headers.get("Authorization")
    return header
