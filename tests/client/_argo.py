"""The Argo server's behaviour: a request in, a response out, on top of the state."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from ._actions import Actions, validate
from ._artifacts import Artifacts
from ._query import clean, excludes_nodes, page, selected
from ._schema import Route, routes, sample_answer
from ._state import KINDS, ApiError, Json, State, bare, part
from ._streams import (
    Streams,
    dumps,
    error_frame,
    frame,
    stream_response,
    wants_events,
)
from ._wire import Request, Response, html_response, json_response

Params = dict[str, str]

COLLECTIONS = {
    "WorkflowService": "workflows",
    "WorkflowTemplateService": "workflow-templates",
    "ClusterWorkflowTemplateService": "cluster-workflow-templates",
    "CronWorkflowService": "cron-workflows",
    "EventSourceService": "event-sources",
    "SensorService": "sensors",
}
_VERB = re.compile(r"(List|Create|Get|Update|Delete|Lint|Watch)[A-Z]")


class Argo:
    """An Argo server of one release.

    `archive` says whether a workflow archive is set up, without which no page is ever continued
    from 4.0 on. `stub` answers every operation as its schema says, whatever the state.
    `unary_stream_errors` tells errors before the first message as a plain body, not as a frame.
    """

    def __init__(self, version: str, state: State) -> None:
        self.version = version
        self.release = tuple(int(part) for part in version.removeprefix("v").split("."))
        self.state = state
        self.streams = Streams(state)
        self.actions = Actions(state)
        self.artifacts = Artifacts(state)
        self.archive = True
        self.stub = False
        self.unary_stream_errors = False
        self.forbidden: set[str] = set()
        self.info: Json = {"links": [], "navColor": "", "modals": None, "columns": []}
        self.userinfo: Json = {"issuer": "argo-server", "subject": "tester", "groups": ["dev"]}

    def handle(self, segments: tuple[str, ...], request: Request) -> Response:
        """Answer a request whose path, below the base path, has these segments."""
        if segments[:1] == ("upload-artifacts",) and self.release >= (4, 1):
            return self.artifacts.upload(segments[1:], request)
        allowed = False
        for route in routes(self.version):
            params = route.match(segments)
            if params is not None and route.method == request.method:
                return self._versioned(self._operation(route, params, request))
            allowed = allowed or params is not None
        if segments[:1] != ("api",):
            return html_response()
        error = ApiError(12, "Method Not Allowed") if allowed else ApiError(5, "Not Found")
        return error_response(error)

    def _versioned(self, response: Response) -> Response:
        if response.status >= 300:
            return response
        header = ("Grpc-Metadata-Argo-Version", self.version)
        return Response(
            response.status, (*response.headers, header), response.body, response.framing
        )

    def _operation(self, route: Route, params: Params, request: Request) -> Response:
        try:
            if params.get("namespace") in self.forbidden:
                where = params["namespace"]
                raise ApiError(7, f'Permission denied, you are not allowed to use "{where}"')
            if self.stub:
                return self._stub(route, request)
            if route.binary:
                return self.artifacts.get(route.name, params, request)
            if route.streams:
                return self._stream(route, params, request)
            with self.state.lock:
                return json_response(self._unary(route, params, request))
        except ApiError as error:
            if route.streams and not self.unary_stream_errors:
                events = wants_events(request)
                body = error_frame(error.code, error.status, error.message, events)
                return stream_response(body, events, error.status)
            return error_response(error)

    def _stub(self, route: Route, request: Request) -> Response:
        answer = sample_answer(self.version, route)
        if route.binary:
            return Response(200, (("Content-Type", "application/octet-stream"),), b"artifact")
        if route.streams:
            events = wants_events(request)
            return stream_response(frame({"result": answer}, events), events)
        return json_response(answer)

    # -- streams ---------------------------------------------------------------------------------

    def _stream(self, route: Route, params: Params, request: Request) -> Response:
        namespace, name = params["namespace"], params.get("name", "")
        collection = COLLECTIONS[route.service]
        if route.name in ("WorkflowLogs", "PodLogs"):
            self._need_workflow(namespace, name)
            pod = params.get("podName") or request.param("podName")
            body = self.streams.workflow_logs(namespace, name, pod, request)
        elif route.name.endswith("Logs"):
            body = self.streams.component_logs(collection, namespace, request)
        else:
            what = "events" if route.name == "WatchEvents" else collection
            body = self.streams.watch(what, namespace, request)
        return stream_response(body, wants_events(request))

    def _need_workflow(self, namespace: str, name: str) -> None:
        """Raise 404 unless the workflow exists; an archived one has a log without lines."""
        archived = self.state.archived.values()
        if not any(_is(value, namespace, name) for value in archived):
            self.state.get("workflows", namespace, name)

    # -- unary operations ------------------------------------------------------------------------

    def _unary(self, route: Route, params: Params, request: Request) -> Any:
        body = _body(request, any_json=route.name == "ReceiveEvent")
        if special := self._special(route, params, body, request):
            return special()
        collection = COLLECTIONS.get(route.service)
        found = _VERB.match(route.name)
        if collection is None or found is None:
            return sample_answer(self.version, route)
        namespace, name = params.get("namespace", ""), params.get("name", "")
        match found[1]:
            case "List":
                return self._list(self.state.all(collection, namespace), collection, request)
            case "Get":
                return self._get(collection, namespace, name, request)
            case "Delete":
                return self._delete(collection, namespace, name, request)
            case "Lint":
                return self._lint(collection, body)
            case "Create":
                return self._create(collection, namespace, body)
            case _:
                value = self.state.update(collection, namespace, name, _inner(collection, body))
                return bare(value)

    def _special(
        self, route: Route, params: Params, body: Json, request: Request
    ) -> Callable[[], Any] | None:
        """Return what answers an operation beyond the common ones, or None."""
        actions, simple = self.actions, self._simple(route.name)
        if simple is not None:
            return simple
        if route.service == "ArchivedWorkflowService":
            return lambda: self._archived(route.name, params, body, request)
        if route.service == "SyncService":
            return lambda: actions.sync_limit(route.name, params, body, request)
        if route.name == "ReceiveEvent":
            return lambda: actions.receive_event(params, body)
        if route.name == "ListWorkflowEventBindings":
            items = self.state.all("workflow-event-bindings", params["namespace"])
            return lambda: self._list(items, "workflow-event-bindings", request)
        if route.name == "ListWorkflows" and self.archive and self.release >= (3, 5):
            return lambda: self._list(self._with_archive(params), "workflows", request)
        action = actions.find(route.name)
        if action is not None:
            return lambda: self._mutated(action(params, body))
        return None

    def _simple(self, name: str) -> Callable[[], Any] | None:
        version = {"version": self.version, "buildDate": "2024-01-01T00:00:00Z"}
        version |= {"gitCommit": "0" * 40, "gitTag": self.version, "gitTreeState": "clean"}
        version |= {"goVersion": "go1.25", "compiler": "gc", "platform": "linux/amd64"}
        answers: dict[str, Json] = {
            "GetVersion": version,
            "GetInfo": self.info,
            "GetUserInfo": self.userinfo,
            "CollectEvent": {},
        }
        return (lambda: answers[name]) if name in answers else None

    def _create(self, collection: str, namespace: str, body: Json) -> Json:
        value = _inner(collection, body)
        if problem := validate(KINDS[collection].kind, value):
            raise ApiError(3, problem)
        if body.get("serverDryRun"):
            return bare(value)
        return self._mutated(self.state.create(collection, namespace, value))

    def _lint(self, collection: str, body: Json) -> Json:
        value = _inner(collection, body)
        if problem := validate(KINDS[collection].kind, value):
            # The one lint that reports the user's mistake as a fault of the server.
            raise ApiError(2 if collection == "workflows" else 3, problem)
        return bare(value)

    def _get(self, collection: str, namespace: str, name: str, request: Request) -> Any:
        if collection == "workflows":
            value = self._find_workflow(namespace, name, request)
        else:
            value = self.state.get(collection, namespace, name)
        fields = request.param("fields")
        if fields and excludes_nodes(fields, ""):
            value = self._compressed(value)
        return clean(bare(value), fields)

    def _find_workflow(self, namespace: str, name: str, request: Request) -> Json:
        uid = request.param("uid") if self.release >= (3, 7) else ""
        if name == "@latest":
            values = self.state.all("workflows", namespace)
            if not values:
                raise ApiError(5, f"no workflows found in namespace {namespace}")
            return values[-1]
        try:
            value = self.state.get("workflows", namespace, name)
            if uid in ("", value["metadata"]["uid"]):
                return value
        except ApiError:
            if self.release < (3, 5):
                raise
        for value in self.state.archived.values():
            if _is(value, namespace, name) and uid in ("", value["metadata"]["uid"]):
                return value
        raise ApiError(5, f'workflows.argoproj.io "{name}" not found')

    def _delete(self, collection: str, namespace: str, name: str, request: Request) -> Json:
        value = self.state.get(collection, namespace, name)
        for field in ("uid", "resourceVersion"):
            wanted = request.param(f"deleteOptions.preconditions.{field}")
            if wanted not in ("", value["metadata"][field]):
                text = f"Precondition failed: {field} in precondition: {wanted}, "
                raise ApiError(6, text + f"{field} in object meta: {value['metadata'][field]}")
        if "All" not in [value for key, value in request.query if key == "deleteOptions.dryRun"]:
            self.state.delete(collection, namespace, name)
        return {}

    def _with_archive(self, params: Params) -> list[Json]:
        live = self.state.all("workflows", params["namespace"])
        known = {value["metadata"]["uid"] for value in live}
        archived = [v for uid, v in self.state.archived.items() if uid not in known]
        wanted = params["namespace"]
        return live + [v for v in archived if wanted in ("", v["metadata"].get("namespace"))]

    def _list(self, values: list[Json], collection: str, request: Request) -> Any:
        chosen = [value for value in values if selected(request, value)]
        continues = self.archive or self.release < (4, 0) or collection != "workflows"
        items, metadata = page(chosen, request, with_continue=continues)
        told = [bare(self._compressed(value)) for value in items]
        metadata["resourceVersion"] = str(self.state.version)
        # An empty list is null: Go's encoding of a slice that nobody made.
        return clean({"metadata": metadata, "items": told or None}, request.param("fields"))

    def _archived(self, name: str, params: Params, body: Json, request: Request) -> Any:
        values = list(self.state.archived.values())
        if where := request.param("namespace"):
            values = [value for value in values if value["metadata"]["namespace"] == where]
        match name:
            case "ListArchivedWorkflows":
                return self._list(values, "archived-workflows", request)
            case "ListArchivedWorkflowLabelKeys":
                keys = {key for value in values for key in value["metadata"].get("labels", {})}
                return {"items": sorted(keys) or None}
            case "ListArchivedWorkflowLabelValues":
                return self.actions.label_values(values, request)
            case "GetArchivedWorkflow":
                return bare(self.actions.archived(params["uid"]))
            case "DeleteArchivedWorkflow":
                del self.state.archived[self.actions.archived(params["uid"])["metadata"]["uid"]]
                return {}
            case _:
                return self._mutated(self.actions.revive(name, params["uid"], body))

    # -- large workflows -------------------------------------------------------------------------

    def _compressed(self, value: Json) -> Json:
        """Return the object with its nodes packed, where the state says how."""
        pack, status = self.state.compress_nodes, part(value, "status")
        if pack is None or not status.get("nodes"):
            return value
        packed = base64.b64encode(pack(dumps(status["nodes"]))).decode()
        new = {key: item for key, item in status.items() if key != "nodes"}
        return {**value, "status": {**new, "compressedNodes": packed}}

    def _mutated(self, value: Json) -> Json:
        """Return the answer of a mutating call: without the nodes that were packed away."""
        new = dict(bare(self._compressed(value)))
        if "compressedNodes" in part(new, "status"):
            status = {k: v for k, v in new["status"].items() if k != "compressedNodes"}
            new["status"] = status
        return new


def error_response(error: ApiError) -> Response:
    body: Json = {"code": error.code, "message": error.message, "details": []}
    return json_response(body, error.status)


def _is(value: Json, namespace: str, name: str) -> bool:
    metadata = value["metadata"]
    return (metadata["name"], metadata.get("namespace")) == (name, namespace)


def _body(request: Request, *, any_json: bool) -> Any:
    if not request.body:
        return {}
    try:
        value = request.json()
    except ValueError as error:
        raise ApiError(3, f"invalid character in the request's body: {error}") from None
    if not any_json and request.body.lstrip()[:1] != b"{":
        raise ApiError(3, f"expected a JSON object, got {request.body[:20]!r}")
    return value


def _inner(collection: str, body: Json) -> Json:
    """Return the object inside of a create, update or lint request."""
    key = KINDS[collection].body_key
    found = part(body, key)
    if not found:
        raise ApiError(3, f"{key} is required")
    return found
