"""What the services offer beyond the server's operations."""

from __future__ import annotations

import json
import math
from asyncio import sleep
from collections.abc import Callable, Mapping
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, cast
from urllib.parse import quote

import hera_models

from .._errors import APIStatusError, ArgoError, ConfigError, StreamError, WaitTimeoutError
from .._operation import Operation
from ..api.operations import artifacts as artifact_operations
from ..api.operations import workflows as operations
from .service import AsyncService
from .streams import AsyncDownload

if TYPE_CHECKING:
    from hera_models.workflows import Workflow, WorkflowWatchEvent

TERMINAL = frozenset({"Succeeded", "Failed", "Error"})


class AsyncWorkflowHelpers(AsyncService):
    """Waiting, submitting from templates, links."""

    async def wait(
        self,
        name: str,
        *,
        namespace: str | None = None,
        timeout: timedelta | float | None = None,
        poll: timedelta | float = 10.0,
        on_event: Callable[[Workflow], None] | None = None,
    ) -> Workflow:
        """Wait until a workflow has succeeded or failed, and return it as it is then.

        The workflow is watched; where watching fails it is asked for again and again, so restarts
        of the server are survived.

        Args:
            name: the workflow's name.
            namespace: the namespace; the client's where not given.
            timeout: how long to wait at most (seconds where a number); without end by default.
            poll: how long to wait between two questions where watching fails.
            on_event: called with the workflow at first and after each change.

        Raises:
            WaitTimeoutError: the workflow was not finished in time.
            ArgoError: it does not exist, or the server refuses for good.
        """
        place = {"name": name, "namespace": namespace}
        limit = _seconds(timeout, math.inf)
        started = monotonic()
        phase: str | None = None
        while True:
            try:
                workflow: Workflow = await self._caller.value(operations.GET, place)
                phase = _phase(workflow)
                if on_event is not None:
                    on_event(workflow)
                if phase in TERMINAL:
                    return workflow
                version = workflow.metadata and workflow.metadata.resource_version
                left = limit - (monotonic() - started)
                phase = await self._watch_until_done(place, version or "", left, on_event) or phase
                if phase in TERMINAL:
                    continue
            except (APIStatusError, StreamError) as error:
                if not _is_passing(error):
                    raise
            except ArgoError as error:
                if isinstance(error, ConfigError):
                    raise
            left = limit - (monotonic() - started)
            if left <= 0:
                raise WaitTimeoutError(
                    name, namespace or self._caller.options.namespace, limit, phase
                )
            await sleep(min(_seconds(poll, 10.0), left))

    async def _watch_until_done(
        self,
        place: Mapping[str, Any],
        version: str,
        left: float,
        on_event: Callable[[Workflow], None] | None,
    ) -> str | None:
        """Watch until the workflow is done, the time is over, or the watch ends; return its phase."""
        phase: str | None = None
        arguments = {
            **place,
            "resource_version": version,
            # The server ends the watch, so that a silent one cannot outlast the time.
            "timeout_seconds": max(1, math.ceil(min(left, 300.0))),
        }
        started = monotonic()
        watch = self._caller.watch(operations.WATCH, arguments, None, lambda _: "raise")
        async with watch as events:
            async for item in events:
                event = cast("WorkflowWatchEvent", item)
                if event.object is None or event.type == "DELETED":
                    return phase
                phase = _phase(event.object)
                if on_event is not None and phase not in TERMINAL:
                    on_event(event.object)
                if phase in TERMINAL or monotonic() - started > left:
                    return phase
        return phase

    async def submit_from(
        self,
        template: str,
        parameters: Mapping[str, object] | None = None,
        *,
        kind: Literal[
            "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow"
        ] = "WorkflowTemplate",
        namespace: str | None = None,
        labels: Mapping[str, str] | None = None,
        **submit_options: Any,
    ) -> Workflow:
        """Make a workflow of a template that is on the server.

        Args:
            template: the template's name.
            parameters: values of its parameters by name; what is no text is sent as JSON would
                write it.
            kind: what the template is.
            namespace: the namespace; the client's where not given.
            labels: put on the workflow.
            **submit_options: other fields of ``SubmitOpts``, such as ``entry_point``.

        Raises:
            ArgoError: the request failed.
        """
        options = hera_models.SubmitOpts(
            parameters=[f"{name}={_as_text(value)}" for name, value in (parameters or {}).items()]
            or None,
            labels=",".join(f"{key}={value}" for key, value in (labels or {}).items()) or None,
            **submit_options,
        )
        workflow: Workflow = await self._caller.value(
            operations.SUBMIT,
            {
                "namespace": namespace,
                "resource_kind": kind,
                "resource_name": template,
                "submit_options": options,
            },
        )
        return workflow

    def link(self, workflow: Workflow | str, *, namespace: str | None = None) -> str:
        """Return the address of a workflow in the server's user interface.

        Args:
            workflow: the workflow, or its name.
            namespace: its namespace, where only a name is given; the client's by default.
        """
        name: str | None = None
        if isinstance(workflow, str):
            name = workflow
        elif workflow.metadata is not None:
            name = workflow.metadata.name
            namespace = namespace or workflow.metadata.namespace
        if not name:
            raise ConfigError("the workflow has no name yet; create it first")
        base = self._caller.connection.config.base_url.rstrip("/")
        place = namespace or self._caller.options.namespace
        return f"{base}/workflows/{quote(place, safe='')}/{quote(name, safe='')}"


class AsyncArtifactHelpers(AsyncService):
    """One way to all artifacts."""

    def open(
        self,
        workflow: str,
        node_id: str,
        artifact: str,
        *,
        namespace: str | None = None,
        direction: Literal["outputs", "inputs"] = "outputs",
        archived: bool = False,
        path: str = "",
    ) -> AsyncDownload:
        """Return the bytes of an artifact, streamed.

        Args:
            workflow: the workflow's name; its uid where it is archived.
            node_id: the id of the node, a key of ``status.nodes``.
            artifact: the artifact's name.
            namespace: the namespace; the client's where not given.
            direction: whether the node puts it out or takes it in.
            archived: whether the workflow is to be found in the archive.
            path: a file within an artifact that is a directory.
        """
        operation: Operation = artifact_operations.GET_ARTIFACT_FILE
        arguments = {
            "namespace": namespace,
            "id_discriminator": "archived-workflows" if archived else "workflows",
            "id": workflow,
            "node_id": node_id,
            "artifact_discriminator": direction,
            "artifact_name": artifact,
        }
        return self._caller.download(operation, arguments, path)


def _seconds(value: timedelta | float | None, default: float) -> float:
    if value is None:
        return default
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


def _phase(workflow: Workflow) -> str | None:
    return workflow.status.phase if workflow.status is not None else None


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value)


def _is_passing(error: APIStatusError | StreamError) -> bool:
    """Tell whether a refusal may be over soon: the server restarts, or is asked too often."""
    code = error.status_code if isinstance(error, APIStatusError) else error.http_code
    return code in (None, 429, 500, 502, 503, 504)
