"""What the services offer beyond the server's operations."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal
from urllib.parse import quote

import hera_models

from .._errors import ConfigError, UnsupportedOperationError
from .._operation import Operation
from .._reading import read_body
from .._versions import lacks
from ..api.operations import artifacts as artifact_operations
from ..api.operations import info as info_operations
from ..api.operations import workflows as operations
from .connection import info
from .many import AsyncCreating
from .service import AsyncService
from .streams import AsyncDownload
from .wait import AsyncWaiting

if TYPE_CHECKING:
    from hera_models.workflows import Workflow

# The server's document leaves it out.
UPLOAD = Operation(
    id="UploadArtifact",
    method="POST",
    path="/upload-artifacts/{namespace}/{workflowTemplate}/{artifact}",
    result="value",
    namespaced="path",
    path_names={"workflow_template": "workflowTemplate", "artifact": "artifact"},
    since="v4.1.2",
)


class AsyncWorkflowHelpers(AsyncWaiting, AsyncCreating):
    """Waiting, creating many, submitting from templates, links."""

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
            ConfigError: a parameter cannot be sent.
            ArgoError: the request failed.
        """
        options = hera_models.SubmitOpts(
            parameters=[_parameter(name, value) for name, value in (parameters or {}).items()]
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
            path: a file within an artifact that is a directory; for a folder in it, or the whole of
                it ("/"), with a slash at the end: an HTML page of links to what is there.
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

    async def upload(
        self,
        workflow_template: str,
        artifact: str,
        file: str | os.PathLike[str] | IO[bytes],
        *,
        namespace: str | None = None,
    ) -> Mapping[str, Any]:
        """Put a file where a workflow template's input artifact is kept, streamed from disk.

        In Argo Workflows since v4.1.2.

        Args:
            workflow_template: the template's name.
            artifact: the name of the input artifact.
            file: the path of the file, or a file that is open for reading bytes; the latter is
                sent under the artifact's name, and stays open.
            namespace: the namespace; the client's where not given.

        Returns:
            what the server answers: where the artifact is kept.

        Raises:
            UnsupportedOperationError: the server is of a version without it.
            ArgoError: the request failed.
            OSError: the file cannot be read.
        """
        names = {
            "namespace": namespace,
            "workflow_template": workflow_template,
            "artifact": artifact,
        }
        request = self._caller.request(UPLOAD, names)
        with ExitStack() as stack:
            if not (isinstance(file, (str, os.PathLike)) or hasattr(file, "read")):
                raise ConfigError(
                    f"file is {file!r}; expected a path, or a file that is open for reading bytes"
                )
            if isinstance(file, (str, os.PathLike)):
                path = Path(file)
                sent: tuple[str, IO[bytes]] = (path.name, stack.enter_context(path.open("rb")))
            else:
                sent = (artifact, file)
            await self._require(UPLOAD)
            response, body = await self._caller.connection.exchange(
                replace(request, file=sent), self._caller.options
            )
        answer: Mapping[str, Any] = read_body(UPLOAD, body, partial(info, response.request))
        return answer

    async def _require(self, operation: Operation) -> None:
        """Refuse before a file is sent to a server that cannot take it.

        The version is asked for even where it is known: a token that has expired is renewed by
        that, while the file itself could not be sent a second time.
        """
        told = await self._caller.value(info_operations.GET_VERSION, {})
        version = told.version or ""
        if lacks(version, operation.since, operation.until):
            raise UnsupportedOperationError(
                operation.id, version, since=operation.since, until=None
            )


def _parameter(name: str, value: object) -> str:
    """Return a parameter as the server reads it; what is no text is written as JSON."""
    if "=" in name:
        raise ConfigError(f'parameter {name!r}: the server takes no name that contains "="')
    if isinstance(value, str):
        return f"{name}={value}"
    try:
        return f"{name}={json.dumps(value, ensure_ascii=False, allow_nan=False)}"
    except (TypeError, ValueError) as error:
        raise ConfigError(
            f"parameter {name!r}: expected text or a value that JSON can hold, got {value!r}"
        ) from error
