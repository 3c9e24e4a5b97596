"""A phase is compared with no text that it cannot be."""

from hera_models import NodeStatus, WorkflowStatus


def finished(status: WorkflowStatus) -> bool:
    return status.phase == "Suceeded"
    # error[pyright]: always evaluate to False .*"Literal..Suceeded..".*no overlap
    # error[mypy-strict]: Non-overlapping equality check .*Suceeded
    # silent[mypy-plugin]: because mypy reports such comparisons only under strict_equality


def left_out(node: NodeStatus) -> bool:
    return node.phase == "omitted"
    # error[pyright]: always evaluate to False .*"Literal..omitted..".*no overlap
    # error[mypy-strict]: Non-overlapping equality check .*omitted
    # silent[mypy-plugin]: because mypy reports such comparisons only under strict_equality
