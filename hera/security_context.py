"""As whom, and with which rights, tasks run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hera_models import Capabilities, PodSecurityContext, SecurityContext

__all__ = ["TaskSecurityContext", "WorkflowSecurityContext"]


@dataclass
class WorkflowSecurityContext:
    """As whom all tasks of a workflow run.

    Attributes:
        run_as_user: the user's number.
        run_as_group: the group's number.
        fs_group: number of the group that owns the volumes.
        run_as_non_root: refuse to run as root.
    """

    run_as_user: int | None = None
    run_as_group: int | None = None
    fs_group: int | None = None
    run_as_non_root: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the pods' ``securityContext``."""
        return PodSecurityContext(**vars(self)).to_dict()


@dataclass
class TaskSecurityContext:
    """As whom a task runs, and with which rights.

    Attributes:
        run_as_user: the user's number.
        run_as_group: the group's number.
        run_as_non_root: refuse to run as root.
        additional_capabilities: of Linux, such as ``["SYS_TIME"]``.
    """

    run_as_user: int | None = None
    run_as_group: int | None = None
    run_as_non_root: bool | None = None
    additional_capabilities: list[str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the container's ``securityContext``."""
        added = self.additional_capabilities
        return SecurityContext(
            run_as_user=self.run_as_user,
            run_as_group=self.run_as_group,
            run_as_non_root=self.run_as_non_root,
            capabilities=Capabilities(add=added) if added else None,
        ).to_dict()
