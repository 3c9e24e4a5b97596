"""The Kubernetes API as far as Argo's objects need it: operations, events, errors, logs of pods.

There is no input or output here. The Kubernetes API differs from the Argo server in its paths, in
its errors (``Status`` objects), in watches, whose frames are the events themselves, and in logs,
which are plain text, one stream for each pod.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any, Generic, TypeVar, cast

from hera_models import Manifest, Model, ModelsError

from ._advice import advise
from ._compressed import inflate_nodes
from ._error_body import ErrorBody, parse_json, read_error_object
from ._errors import (
    APIStatusError,
    ConfigError,
    RequestInfo,
    ResponseTooLargeError,
    ResponseValidationError,
    StreamError,
)
from ._frames import FRAME_LIMIT
from ._operation import Operation, QueryKind, model_of, with_kind

T = TypeVar("T")

API_VERSION = "argoproj.io/v1alpha1"

_TERMINAL = frozenset({"Succeeded", "Failed", "Error"})
_WORKFLOW_EVENT = "workflows.WorkflowWatchEvent"
_SELECTORS: dict[str, tuple[str, QueryKind]] = {
    "label_selector": ("labelSelector", "text"),
    "field_selector": ("fieldSelector", "text"),
    "resource_version": ("resourceVersion", "text"),
    "timeout_seconds": ("timeoutSeconds", "integer"),
}
_PAGE: dict[str, tuple[str, QueryKind]] = {
    "limit": ("limit", "integer"),
    "continue_": ("continue", "text"),
}


@dataclass(frozen=True, slots=True)
class WatchEvent(Generic[T]):
    """What happened to an object of a kind for which Argo has no event of its own.

    Attributes:
        type: ADDED, MODIFIED or DELETED.
        object: The object as it is since then; for DELETED as it was last.
    """

    type: str
    object: T


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of object, and what can be done with it."""

    kind: str
    create: Operation
    get: Operation
    list: Operation
    watch: Operation
    delete: Operation


def _resource(kind: str, *, namespaced: bool = True, event: str = "") -> Resource:
    base = f"/apis/{API_VERSION}" + ("/namespaces/{namespace}" if namespaced else "")
    path = f"{base}/{kind.lower()}s"
    model = f"workflows.{kind}"

    def operation(verb: str, method: str, *, one: bool = False, **more: Any) -> Operation:
        settings: dict[str, Any] = {"result": "value", "response": model, **more}
        return Operation(
            id=f"{kind}Service_{verb}{kind}",
            method=method,
            path=f"{path}/{{name}}" if one else path,
            namespaced="path" if namespaced else "",
            path_names={"name": "name"} if one else {},
            **settings,
        )

    return Resource(
        kind,
        create=operation(
            "Create",
            "POST",
            query={"dry_run": ("dryRun", "text")},
            has_body=True,
            payload="manifest",
        ),
        get=operation(
            "Get", "GET", one=True, query={"resource_version": ("resourceVersion", "text")}
        ),
        list=operation(
            "List",
            "GET",
            result="pages",
            response=f"{model}List",
            item=model,
            query={
                **_SELECTORS,
                **_PAGE,
                "resource_version_match": ("resourceVersionMatch", "text"),
            },
        ),
        watch=operation(
            "Watch",
            "GET",
            result="watch",
            item=event or model,
            query={
                **_SELECTORS,
                "watch": ("watch", "boolean"),
                "bookmarks": ("allowWatchBookmarks", "boolean"),
            },
        ),
        delete=operation(
            "Delete",
            "DELETE",
            one=True,
            response="",  # a Status, or the object where it is not gone at once
            query={
                "grace_period_seconds": ("gracePeriodSeconds", "integer"),
                "propagation_policy": ("propagationPolicy", "text"),
                "dry_run": ("dryRun", "text"),
            },
        ),
    )


WORKFLOWS = _resource("Workflow", event=_WORKFLOW_EVENT)
WORKFLOW_TEMPLATES = _resource("WorkflowTemplate")
CLUSTER_WORKFLOW_TEMPLATES = _resource("ClusterWorkflowTemplate", namespaced=False)
CRON_WORKFLOWS = _resource("CronWorkflow")

