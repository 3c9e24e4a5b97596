"""What the cases are made of: workflows, and requests for them."""

from __future__ import annotations

from typing import Any

from ._same_steps import Ask, Settle, Step

W = "/api/v1/workflows/argo"


PAUSE: dict[str, Any] = {"name": "pause", "suspend": {}}


SPEC: dict[str, Any] = {"entrypoint": "pause", "templates": [PAUSE]}


OBJECTS = {
    "template": ("/api/v1/workflow-templates/argo", "template", SPEC),
    "cluster-template": ("/api/v1/cluster-workflow-templates", "template", SPEC),
    "cron": (
        "/api/v1/cron-workflows/argo",
        "cronWorkflow",
        {"schedules": ["0 0 1 1 *"], "workflowSpec": SPEC},
    ),
}


def workflow(name: str, spec: Any = None, **metadata: Any) -> dict[str, Any]:
    """Return the body that creates a workflow."""
    return {"workflow": {"metadata": {"name": name, **metadata}, "spec": spec or SPEC}}


def quick(name: str, **metadata: Any) -> dict[str, Any]:
    """Return the body that creates a workflow which ends at once."""
    ends = {"entrypoint": "pause", "templates": [{"name": "pause", "suspend": {"duration": "0"}}]}
    return workflow(name, ends, **metadata)


def make(name: str, **metadata: Any) -> Ask:
    """Create a workflow that waits."""
    return Ask("POST", W, workflow(name, **metadata))


def running(name: str, **metadata: Any) -> tuple[Step, ...]:
    """Create a workflow that waits, and wait until it does."""
    return make(name, **metadata), Settle(name, "Running")


def ended(name: str, *, archived: bool = False, **metadata: Any) -> tuple[Step, ...]:
    """Create a workflow and wait for its end."""
    return Ask("POST", W, quick(name, **metadata)), Settle(name, "Succeeded", archived)


def get(path: str, **more: Any) -> Ask:
    return Ask("GET", path, **more)


def put(path: str, body: Any = None, **more: Any) -> Ask:
    racing = path.startswith(W)
    return Ask("PUT", path, {} if body is None else body, racing=racing, **more)


def selecting(kind: str, text: str) -> str:
    """Return the path that lists workflows by a selector, quoted where it has to be."""
    quoted = text.replace("%", "%25").replace("+", "%2B").replace(" ", "%20")
    return f"{W}?listOptions.{kind}Selector={quoted}"
