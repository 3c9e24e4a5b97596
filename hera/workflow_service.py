"""``WorkflowService``: how workflows reach the Argo server."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, ClassVar

from hera.exceptions import HeraException
from hera.shared import global_config
from hera.workflow_status import WorkflowStatus
from hera.workflows.service import WorkflowsService
from hera_client._http import http
from hera_client._urls import normalise_url

if TYPE_CHECKING:
    from hera.workflow import Workflow

__all__ = ["WorkflowService"]

_ADDRESS = "ARGO_SERVER_PORT_2746_TCP_ADDR"
_PORT = "ARGO_SERVER_PORT_2746_TCP_PORT"


class Service:
    """One kind of objects on an Argo server.

    Args:
        host: address of the server; https where it has no scheme. By default that which
            ``global_config.host`` names, then the one that Kubernetes announces to pods beside it.
        verify_ssl: whether the server's certificate is checked.
        token: a bearer token, or a function that gives one.
        namespace: where objects lie that name none.

    Raises:
        HeraException: no host is given, and none is announced.
    """

    _noun: ClassVar[str]
    _body: ClassVar[str]

    def __init__(
        self,
        host: str | None = None,
        verify_ssl: bool = True,
        token: str | Callable[[], str] | None = None,
        namespace: str = "default",
    ) -> None:
        self.namespace = namespace
        self.client: WorkflowsService = WorkflowsService(
            host=normalise_url(host or global_config.host or _announced()),
            verify_ssl=verify_ssl,
            token=_EmptyToken() if token == "" else token,
            namespace=namespace,
        )

    def create(self, workflow: Workflow, namespace: str | None = None) -> Any:
        """Create it on the server.

        Raises:
            BuildError: Argo would refuse it, or it can only fail.
            HeraException: the server refused it, or could not be reached.
        """
        with self.client:
            body = {self._body: workflow._request(self.client)}
            return self._call("create", req=body, namespace=namespace or workflow.namespace)

    def delete(self, name: str, namespace: str | None = None) -> Any:
        """Delete it from the server."""
        return self._call("delete", name=name, namespace=namespace)

    def get_workflow(self, name: str, namespace: str | None = None) -> Any:
        """Return it as it is on the server."""
        return self._call("get", name=name, namespace=namespace)

    def _call(self, verb: str, **given: Any) -> Any:
        # Programs of this API close nothing, so that no connection is kept between two calls.
        with self.client:
            return getattr(self.client, f"{verb}_{self._noun}")(**given)


class WorkflowService(Service):
    """Workflows on an Argo server; arguments and errors as for `Service`."""

    _noun = "workflow"
    _body = "workflow"

    def get_workflow_status(self, name: str, namespace: str | None = None) -> WorkflowStatus:
        """Return a workflow's phase; one that Argo has not seen yet is pending."""
        status = self.get_workflow(name, namespace).status
        return WorkflowStatus(status.phase if status and status.phase else "Pending")

    def get_workflow_link(self, name: str) -> str:
        """Return the address of a workflow's page in the user interface."""
        return self.client.get_workflow_link(name)


class _EmptyToken(http.Auth):
    """What a program sends whose token is empty, as servers do that ask for none."""

    def __call__(self) -> str:
        return ""

    def auth_flow(self, request: http.Request) -> Generator[http.Request, http.Response, None]:
        request.headers["Authorization"] = "Bearer"
        yield request


def _announced() -> str:
    address, port = os.environ.get(_ADDRESS), os.environ.get(_PORT)
    if not address or not port:
        raise HeraException(
            "no Argo server is named: give host='https://…' to the service; where it is left out, "
            f"the environment variables {_ADDRESS} and {_PORT} name the server"
        )
    return f"https://{address}:{port}"
