"""The phase of a workflow."""

from enum import Enum

__all__ = ["WorkflowStatus"]


class WorkflowStatus(str, Enum):
    """The phase of a workflow."""

    Pending = "Pending"
    Running = "Running"
    Succeeded = "Succeeded"
    Failed = "Failed"
    Error = "Error"
