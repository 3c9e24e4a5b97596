"""Tolerations: what lets a task's pod run on tainted nodes."""

from hera.workflows.toleration import GPUToleration
from hera_models import Toleration

__all__ = ["GPUToleration", "Toleration"]
