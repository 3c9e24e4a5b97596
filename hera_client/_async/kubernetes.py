"""A client for Argo's objects straight from the Kubernetes API, where there is no Argo server."""

from __future__ import annotations

import os
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .._config import Config
from .._errors import ConfigError
from .._http import http
from .._kubernetes import (
    CLUSTER_WORKFLOW_TEMPLATES,
    CRON_WORKFLOWS,
    WORKFLOW_TEMPLATES,
    WORKFLOWS,
    WatchEvent,
)
from .._retry import RetryPolicy
from .connection import MAX_BODY_BYTES, Options
from .kubernetes_caller import AsyncKubernetesCaller, AsyncKubernetesConnection
from .kubernetes_objects import AsyncKubernetesObjects, AsyncKubernetesWorkflows

if TYPE_CHECKING:
    from typing_extensions import Self

    from hera_models import workflows as models

_KEEP: Any = object()


class AsyncKubernetesClient:
    """A client of the Kubernetes API for Argo's objects; no Argo server is needed.

    What only the Argo server knows is not here: archived workflows, the status of nodes that was
    offloaded to a database, artifacts, submitting, stopping, retrying. It is a context manager;
    what it holds open is closed at the end.
    """

    def __init__(
        self,
        config: Config,
        *,
        namespace: str | None = None,
        retry: RetryPolicy | None = RetryPolicy(),  # noqa: B008  # frozen
        max_body_bytes: int = MAX_BODY_BYTES,
        transport: http.AsyncBaseTransport | None = None,
    ) -> None:
        """Make a client; nothing is sent before the first call.

        Args:
            config: where the Kubernetes API is, and as whom to call it.
            namespace: taken where a call names none; the configuration's, else ``default``.
            retry: how failures are tried again; None for not at all.
            max_body_bytes: refuse larger answers.
            transport: what sends the requests, for tests.

        Raises:
            ConfigError: ``config`` is none.
        """
        if not isinstance(
            config, Config
        ):  # pyright: ignore[reportUnnecessaryIsInstance] # untyped callers
            raise ConfigError(
                f"expected a Config, got {config!r}: give Config(URL, auth=...), or use from_kubeconfig()"
            )
        if namespace is None:
            namespace = "default" if config.namespace is None else config.namespace
        options = Options(namespace, config.timeout, retry, max_body_bytes)
        connection = AsyncKubernetesConnection(config, transport)
        self._caller = AsyncKubernetesCaller(connection, options, transport)

    @classmethod
    def from_kubeconfig(
        cls,
        path: str | os.PathLike[str] | None = None,
        context: str | None = None,
        *,
        namespace: str | None = None,
        retry: RetryPolicy | None = RetryPolicy(),  # noqa: B008  # frozen
        max_body_bytes: int = MAX_BODY_BYTES,
        transport: http.AsyncBaseTransport | None = None,
    ) -> Self:
        """Make a client as ``kubectl`` would; in a pod without a kubeconfig, for its account.

        Args:
            path: a kubeconfig; those in KUBECONFIG, else ``~/.kube/config``, where not given.
            context: a context of it; the current one where not given.
            namespace: as for the constructor, like the other arguments.
            retry: see there.
            max_body_bytes: see there.
            transport: see there.

        Raises:
            ConfigError: there is neither a kubeconfig nor a service account, or it cannot be used.
        """
        return cls(
            Config.for_kubernetes(path, context=context),
            namespace=namespace,
            retry=retry,
            max_body_bytes=max_body_bytes,
            transport=transport,
        )

    @property
    def workflows(self) -> AsyncKubernetesWorkflows:
        """Workflows."""
        return AsyncKubernetesWorkflows(self._caller, WORKFLOWS)

    @property
    def workflow_templates(
        self,
    ) -> AsyncKubernetesObjects[
        models.WorkflowTemplate,
        models.WorkflowTemplateList,
        WatchEvent[models.WorkflowTemplate],
    ]:
        """Workflow templates."""
        return AsyncKubernetesObjects(self._caller, WORKFLOW_TEMPLATES)

    @property
    def cluster_workflow_templates(
        self,
    ) -> AsyncKubernetesObjects[
        models.ClusterWorkflowTemplate,
        models.ClusterWorkflowTemplateList,
        WatchEvent[models.ClusterWorkflowTemplate],
    ]:
        """Cluster-wide workflow templates; their methods need no namespace."""
        return AsyncKubernetesObjects(self._caller, CLUSTER_WORKFLOW_TEMPLATES)

    @property
    def cron_workflows(
        self,
    ) -> AsyncKubernetesObjects[
        models.CronWorkflow, models.CronWorkflowList, WatchEvent[models.CronWorkflow]
    ]:
        """Cron workflows."""
        return AsyncKubernetesObjects(self._caller, CRON_WORKFLOWS)

    @property
    def namespace(self) -> str:
        """The namespace taken where a call names none."""
        return self._caller.options.namespace

    def with_options(
        self,
        *,
        namespace: str = _KEEP,
        timeout: float | http.Timeout | None = _KEEP,
        retry: RetryPolicy | None = _KEEP,
    ) -> Self:
        """Return a client with other options on the same connections, for some calls.

        Args:
            namespace: taken where a call names none.
            timeout: seconds for each step of a request, an ``httpx.Timeout``, or None; for how long
                watches and followed logs may be silent is not its matter.
            retry: as for the constructor.
        """
        changed: dict[str, Any] = {"namespace": namespace, "timeout": timeout, "retry": retry}
        given = {name: value for name, value in changed.items() if value is not _KEEP}
        other = object.__new__(type(self))
        options = replace(self._caller.options, **given)
        caller = self._caller
        other._caller = AsyncKubernetesCaller(caller.connection, options, caller.transport)
        return other

    async def aclose(self) -> None:
        """Close all connections."""
        await self._caller.connection.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        url = self._caller.connection.config.base_url
        return f"{type(self).__name__}({url!r}, namespace={self.namespace!r})"
