"""The verbs for one kind of object of the Kubernetes API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._kubernetes import Resource, create_arguments, delete_arguments
from .._kubernetes_logs import POD_LOG
from .._operation import Response
from .caller import AsyncCaller
from .kubernetes_caller import AsyncKubernetesWaitCaller
from .service import AsyncService
from .wait import AsyncWaiting

if TYPE_CHECKING:
    from hera_models import workflows as models

    from .._operation import Buildable
    from .._resume import OnError
    from .._waiting import Wait
    from .streams import AsyncLogs, AsyncPages, AsyncWatch

T = TypeVar("T")
ListT = TypeVar("ListT")
EventT = TypeVar("EventT")
# The Kubernetes API sends no keep-alives. It is asked to end each watch after this time, so that a
# longer silence is a dead connection.


class AsyncKubernetesObjects(AsyncService, Generic[T, ListT, EventT]):
    """The objects of one kind; made by the client."""

    def __init__(self, caller: AsyncCaller, resource: Resource) -> None:
        super().__init__(caller)
        self._resource = resource

    @property
    def raw(self) -> AsyncRawKubernetesObjects[T, ListT]:
        """The same methods, giving status, headers and body besides the value."""
        return AsyncRawKubernetesObjects(self._caller, self._resource)

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
        arguments = create_arguments(self._resource, manifest, namespace, server_dry_run)
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
            timeout_seconds: after how long the watch ends; never where not given.
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
            "timeout_seconds": timeout_seconds,
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
        arguments = delete_arguments(
            name, namespace, grace_period_seconds, propagation_policy, server_dry_run
        )
        await self._caller.value(self._resource.delete, arguments)


class AsyncRawKubernetesObjects(AsyncService, Generic[T, ListT]):
    """The verbs of one kind, giving whole responses."""

    def __init__(self, caller: AsyncCaller, resource: Resource) -> None:
        super().__init__(caller)
        self._resource = resource

    async def create(
        self,
        manifest: T | Mapping[str, Any] | Buildable,
        /,
        *,
        namespace: str | None = None,
        server_dry_run: bool = False,
    ) -> Response[T]:
        """Create an object; arguments and errors are as without ``raw``."""
        arguments = create_arguments(self._resource, manifest, namespace, server_dry_run)
        return await self._caller.raw(self._resource.create, arguments)

    async def get(
        self, name: str, *, namespace: str | None = None, resource_version: str | None = None
    ) -> Response[T]:
        """Ask for an object; arguments and errors are as without ``raw``."""
        arguments = {"name": name, "namespace": namespace, "resource_version": resource_version}
        return await self._caller.raw(self._resource.get, arguments)

    async def list(
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
    ) -> Response[ListT]:
        """Ask for one page of a list, of all where there is no ``limit``.

        Arguments and errors are as without ``raw``.
        """
        return await self._caller.raw(
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

    async def delete(
        self,
        name: str,
        *,
        namespace: str | None = None,
        grace_period_seconds: int | None = None,
        propagation_policy: str | None = None,
        server_dry_run: bool = False,
    ) -> Response[Any]:
        """Delete an object; arguments and errors are as without ``raw``.

        What is parsed is a ``Status``, or the object where it is not gone at once.
        """
        arguments = delete_arguments(
            name, namespace, grace_period_seconds, propagation_policy, server_dry_run
        )
        return await self._caller.raw(self._resource.delete, arguments)


class AsyncKubernetesWorkflows(
    AsyncKubernetesObjects["models.Workflow", "models.WorkflowList", "models.WorkflowWatchEvent"],
    AsyncWaiting,
):
    """Workflows, waiting for them, and the logs of their pods."""

    def _limited(self, wait: Wait) -> AsyncCaller:
        limited = super()._limited(wait)
        return AsyncKubernetesWaitCaller(limited.connection, limited.options)

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

        The pods come one after the other, in the order in which they were created. With ``follow``
        their lines come as they are written, those of several pods interleaved; at most 64 pods are
        read at once. Pods that have not begun, or are gone, have no lines.

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
