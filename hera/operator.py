"""``Operator``: how `Task.when` compares."""

from hera.workflows.operator import Operator

__all__ = ["Operator"]