# Of a workflow only the phase is needed while its log is followed, so it is not read as a model.
GET_PHASE = replace(WORKFLOWS.get, response="")
PODS = Operation(
    id="PodService_ListPods",
    method="GET",
    path="/api/v1/namespaces/{namespace}/pods",
    result="pages",
    namespaced="path",
    query={**_SELECTORS, **_PAGE},
)
POD_LOG = Operation(
    id="PodService_PodLogs",
    method="GET",
    path="/api/v1/namespaces/{namespace}/pods/{name}/log",
    result="logs",
    namespaced="path",
    path_names={"name": "name"},
    query={
        "container": ("container", "text"),
        "follow": ("follow", "boolean"),
        "previous": ("previous", "boolean"),
        "since_seconds": ("sinceSeconds", "integer"),
        "since_time": ("sinceTime", "text"),
        "timestamps": ("timestamps", "boolean"),
        "tail_lines": ("tailLines", "integer"),
        "limit_bytes": ("limitBytes", "integer"),
    },
)


def within(operation: Operation, namespace: str) -> Operation:
    """Return an operation for a namespace; lists and watches span all of them where it is empty."""
    if namespace or operation.result not in ("pages", "watch"):
        return operation
    path = operation.path.replace("/namespaces/{namespace}", "")
    return replace(operation, path=path, namespaced="")


def manifest(resource: Resource, given: Any) -> dict[str, Any]:
    """Return an object as plain data with the ``kind`` and ``apiVersion`` that Kubernetes needs.

    Raises:
        ConfigError: it is no object of this kind.
    """
    data = given.to_dict() if hasattr(given, "to_dict") else given
    if not isinstance(data, Mapping):
        raise ConfigError(
            f"{resource.create.id}: expected a {resource.kind}, its plain data, or a builder; "
            f"got {given!r}"
        )
    plain = {"apiVersion": API_VERSION, "kind": resource.kind, **cast("Mapping[str, Any]", data)}
    # A model that was read from plain data without its kind has it all the same.
    kind = getattr(given, "kind", None) if isinstance(given, Manifest) else plain["kind"]
    if kind != resource.kind:
        raise ConfigError(f"{resource.create.id}: expected a {resource.kind}, got a {kind}")
    return plain


def namespace_of(data: Mapping[str, Any]) -> str | None:
    """Return the namespace that an object names, None where it names none."""
    metadata = data.get("metadata")
    found = cast("Mapping[str, Any]", metadata).get("namespace") if metadata else None
    return found or None


def make_event(operation: Operation, kind: str, data: Mapping[str, Any]) -> Any:
    """Return an event of a watch as what the caller gets, the nodes of large workflows unpacked."""
    model = cast("type[Model]", model_of(operation.item))
    plain = inflate_nodes(dict(data))
    if operation.item == _WORKFLOW_EVENT:
        event = cast("Any", model.from_dict({"type": kind, "object": plain}, lenient=True))
        with_kind(event.object)
        return event
    return WatchEvent(kind, with_kind(model.from_dict(plain, lenient=True)))


def read_event(operation: Operation, payload: bytes, request: RequestInfo) -> Any:
    """Return what a frame of a watch means.

    Raises:
        StreamError: the frame is an error; ``http_code`` is the code of its Status.
        ResponseValidationError: it is no event.
    """
    try:
        frame: Any = json.loads(payload)
        kind, data = frame["type"], frame["object"]
        if kind != "ERROR":
            return make_event(operation, kind, data)
    except (ModelsError, ValueError, KeyError, TypeError) as error:
        reason = f"a frame of the watch is no event: {error}"
        raise ResponseValidationError(reason, body=payload, request=request) from error
    status = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    code = status.get("code")
    raise StreamError(
        read_error_object(status, payload.decode("utf-8", "replace")).message,
        http_code=code if type(code) is int else None,
        http_status=str(status.get("reason") or ""),
        request=request,
    )


def next_continue(error: APIStatusError) -> str | None:
    """Return how a list goes on whose ``continue`` has expired; None where it cannot.

    The token in the Status goes on behind the last item that came, in the newest state.
    """
    if error.status_code != 410:
        return None
    body = parse_json(error.body.decode("utf-8", "replace"))
    status = cast("dict[str, Any]", body) if isinstance(body, dict) else {}
    metadata = status.get("metadata")
    token = cast("dict[str, Any]", metadata).get("continue") if isinstance(metadata, dict) else None
    return token if isinstance(token, str) and token else None


