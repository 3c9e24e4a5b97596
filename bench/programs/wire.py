"""What an Argo server sends for the rows of the client, made by arithmetic."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from . import documents
from .sizes import NODES

_VERSION = b"@version@"
_LONG_LINE = "x" * 1000


def version() -> bytes:
    """Return the body for the server's version."""
    about = {"version": "v4.1.2", "buildDate": "2026-01-01T00:00:00Z", "gitCommit": "0" * 40}
    built = {"gitTag": "v4.1.2", "gitTreeState": "clean", "goVersion": "go1.25.0"}
    return _dumps({**about, **built, "compiler": "gc", "platform": "linux/amd64"})


def tiny() -> bytes:
    """Return the body for a hello-world that has run."""
    container: documents.Json = {
        "name": "",
        "image": "busybox",
        "command": ["echo"],
        "args": ["hello"],
    }
    template: documents.Json = {
        "name": "main",
        "inputs": {},
        "outputs": {},
        "metadata": {},
        "container": container,
    }
    node: documents.Json = {
        "id": "hello",
        "name": "hello",
        "displayName": "hello",
        "type": "Pod",
        "templateName": "main",
        "phase": "Succeeded",
        "startedAt": "2026-01-01T00:00:00Z",
        "finishedAt": "2026-01-01T00:00:10Z",
        "outputs": {"exitCode": "0"},
    }
    return _dumps(
        {
            "metadata": {"name": "hello", "namespace": "default", "resourceVersion": "1000"},
            "spec": {"entrypoint": "main", "templates": [template]},
            "status": {"phase": "Succeeded", "progress": "1/1", "nodes": {"hello": node}},
        }
    )


def workflow_list(items: int) -> bytes:
    """Return the body for a list of workflows, 10 kB each."""
    found = [_workflow(14, number) for number in range(items)]
    for item in found:
        # The server leaves them out of a list.
        del item["apiVersion"], item["kind"]
    return _dumps({"metadata": {"resourceVersion": "1000000"}, "items": found})


def log_frames(lines: int) -> Iterator[bytes]:
    """Yield the frames of a log."""
    for number in range(lines):
        line = f"2026-01-01 00:00:00 INFO step {number}: 42 records read, 42 written, none left"
        yield _log_frame(line)


def long_log_frames(megabytes: int) -> Iterator[bytes]:
    """Yield the frames of a log with lines of a thousand characters."""
    frame = _log_frame(_LONG_LINE)
    for _ in range(long_log_lines(megabytes)):
        yield frame


def long_log_lines(megabytes: int) -> int:
    """Return how many lines that log has."""
    return megabytes * 1_000_000 // len(_log_frame(_LONG_LINE)) + 1


def events(count: int) -> Iterator[bytes]:
    """Yield the JSON of a watch's frames: one workflow of 100 nodes that changes."""
    text = _event()
    for number in range(count):
        yield text.replace(_VERSION, b"%d" % (1000 + number), 1)


def event_count(megabytes: int) -> int:
    """Return how many events have that size together."""
    return megabytes * 1_000_000 // len(_event()) + 1


def framed(payload: bytes) -> bytes:
    """Return a payload as a server-sent event."""
    return b"data: " + payload + b"\n\n"


def _event() -> bytes:
    changed = {"type": "MODIFIED", "object": _workflow(NODES, 0, _VERSION.decode())}
    return _dumps({"result": changed})


def _log_frame(line: str) -> bytes:
    return framed(_dumps({"result": {"content": line, "podName": "dag-work-0-1234567890"}}))


def _workflow(nodes: int, number: int, resource_version: str = "1000") -> documents.Json:
    metadata: documents.Json = {
        "name": f"dag-{number}",
        "generateName": "dag-",
        "namespace": "default",
        "uid": f"5b1ad2a4-6a5e-4a8e-8f0e-{number:012}",
        "resourceVersion": resource_version,
        "generation": 7,
        "creationTimestamp": "2026-01-01T00:00:00Z",
        "labels": {"workflows.argoproj.io/phase": "Succeeded"},
        "managedFields": [
            {
                "manager": manager,
                "operation": "Update",
                "apiVersion": "argoproj.io/v1alpha1",
                "time": "2026-01-01T00:00:00Z",
                "fieldsType": "FieldsV1",
                "fieldsV1": {"f:metadata": {"f:labels": {".": {}}}, "f:spec": {}, "f:status": {}},
            }
            for manager in ("argo", "workflow-controller")
        ],
    }
    return {**documents.finished(nodes), "metadata": metadata}


def _dumps(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
