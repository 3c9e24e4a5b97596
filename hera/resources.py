"""What a task's container asks for."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hera.workflows._core.volume import VolumeBase
from hera.workflows.resources import Resources as CoreResources

__all__ = ["Resources"]


@dataclass
class Resources:
    """What a task's container gets in any case, and what it may use at most.

    Attributes:
        min_cpu: CPUs that it gets in any case; a number, or text such as ``"500m"``.
        min_mem: memory that it gets in any case.
        max_cpu: CPUs that it may use at most; as many as ``min_cpu`` by default.
        max_mem: memory at which it is ended; ``min_mem`` by default.
        gpus: number of GPUs.
        custom_resources: further resources and their quantities.
        volumes: of :mod:`hera.volumes`.
    """

    min_cpu: float | str | None = 1
    min_mem: str | None = "4Gi"
    max_cpu: float | str | None = None
    max_mem: str | None = None
    gpus: int | None = None
    custom_resources: dict[str, Any] | None = None
    volumes: Sequence[VolumeBase] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the container's ``resources``.

        Raises:
            ValueError: a value is no quantity, is negative, or a request is larger than its limit.
        """
        custom = {name: str(value) for name, value in (self.custom_resources or {}).items()}
        return CoreResources(
            cpu_request=self.min_cpu,
            cpu_limit=self.min_cpu if self.max_cpu is None else self.max_cpu,
            memory_request=self.min_mem,
            memory_limit=self.min_mem if self.max_mem is None else self.max_mem,
            gpus=self.gpus,
            custom_resources={"requests": custom, "limits": custom} if custom else None,
        )._wire()
