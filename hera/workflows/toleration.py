"""Tolerations that many workflows need."""

from hera_models import Toleration

__all__ = ["GPUToleration"]

GPUToleration: Toleration = Toleration(
    effect="NoSchedule", key="nvidia.com/gpu", operator="Equal", value="present"
)
"""Lets pods run on nodes that are kept for those that need a GPU."""
