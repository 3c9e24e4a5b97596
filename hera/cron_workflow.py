"""``CronWorkflow``: a workflow that is started by the clock."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from hera.cron_workflow_service import CronWorkflowService
from hera.shared import global_config
from hera.workflow import Workflow
from hera.workflow_service import Service
from hera.workflows import cron_workflow as core
from hera.workflows._core.building import version_of_server

if TYPE_CHECKING:
    from hera.workflows.service import WorkflowsService

__all__ = ["CronWorkflow"]


class CronWorkflow(Workflow):
    """A workflow that is started by the clock.

    Args:
        name: of the cron workflow; ``_`` becomes ``-``.
        schedule: when, as in a crontab: ``"5 4 * * *"``.
        service: the server; by default the one that Kubernetes announces to pods beside it.
        timezone: of the schedule.
        given: further arguments of `Workflow`.
    """

    _model = core.CronWorkflow
    _service = CronWorkflowService

    def __init__(
        self,
        name: str,
        schedule: str,
        service: Service | None = None,
        timezone: str = "UTC",
        **given: Any,
    ) -> None:
        super().__init__(name, service, **given)
        self._given.update(schedule=schedule, timezone=timezone)

    def update(self, namespace: str | None = None) -> Any:
        """Replace it on the server; errors as for :meth:`create`."""
        return self._server().update(self, namespace)

    def suspend(self, namespace: str | None = None) -> Any:
        """Let it start no workflows."""
        return self._server().suspend(self.name, namespace or self.namespace)

    def resume(self, namespace: str | None = None) -> Any:
        """Let it start workflows again."""
        return self._server().resume(self.name, namespace or self.namespace)

    def _target(self, client: WorkflowsService) -> str:
        # `schedule` became `schedules`. A server that does not tell its release gets the former,
        # which all releases know that this API was made for.
        return global_config.target or version_of_server(client) or "3.5"

    def _request(self, client: WorkflowsService) -> dict[str, Any]:
        now = datetime.now(timezone.utc).isoformat()
        return {**super()._request(client), "status": {"lastScheduledTime": now}}
