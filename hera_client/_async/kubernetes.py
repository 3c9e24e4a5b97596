"""Argo's objects straight from the Kubernetes API, where there is no Argo server."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._config import Config
from .._http import http
from .._kubernetes import (
    CLUSTER_WORKFLOW_TEMPLATES,
    CRON_WORKFLOWS,
    POD_LOG,
    WORKFLOW_TEMPLATES,
    WORKFLOWS,
    Resource,
    WatchEvent,
    namespace_of,
)
from .._kubernetes import (
    manifest as as_manifest,
)
from .._retry import RetryPolicy
from .connection import MAX_BODY_BYTES, Options
from .kubernetes_caller import AsyncKubernetesCaller, AsyncKubernetesConnection

if TYPE_CHECKING:
    from typing_extensions import Self

    from hera_models import workflows as models

    from .._operation import Buildable
    from .._resume import OnError
    from .streams import AsyncLogs, AsyncPages, AsyncWatch

T = TypeVar("T")
ListT = TypeVar("ListT")
EventT = TypeVar("EventT")
_KEEP: Any = object()
# The Kubernetes API sends no keep-alives. It is asked to end each watch after this time, so that a
# longer silence is a dead connection.
_WATCH_SECONDS = 300


class AsyncKubernetesObjects(Generic[T, ListT, EventT]):
    """The objects of one kind; made by the client."""

    def __init__(self, caller: AsyncKubernetesCaller, resource: Resource) -> None:
        self._caller = caller
        self._resource = resource

    async def create(
        self,
        manifest: T | Mapping[str, Any] | Buildable,
        /,
        *,
        namespace: str | None = None,
        server_dry_run: bool = False,
    ) -> T:
        """Create an object and return it as the server keeps it.

        Args:
            manifest: the object: a model, plain data, or a builder.
            namespace: the namespace; the object's own or the client's where not given.
            server_dry_run: only check it, create nothing.

        Raises:
            ConfigError: it is no object of this kind.
            ArgoError: the request failed; see its subclasses.
        """
        data = as_manifest(self._resource, manifest)
        arguments = {
            "manifest": data,
            "namespace": namespace_of(data) if namespace is None else namespace,
            "dry_run": "All" if server_dry_run else None,
        }
        created: T = await self._caller.value(self._resource.create, arguments)
        return created

    async def get(
        self, name: str, *, namespace: str | None = None, resource_version: str | None = None
    ) -> T:
        """Return an object.

        Args:
            name: its name.
            namespace: the namespace; the client's where not given.
            resource_version: not older than this; the newest where not given.

        Raises:
            ArgoError: the request failed; see its subclasses.
        """
        arguments = {"name": name, "namespace": namespace, "resource_version": resource_version}
        found: T = await self._caller.value(self._resource.get, arguments)
        return found

    def list(
        self,
        *,
        namespace: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        resource_version_match: str | None = None,
        timeout_seconds: int | None = None,
        limit: int | None = None,
        continue_: str | None = None,
    ) -> AsyncPages[ListT, T]:
        """Return an iterator over the objects of all pages, read page by page.

        A list that takes so long that its state is forgotten goes on in the newest state.

        Args:
            namespace: the namespace; the client's where not given, all where empty.
            label_selector: the labels that the objects have.
            field_selector: ``metadata.name=…`` or ``metadata.namespace=…``.
            resource_version: the version to list.
            resource_version_match: ``Exact`` or ``NotOlderThan``.
            timeout_seconds: how long the server may take for a page.
            limit: the size of a page; 500 where not given.
            continue_: where an earlier list ended.

        Raises:
            ArgoError: the request failed; see its subclasses.
        """
        return self._caller.pages(
            self._resource.list,
            {
                "namespace": namespace,
                "label_selector": label_selector,
                "field_selector": field_selector,
                "resource_version": resource_version,
                "resource_version_match": resource_version_match,
                "timeout_seconds": timeout_seconds,
                "limit": limit,
                "continue_": continue_,
            },
        )

    def watch(
        self,
        *,
        namespace: str | None = None,
        name: str | None = None,
        label_selector: str | None = None,
        field_selector: str | None = None,
        resource_version: str | None = None,
        timeout_seconds: int | None = None,
        on_error: OnError | None = None,
    ) -> AsyncWatch[EventT]:
        """Return an iterator over what happens, which goes on after a cut.

        Args:
            namespace: the namespace; the client's where not given, all where empty.
            name: the object's name.
            label_selector: the labels that the objects have.
            field_selector: ``metadata.name=…`` or ``metadata.namespace=…``.
            resource_version: what came after it; first what exists where not given.
            timeout_seconds: after how long each connection is made anew; 300 where not given.
            on_error: decides after an error that may be passing: "retry", "stop" or "raise".

        Raises:
            ArgoError: the request failed; see its subclasses.
        """
        arguments = {
            "namespace": namespace,
            "name": name,
            "label_selector": label_selector,
            "field_selector": field_selector,
            "resource_version": resource_version,
            "timeout_seconds": timeout_seconds or _WATCH_SECONDS,
            "watch": True,
            "bookmarks": True,
        }
        return self._caller.watch(self._resource.watch, arguments, self._resource.list, on_error)

    async def delete(
        self,
        name: str,
        *,
        namespace: str | None = None,
        grace_period_seconds: int | None = None,
        propagation_policy: str | None = None,
        server_dry_run: bool = False,
    ) -> None:
        """Delete an object.

        Args:
            name: its name.
            namespace: the namespace; the client's where not given.
            grace_period_seconds: how long it may take to end.
            propagation_policy: ``Background``, ``Foreground`` or ``Orphan``, for what it owns.
            server_dry_run: only check, delete nothing.

        Raises:
            ArgoError: the request failed; see its subclasses.
        """
        await self._caller.value(
            self._resource.delete,
            {
                "name": name,
                "namespace": namespace,
                "grace_period_seconds": grace_period_seconds,
                "propagation_policy": propagation_policy,
                "dry_run": "All" if server_dry_run else None,
            },
        )


class AsyncKubernetesWorkflows(
    AsyncKubernetesObjects["models.Workflow", "models.WorkflowList", "models.WorkflowWatchEvent"]
):
    """Workflows, and the logs of their pods."""

    def logs(
        self,
        name: str,
        *,
        namespace: str | None = None,
        pod_name: str | None = None,
        container: str = "main",
        follow: bool = False,
        previous: bool = False,
        since: timedelta | datetime | None = None,
        timestamps: bool = False,
        tail_lines: int | None = None,
        limit_bytes: int | None = None,
        selector: str | None = None,
        reconnect: bool = False,
    ) -> AsyncLogs[models.LogEntry]:
        """Return an iterator over the lines that a workflow's pods have written.

        The pods come one after the other, in the order in which they were created; their lines are
        not mixed. Pods that have not begun, or are gone, have no lines.

        Args:
            name: the workflow's name.
            namespace: the namespace; the client's where not given.
            pod_name: only this pod's lines.
            container: which container's lines.
            follow: go on until the workflow is done.
            previous: the lines of the container before its last restart.
            since: how old the lines are at most, or from when on.
            timestamps: whether each line begins with its time.
            tail_lines: of each pod only the last so many lines.
            limit_bytes: of each pod only the first so many bytes.
            selector: labels that the pods have.
            reconnect: after a cut, go on without repeating a line; a cut raises otherwise.

        Raises:
            NotFoundError: there is no such workflow.
            ArgoError: the request failed; see its subclasses.
        """
        arguments = {
            "name": name,
            "namespace": namespace,
            "pod_name": pod_name,
            "container": container,
            "follow": follow or None,
            "previous": previous or None,
            "since": since,
            "timestamps": timestamps or None,
            "tail_lines": tail_lines,
            "limit_bytes": limit_bytes,
            "selector": selector,
        }
        return self._caller.logs(POD_LOG, arguments, reconnect)


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
        """
        if namespace is None:
            namespace = "default" if config.namespace is None else config.namespace
        options = Options(namespace, config.timeout, retry, max_body_bytes)
        connection = AsyncKubernetesConnection(config, transport)
        self._caller = AsyncKubernetesCaller(connection, options)

    @classmethod
    def from_kubeconfig(
        cls, path: str | os.PathLike[str] | None = None, context: str | None = None, **settings: Any
    ) -> Self:
        """Make a client as ``kubectl`` would; in a pod without a kubeconfig, for its account.

        Args:
            path: a kubeconfig; those in KUBECONFIG, else ``~/.kube/config``, where not given.
            context: a context of it; the current one where not given.
            **settings: as for the constructor.

        Raises:
            ConfigError: there is neither a kubeconfig nor a service account, or it cannot be used.
        """
        return cls(Config.for_kubernetes(path, context=context), **settings)

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
        other._caller = AsyncKubernetesCaller(self._caller.connection, options)
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
