"""The phases of a workflow and of its nodes are compared with values that they have."""

from hera_models import NodeStatus, WorkflowStatus


def finished_well(status: WorkflowStatus) -> bool:
    return status.phase == "Succeeded"


def over(status: WorkflowStatus) -> bool:
    return status.phase in ("Succeeded", "Failed", "Error")


def left_out(node: NodeStatus) -> bool:
    return node.phase == "Omitted" or node.type == "Skipped"