def kubernetes_error(operation: Operation, error: APIStatusError) -> APIStatusError:
    """Return the error of a request that the Kubernetes API refused, with advice that fits it."""
    advice = _advice(operation, error)
    text = f"{error.request}: {error.status_code}: {error.message}"
    return type(error)(
        f"{text}\n{advice}" if advice else text,
        request=error.request,
        response=error.response,
        body=error.body,
        read=ErrorBody(error.message, error.grpc_code, error.details),
    )


def _advice(operation: Operation, error: APIStatusError) -> str:
    if error.status_code == 401:
        return "The account of the kubeconfig, or of the pod, is not accepted: log in again."
    if error.status_code == 404:
        # Of an object that is missing, Kubernetes tells in a Status; of a kind, in plain text.
        if b'"Status"' in error.body:
            return "Check the name and the namespace."
        return (
            "This API does not know the kind: are Argo's custom resource definitions installed in"
            " this cluster, and is the URL the Kubernetes API's?"
        )
    if error.status_code == 403 and operation is PODS:
        return 'The token\'s account needs an RBAC role with the verb "list" on "pods".'
    return advise(operation.id, error.status_code, None) if error.status_code in (403, 409) else ""


def since_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return a log's arguments as Kubernetes takes them: ``since`` is seconds or a time.

    Raises:
        ConfigError: it is neither.
    """
    given = dict(arguments)
    since = given.pop("since", None)
    if since is None:
        return given
    if isinstance(since, timedelta):
        # Kubernetes refuses zero.
        return {**given, "since_seconds": max(1, -(-since // timedelta(seconds=1)))}
    if not isinstance(since, datetime) or since.tzinfo is None:
        raise ConfigError(
            f"{POD_LOG.id}: expected a timedelta or a datetime with a time zone for 'since', "
            f"got {since!r}"
        )
    text = since.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    return {**given, "since_time": text}


def is_done(workflow: Mapping[str, Any]) -> bool:
    """Tell whether a workflow has come to its end, by its plain data."""
    status: dict[str, Any] = workflow.get("status") or {}
    return status.get("phase") in _TERMINAL


def pods_with_log(pods: Iterable[Mapping[str, Any]], container: str) -> list[str]:
    """Return the names of the pods in which a container has begun, the oldest pod first."""
    begun = [pod["metadata"] for pod in pods if _has_begun(pod.get("status") or {}, container)]
    begun.sort(key=lambda metadata: (metadata.get("creationTimestamp") or "", metadata["name"]))
    return [metadata["name"] for metadata in begun]


def _has_begun(status: Mapping[str, Any], container: str) -> bool:
    groups = ("initContainerStatuses", "containerStatuses")
    found = [one for group in groups for one in status.get(group) or ()]
    return any(
        one.get("name") == container and not {"running", "terminated"}.isdisjoint(one["state"])
        for one in found
        if one.get("state")
    )


class LineDecoder:
    """Takes the lines off a plain text, whose bytes may be split anywhere."""

    def __init__(self, request: RequestInfo, limit: int = FRAME_LIMIT) -> None:
        self._request = request
        self._limit = limit
        self._rest: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> list[str]:
        """Take the next bytes and return the lines that they complete.

        Raises:
            ResponseTooLargeError: a line is larger than the limit.
        """
        head, newline, rest = data.rpartition(b"\n")
        lines: list[str] = []
        if newline:
            lines = [_text(line) for line in b"".join([*self._rest, head]).split(b"\n")]
            self._rest, self._size = [], 0
        self._rest.append(rest)
        self._size += len(rest)
        if self._size > self._limit:
            raise ResponseTooLargeError("a line of the log", self._limit, self._request)
        return lines

    def finish(self) -> list[str]:
        """Take the end of the text and return the line that no newline has ended."""
        rest = b"".join(self._rest)
        return [_text(rest)] if rest else []


def _text(line: bytes) -> str:
    return line.removesuffix(b"\r").decode("utf-8", "replace")
