"""As whom, and with which rights, the tasks of a workflow, or a task, run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hera_models import Capabilities, SecurityContext
from hera_models import PodSecurityContext as WorkflowSecurityContext

__all__ = ["TaskSecurityContext", "WorkflowSecurityContext"]


@dataclass
class TaskSecurityContext:
    """As whom a task runs, and with which rights; capabilities are Linux's, as ``"SYS_TIME"``."""

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
