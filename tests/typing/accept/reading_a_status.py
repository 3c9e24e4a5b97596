"""A finished workflow's nodes and outputs are read."""

from typing import Literal

from typing_extensions import assert_type

from hera_models import NodeStatus, Workflow


def failed(workflow: Workflow) -> list[NodeStatus]:
    if workflow.status is None or not workflow.status.nodes:
        return []
    return [node for node in workflow.status.nodes.values() if node.phase in ("Failed", "Error")]


def results(workflow: Workflow) -> dict[str, str | float | bool | None]:
    status = workflow.status
    outputs = status.outputs if status else None
    parameters = (outputs.parameters if outputs else None) or []
    assert_type(workflow.kind, Literal["Workflow"])
    return {parameter.name: parameter.value for parameter in parameters}
