"""``WorkflowStatus``, under the name of its module in Hera."""

from ._core.enums import WorkflowStatus

__all__ = ["WorkflowStatus"]
