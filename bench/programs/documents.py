"""The documents that the programs read, as plain data and as text, made by arithmetic."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

MESSAGE = "{{inputs.parameters.message}}"


def dag(tasks: int) -> Json:
    """Return a Workflow whose DAG is a chain of tasks that share one template."""
    steps = [_task(number) for number in range(tasks)]
    work = {
        "name": "work-0",
        "inputs": {"parameters": [{"name": "message"}]},
        "container": {"image": "busybox", "command": ["echo"], "args": [MESSAGE]},
    }
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "metadata": {"generateName": "dag-"},
        "spec": {
            "entrypoint": "main",
            "templates": [work, {"name": "main", "dag": {"tasks": steps}}],
        },
    }


def finished(nodes: int) -> Json:
    """Return the Workflow of :func:`dag` after its run, with the status of every node."""
    return {
        **dag(nodes),
        "status": {
            "phase": "Succeeded",
            "progress": f"{nodes}/{nodes}",
            "startedAt": "2026-01-01T00:00:00Z",
            "finishedAt": "2026-01-01T03:00:00Z",
            "nodes": {f"dag-{number}": _node(number) for number in range(nodes)},
        },
    }


def dag_json(tasks: int) -> str:
    """Return the Workflow of :func:`dag` as JSON."""
    return json.dumps(dag(tasks))


def finished_json(nodes: int) -> str:
    """Return the Workflow of :func:`finished` as JSON."""
    return json.dumps(finished(nodes))


def dag_yaml(tasks: int) -> str:
    """Return the Workflow of :func:`dag` as YAML in block style."""
    return "\n".join(_dag_lines(tasks)) + "\n"


def _task(number: int) -> Json:
    task: Json = {
        "name": f"t{number}",
        "template": "work-0",
        "arguments": {"parameters": [{"name": "message", "value": f"hello {number}"}]},
    }
    return {**task, "depends": f"t{number - 1}"} if number else task


def _node(number: int) -> Json:
    return {
        "id": f"dag-{number}",
        "name": f"dag.t{number}",
        "displayName": f"t{number}",
        "type": "Pod",
        "templateName": "work-0",
        "templateScope": "local/dag",
        "phase": "Succeeded",
        "boundaryID": "dag-main",
        "startedAt": "2026-01-01T00:00:00Z",
        "finishedAt": "2026-01-01T00:00:10Z",
        "estimatedDuration": 10,
        "progress": "1/1",
        "resourcesDuration": {"cpu": 1, "memory": 10},
        "inputs": {"parameters": [{"name": "message", "value": f"hello {number}"}]},
        "outputs": {
            "exitCode": "0",
            "artifacts": [{"name": "main-logs", "s3": {"key": f"dag/{number}/main.log"}}],
        },
        "children": [f"dag-{number + 1}"],
        "hostNodeName": "node-1",
    }


def _dag_lines(tasks: int) -> Iterator[str]:
    yield from (
        "apiVersion: argoproj.io/v1alpha1",
        "kind: Workflow",
        "metadata:",
        "  generateName: dag-",
        "spec:",
        "  entrypoint: main",
        "  templates:",
        "  - name: work-0",
        "    inputs:",
        "      parameters:",
        "      - name: message",
        "    container:",
        "      image: busybox",
        "      command:",
        "      - echo",
        "      args:",
        f"      - '{MESSAGE}'",
        "  - name: main",
        "    dag:",
        "      tasks:",
    )
    for number in range(tasks):
        yield from _task_lines(number)


def _task_lines(number: int) -> Iterator[str]:
    yield f"      - name: t{number}"
    yield "        template: work-0"
    if number:
        yield f"        depends: t{number - 1}"
    yield "        arguments:"
    yield "          parameters:"
    yield "          - name: message"
    yield f"            value: hello {number}"
