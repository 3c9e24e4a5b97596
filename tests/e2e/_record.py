"""A run as a small record: what the controller did, without what differs from run to run.

Nodes go by their names, in which the scenario's name stands for the workflow's. `order` tells what
was done, and after it the changes of phase, one list for each update that the controller wrote; it
determines the order of the lists, not that within one.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ._drive import Run

RECORDED: Final = Path(__file__).parent / "recorded"

Record = dict[str, Any]

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d{2}:?\d{2})( UTC)?)?")
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def record(run: Run) -> Record:
    """Return a finished run as plain data that is the same each time."""
    status = run.workflow.get("status", {})
    nodes: Mapping[str, Any] = status.get("nodes", {})
    steady = _Steady(run, nodes)
    order = sorted(nodes.values(), key=lambda node: (run.first_seen[node["id"]], node["name"]))
    return {
        "workflow": _workflow(status, steady),
        "order": [{"done": step.done, "updates": step.waves} for step in run.steps],
        "nodes": [_node(node, steady) for node in order],
    }


def read(name: str) -> Record:
    """Return the record of a scenario.

    Raises:
        FileNotFoundError: there is none yet.
    """
    found: Record = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return found


def write(name: str, release: str, made: Record) -> str:
    """Write a scenario's record, and return what that changed: new, changed or unchanged."""
    path = RECORDED / f"{name}.json"
    text = lines({"argo": release, **made})
    before = path.read_text(encoding="utf-8") if path.exists() else None
    if before == text:
        return "unchanged"
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
    return "new" if before is None else "changed"


def lines(made: Record) -> str:
    """Return a record as JSON with one line for each step and each node."""
    parts: list[str] = []
    for key, value in made.items():
        if isinstance(value, list):
            items: list[Any] = value
            rows = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in items)
            parts.append(f' "{key}": [\n{rows}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


class _Steady:
    """Replaces what differs from run to run."""

    def __init__(self, run: Run, nodes: Mapping[str, Any]) -> None:
        self._run = run
        self._names = {node["id"]: node["name"] for node in nodes.values()}
        # An id begins with the workflow's name, which is the root's id.
        self._ids = sorted(self._names, key=len, reverse=True)

    def name(self, node_id: str) -> str:
        """Return the name of the node with an id."""
        return self._run.shown(self._names.get(node_id, node_id))

    def text(self, text: str) -> str:
        """Return text with names for ids, and placeholders for times and uids."""
        for node_id in self._ids:
            text = text.replace(node_id, self._names[node_id])
        text = _UID.sub("<uid>", _TIME.sub("<time>", text))
        return self._run.shown(text)


def _workflow(status: Mapping[str, Any], steady: _Steady) -> Record:
    told: Record = {"phase": status.get("phase")}
    if status.get("message"):
        told["message"] = steady.text(status["message"])
    told["conditions"] = {
        condition["type"]: steady.text(condition.get("message") or condition.get("status", ""))
        for condition in status.get("conditions", ())
        # No pod runs, and whether that is said depends on when the controller came first.
        if condition["type"] != "PodRunning"
    }
    told.update(_parameters("outputs", status, steady))
    return told


def _node(node: Mapping[str, Any], steady: _Steady) -> Record:
    told: Record = {
        "name": steady.text(node["name"]),
        "displayName": steady.text(node["displayName"]),
        "type": node["type"],
        "phase": node.get("phase"),
    }
    if node.get("message"):
        told["message"] = steady.text(node["message"])
    for key in ("templateName", "templateRef", "templateScope", "nodeFlag"):
        if node.get(key):
            told[key] = json.loads(steady.text(json.dumps(node[key])))
    if node.get("boundaryID"):
        told["boundary"] = steady.name(node["boundaryID"])
    for key in ("children", "outboundNodes"):
        if node.get(key):
            # The controller adds the children of a wave in any order.
            told[key] = sorted(steady.name(child) for child in node[key])
    if "memoizationStatus" in node:
        told["memoizationStatus"] = {"hit": node["memoizationStatus"].get("hit", False)}
    return {**told, **_parameters("inputs", node, steady), **_parameters("outputs", node, steady)}


def _parameters(side: str, holder: Mapping[str, Any], steady: _Steady) -> Record:
    """Return the parameters by name; None where one has no value."""
    found = (holder.get(side) or {}).get("parameters") or ()
    values = {one["name"]: one.get("value") for one in found}
    return {side: {name: _value(value, steady) for name, value in values.items()}} if found else {}


def _value(value: Any, steady: _Steady) -> Any:
    return steady.text(value) if isinstance(value, str) else value
