"""``CronWorkflowService``: how cron workflows reach the Argo server."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hera.workflow_service import Service

if TYPE_CHECKING:
    from hera.cron_workflow import CronWorkflow

__all__ = ["CronWorkflowService"]


class CronWorkflowService(Service):
    """Cron workflows on an Argo server; arguments and errors as for `Service`."""

    _noun = "cron_workflow"
    _body = "cronWorkflow"

    def update(self, workflow: CronWorkflow, namespace: str | None = None) -> Any:
        """Replace it on the server; errors as for :meth:`create`."""
        namespace = namespace or workflow.namespace
        with self.client:
            manifest = workflow._request(self.client)
        there = self.get_workflow(workflow.name, namespace)
        manifest["metadata"]["resourceVersion"] = there.metadata.resource_version
        return self._call(
            "update", name=workflow.name, req={self._body: manifest}, namespace=namespace
        )

    def suspend(self, name: str, namespace: str | None = None) -> Any:
        """Let it start no workflows."""
        return self._call("suspend", name=name, req={}, namespace=namespace)

    def resume(self, name: str, namespace: str | None = None) -> Any:
        """Let it start workflows again."""
        return self._call("resume", name=name, req={}, namespace=namespace)

    def get_workflow_link(self, name: str) -> str:
        """Return the address of its page in the user interface."""
        return self.client.get_cron_workflow_link(name)
