"""The Kubernetes API as far as Argo's objects need it: operations, events, errors, logs of pods.

There is no input or output here. The Kubernetes API differs from the Argo server in its paths, in
its errors (``Status`` objects), in watches, whose frames are the events themselves, and in logs,
which are plain text, one stream for each pod.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from hera_models import Manifest, Model, ModelsError

from ._advice import advise
from ._compressed import inflate_nodes
from ._error_body import ErrorBody, parse_json, read_error_object
from ._errors import (
    APIStatusError,
    ConfigError,
    NotAnArgoServerError,
    RequestInfo,
    ResponseValidationError,
    StreamError,
)
from ._operation import Operation, QueryKind, model_of, with_kind

T = TypeVar("T")

API_VERSION = "argoproj.io/v1alpha1"

LIST_PODS = "PodService_ListPods"
_WORKFLOW_EVENT = "workflows.WorkflowWatchEvent"
SELECTORS: dict[str, tuple[str, QueryKind]] = {
    "label_selector": ("labelSelector", "text"),
    "field_selector": ("fieldSelector", "text"),
    "resource_version": ("resourceVersion", "text"),
    "timeout_seconds": ("timeoutSeconds", "integer"),
}
PAGE: dict[str, tuple[str, QueryKind]] = {
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
                **SELECTORS,
                **PAGE,
                "resource_version_match": ("resourceVersionMatch", "text"),
            },
        ),
        watch=operation(
            "Watch",
            "GET",
            result="watch",
            item=event or model,
            query={
                **SELECTORS,
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


def create_arguments(
    resource: Resource, given: Any, namespace: str | None, dry_run: bool
) -> dict[str, Any]:
    """Return the arguments for creating an object, in its own namespace where none is given.

    Raises:
        ConfigError: it is no object of this kind.
    """
    data = manifest(resource, given)
    metadata: Any = data.get("metadata") or {}
    if not isinstance(metadata, Mapping):
        raise ConfigError(
            f"{resource.create.id}: expected the metadata of a {resource.kind}, such as "
            f"{{'name': 'hello'}}, got {metadata!r}"
        )
    if namespace is None:
        namespace = cast("Mapping[str, Any]", metadata).get("namespace") or None
    return {
        "manifest": data,
        "namespace": namespace,
        "dry_run": "All" if dry_run else None,
    }


def delete_arguments(
    name: str,
    namespace: str | None,
    grace_period_seconds: int | None,
    propagation_policy: str | None,
    dry_run: bool,
) -> dict[str, Any]:
    """Return the arguments for deleting an object."""
    return {
        "name": name,
        "namespace": namespace,
        "grace_period_seconds": grace_period_seconds,
        "propagation_policy": propagation_policy,
        "dry_run": "All" if dry_run else None,
    }


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


def web_page(error: NotAnArgoServerError) -> ResponseValidationError:
    """Return the error for a web page that came where the Kubernetes API was asked."""
    host = error.request.host if error.request else "the server"
    return ResponseValidationError(
        f"{host} is not a Kubernetes API: a web page came instead of JSON. Check the URL: it is that"
        " of the cluster in the kubeconfig, and not that of an Argo server or a login page.",
        body=error.body,
        request=error.request,
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
    if error.status_code == 403 and operation.id == LIST_PODS:
        return 'The token\'s account needs an RBAC role with the verb "list" on "pods".'
    return advise(operation.id, error.status_code, None) if error.status_code in (403, 409) else ""
