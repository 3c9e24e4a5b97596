"""Templates that run in pods, and workflows made of them."""

from __future__ import annotations

from typing import Any

from hera_models import Workflow

from .._node import IMAGE
from .._objects import fresh

Data = dict[str, Any]
Done = dict[str, Any]
"""The workflows of the batch at their ends, by what they are for."""


def python(name: str, *lines: str, **fields: Any) -> Data:
    """Return a script template of these lines of Python."""
    script = {"image": IMAGE, "command": ["python"], "source": "\n".join(lines)}
    return {"name": name, "script": script, **fields}


def shell(name: str, command: str, **fields: Any) -> Data:
    """Return a container template that a shell runs."""
    container = {"image": IMAGE, "command": ["sh", "-c"], "args": [command]}
    return {"name": name, "container": container, **fields}


def steps(name: str, *each: Data, **fields: Any) -> Data:
    """Return a template of steps, one after the other."""
    return {"name": name, "steps": [[step] for step in each], **fields}


def workflow(*templates: Data, name: str = "pods", **spec: Any) -> Workflow:
    """Return a workflow whose entrypoint is the first template."""
    return Workflow.from_dict(
        {
            "metadata": {"name": fresh(name)},
            "spec": {"entrypoint": templates[0]["name"], "templates": list(templates), **spec},
        }
    )


def node(workflow: Any, name: str) -> Any:
    """Return the node of this display name."""
    found = [each for each in workflow.status.nodes.values() if each.display_name == name]
    assert len(found) == 1, f"{len(found)} nodes are called {name}"
    return found[0]


def phases(workflow: Any) -> dict[str, str]:
    """Return the phase of each node by its display name."""
    return {each.display_name: each.phase for each in workflow.status.nodes.values()}


def outputs(node: Any) -> dict[str, Any]:
    """Return a node's output parameters by name."""
    return {each.name: each.value for each in node.outputs.parameters or ()}
