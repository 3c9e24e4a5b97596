"""The Argo server's behaviour: a request in, a response out, on top of the state."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from ._actions import Actions
from ._artifacts import Artifacts
from ._go import read
from ._objects import NIL, Objects, summary
from ._query import (
    bad_parameter,
    check,
    check_initial_events,
    check_stored,
    clean,
    excludes_nodes,
    label_matches,
    page,
    selected,
)
from ._schema import Route, routes, sample_answer
from ._state import KINDS, ApiError, Json, State
from ._streams import (
    Streams,
    error_frame,
    frame,
    stream_response,
    wants_events,
)
from ._wire import Request, Response, html_response, json_response, redirect_response, text_response

Params = dict[str, str]

COLLECTIONS = {
    "WorkflowService": "workflows",
    "WorkflowTemplateService": "workflow-templates",
    "ClusterWorkflowTemplateService": "cluster-workflow-templates",
    "CronWorkflowService": "cron-workflows",
    "EventSourceService": "event-sources",
    "SensorService": "sensors",
}
_ARTIFACTS = (
    "artifacts",
    "input-artifacts",
    "artifacts-by-uid",
    "input-artifacts-by-uid",
    "artifact-files",
)
_PRECONDITIONS = (
    ("uid", "UID", "deleted and then recreated"),
    ("resourceVersion", "ResourceVersion", "modified"),
)
# The selector of one workflow by its name, whatever it is.
_ONE = re.compile(r"metadata\.name==?([^,]+)")
_FOLDERS = tuple((name,) for name in ("api", *_ARTIFACTS))
_VERB = re.compile(r"(List|Create|Get|Update|Delete|Lint|Watch)[A-Z]")


class Argo:
    """An Argo server of one release.

    `archive` says whether a workflow archive is set up, without which no page is ever continued
    from 4.0 on. `stub` answers every operation as its schema says, whatever the state.
    `absent` holds the collections whose kinds the cluster does not know; without `webhooks` it is
    not set up to take events from clients that bring no token.
    `unary_stream_errors` tells errors before the first message as a plain body, not as a frame.
    """

    def __init__(self, version: str, state: State, managed_namespace: str = "argo") -> None:
        self.version = version
        self.release = tuple(int(part) for part in version.removeprefix("v").split("."))
        self.state = state
        self.streams = Streams(state)
        self.actions = Actions(state)
        self.objects = Objects(state)
        self.artifacts = Artifacts(state)
        self.archive = True
        self.stub = False
        self.webhooks = True
        self.unary_stream_errors = False
        self.forbidden: set[str] = set()
        self.absent: set[str] = set()
        modals = {"feedback": True, "firstTimeUser": True, "newVersion": True}
        self.info: Json = {"managedNamespace": managed_namespace, "modals": modals}
        self.userinfo: Json = {}

    def handle(
        self, segments: tuple[str, ...], request: Request, refused: ApiError | None = None
    ) -> Response:
        """Answer a request whose path, below the base path, has these segments.

        `refused` is what to say to one that may not act.
        """
        if segments[:1] == ("upload-artifacts",) and self.release >= (4, 1):
            return self.artifacts.upload(segments[1:], request)
        if "" in segments[:-1]:
            return redirect_response("/" + "/".join(filter(None, segments)))
        if segments == ("index.html",):
            return Response(301, (("Location", "./"),))
        method = _method(request)
        for route in routes(self.version):
            params = route.match(segments)
            # Artifacts are not looked at by method.
            if params is not None and (route.method == method or route.binary):
                return self._versioned(route, self._operation(route, params, request, refused))
        if segments in _FOLDERS:
            return redirect_response(f"/{segments[0]}/")
        if segments[0] in _ARTIFACTS:
            return text_response("Bad Request\n", 400)
        # Neither an unknown path nor another method is told from what is not built in.
        return (
            error_response(ApiError(12, "Not Implemented"))
            if segments[0] == "api"
            else html_response()
        )

    def _versioned(self, route: Route, response: Response) -> Response:
        # A stream's headers are gone before the server gets to it, artifacts know nothing of it.
        if response.status >= 300 or route.streams or route.binary:
            return response
        header = ("Grpc-Metadata-Argo-Version", self.version)
        return Response(
            response.status, (*response.headers, header), response.body, response.framing
        )

    def _operation(
        self, route: Route, params: Params, request: Request, refused: ApiError | None
    ) -> Response:
        if route.binary and refused:
            return text_response("Unauthorized\n", 401)
        if (
            route.name == "ReceiveEvent"
            and not self.webhooks
            and not request.header("authorization")
        ):
            return text_response('{"message": "failed to process webhook request"}', 403)
        try:
            if refused:
                raise refused
            if params.get("namespace") in self.forbidden:
                where = params["namespace"]
                raise ApiError(7, f'Permission denied, you are not allowed to use "{where}"')
            self._need_kind(route, params)
            if self.stub:
                return self._stub(route, request)
            if route.binary:
                return self.artifacts.get(route.name, params, request)
            if problem := bad_parameter(route.definition, request):
                return error_response(ApiError(3, problem))
            if route.streams:
                return self._stream(route, params, request)
            with self.state.lock:
                return json_response(self._unary(route, params, request))
        except ApiError as error:
            if route.streams and not self.unary_stream_errors:
                events = wants_events(request)
                fields = request.param("fields")
                body = error_frame(error.code, error.status, error.message, events, fields)
                return stream_response(body, events, error.status)
            return error_response(error)

    def _need_kind(self, route: Route, params: Params) -> None:
        collection = COLLECTIONS.get(route.service, "")
        if collection in self.absent and not route.name.endswith("Logs"):
            verb = {"PUT": "put", "POST": "post", "DELETE": "delete"}.get(route.method, "get")
            name = f" {params['name']}" if "name" in params else ""
            what = f"{verb} {KINDS[collection].plural}.{KINDS[collection].group}{name}"
            raise ApiError(5, f"the server could not find the requested resource ({what})")

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
            # Of an archived workflow there is no log.
            name = self._find_live(namespace, name)["metadata"]["name"]
            label_matches(request.param("selector"), {})
            pod = params.get("podName") or request.param("podName")
            body = self.streams.workflow_logs(namespace, name, pod, request)
        elif route.name.endswith("Logs"):
            body = self.streams.component_logs(collection, namespace, request)
        else:
            what = "events" if route.name == "WatchEvents" else collection
            request = self._checked_watch(what, namespace, request)
            body = self.streams.watch(what, namespace, request)
        return stream_response(body, wants_events(request))

    def _checked_watch(self, collection: str, namespace: str, request: Request) -> Request:
        """Raise what is wrong with a watch; of one workflow by name, that it is not there."""
        check(request)
        check_initial_events(request)
        found = _ONE.fullmatch(request.param("listOptions.fieldSelector"))
        if collection == "workflows" and found:
            return _named(request, self._find_live(namespace, found[1])["metadata"]["name"])
        return request

    def _find_live(self, namespace: str, name: str) -> Json:
        latest = name == "@latest"
        return (
            self.state.latest(namespace) if latest else self.state.get("workflows", namespace, name)
        )

    # -- unary operations ------------------------------------------------------------------------

    def _unary(self, route: Route, params: Params, request: Request) -> Any:
        body = self._body(route, request)
        if special := self._special(route, params, body, request):
            return special()
        collection = COLLECTIONS.get(route.service)
        found = _VERB.match(route.name)
        if collection is None or found is None:
            return sample_answer(self.version, route)
        namespace, name = params.get("namespace", ""), params.get("name", "")
        match found[1]:
            case "List":
                values = self.state.all(collection, namespace)
                return self._list(values, collection, request, namespace)
            case "Get":
                return self._get(collection, namespace, name, request)
            case "Delete":
                return self._delete(collection, namespace, name, request)
            case "Lint":
                return self.objects.lint(collection, body)
            case "Create":
                return self.objects.create(collection, namespace, body)
            case _:
                return self.objects.update(collection, namespace, name, body)

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
            namespace = params["namespace"]
            return lambda: self._list(self._with_archive(params), "workflows", request, namespace)
        action = actions.find(route.name)
        if action is not None:
            of = "cron-workflows" if route.service == "CronWorkflowService" else "workflows"
            return lambda: self.objects.mutated(action(params, body), of)
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

    def _body(self, route: Route, request: Request) -> Any:
        value = _json(request)
        if route.name == "ReceiveEvent" or "requestBody" not in route.definition:
            return value
        (content,) = route.definition["requestBody"]["content"].values()
        return read(self.version, content["schema"], value) or {}

    def _get(self, collection: str, namespace: str, name: str, request: Request) -> Any:
        if collection == "workflows":
            value = self._find_workflow(namespace, name, request)
        else:
            value = self.state.get(collection, namespace, name)
        if collection != "workflows":
            return self.objects.told(collection, value)
        fields = request.param("fields")
        if fields and excludes_nodes(fields, ""):
            value = self.objects.compressed(value)
        # What is left goes through Go's types once more.
        return self.objects.told(collection, clean(self.objects.told(collection, value), fields))

    def _find_workflow(self, namespace: str, name: str, request: Request) -> Json:
        uid = request.param("uid") if self.release >= (3, 7) else ""
        if not name:
            raise ApiError(13, "resource name may not be empty")
        if version := request.param("getOptions.resourceVersion"):
            self.streams.check_version(version)
        if name == "@latest":
            return self.state.latest(namespace)
        try:
            value = self.state.get("workflows", namespace, name)
            if uid in ("", value["metadata"]["uid"]):
                return value
        except ApiError:
            if self.release < (3, 5):
                raise
        else:
            if uid not in self.state.archived:
                # Another one of the name is there, and the server goes on with none.
                raise ApiError(13, NIL)
        for value in self.state.archived.values():
            if _is(value, namespace, name) and uid in ("", value["metadata"]["uid"]):
                return value
        raise ApiError(5, f'workflows.argoproj.io "{name}" not found')

    def _delete(self, collection: str, namespace: str, name: str, request: Request) -> Json:
        if name == "@latest" and collection == "workflows":
            name = self.state.latest(namespace)["metadata"]["name"]
        # Only for cron workflows the options are passed on to Kubernetes: what is deleted "dry" of
        # the others is gone.
        if collection != "cron-workflows" or not self._keeps(collection, namespace, name, request):
            self.state.delete(collection, namespace, name)
        return {}

    def _keeps(self, collection: str, namespace: str, name: str, request: Request) -> bool:
        """Tell whether a deletion is only tried; raise for one that is not of the right object."""
        metadata = self.state.get(collection, namespace, name)["metadata"]
        for field, what, change in _PRECONDITIONS:
            wanted, has = request.param(f"deleteOptions.preconditions.{field}"), metadata[field]
            if wanted not in ("", has):
                where = f'Operation cannot be fulfilled on {KINDS[collection].kind}.argoproj.io "{name}"'
                text = (
                    f"the {what} in the precondition ({wanted}) does not match the {what} in record"
                )
                raise ApiError(6, f"{where}: {text} ({has}). The object might have been {change}")
        dry = [value for key, value in request.query if key == "deleteOptions.dryRun"]
        if odd := [value for value in dry if value != "All"]:
            text = f'dryRun: Unsupported value: {json.dumps(odd)}: supported values: "All"'
            raise ApiError(3, f'DeleteOptions.meta.k8s.io "" is invalid: {text}')
        return bool(dry)

    def _with_archive(self, params: Params) -> list[Json]:
        live = self.state.all("workflows", params["namespace"])
        known = {value["metadata"]["uid"] for value in live}
        archived = [v for uid, v in self.state.archived.items() if uid not in known]
        wanted = params["namespace"]
        return live + [v for v in archived if wanted in ("", v["metadata"].get("namespace"))]

    def _list(
        self, values: list[Json], collection: str, request: Request, namespace: str = ""
    ) -> Any:
        by_filter = collection in ("workflows", "archived-workflows")
        if by_filter:
            check_stored(request, namespace)
        else:
            check(request)
        how = {"by_filter": by_filter, "by_pattern": collection == "workflow-templates"}
        chosen = [value for value in values if selected(request, value, **how)]
        continues = self.archive or self.release < (4, 0) or collection != "workflows"
        items, metadata = page(chosen, request, with_continue=continues)
        if collection == "archived-workflows":
            told = [summary(value) for value in items]
        else:
            told = [
                self.objects.told(collection, self.objects.compressed(value)) for value in items
            ]
            metadata["resourceVersion"] = str(self.state.version)
        fields = request.param("fields") if collection == "workflows" else ""
        kept = clean({"metadata": metadata, "items": told}, fields)
        again = (
            [self.objects.told(collection, item) for item in kept.get("items") or []]
            if fields
            else told
        )
        # An empty list is null: Go's encoding of a slice that nobody made.
        return {"metadata": kept.get("metadata", {}), "items": again or None}

    def _archived(self, name: str, params: Params, body: Json, request: Request) -> Any:
        values = list(self.state.archived.values())
        if where := request.param("namespace"):
            values = [value for value in values if value["metadata"]["namespace"] == where]
        match name:
            case "ListArchivedWorkflows":
                return self._list(values, "archived-workflows", request)
            case "ListArchivedWorkflowLabelKeys":
                keys = {key for value in values for key in value["metadata"].get("labels", {})}
                return {"items": sorted(keys)} if keys else {}
            case "ListArchivedWorkflowLabelValues":
                return self.actions.label_values(values, request)
            case "GetArchivedWorkflow":
                return self.objects.told("workflows", self.actions.archived(params["uid"]))
            case "DeleteArchivedWorkflow":
                del self.state.archived[self.actions.archived(params["uid"])["metadata"]["uid"]]
                return {}
            case _:
                return self.objects.mutated(self.actions.revive(name, params["uid"], body))


def error_response(error: ApiError) -> Response:
    body: Json = {"code": error.code, "message": error.message}
    return json_response(body, error.status)


def _is(value: Json, namespace: str, name: str) -> bool:
    metadata = value["metadata"]
    return (metadata["name"], metadata.get("namespace")) == (name, namespace)


def _json(request: Request) -> Any:
    """Return the first JSON value of the body, whatever its label says it is; what follows stays
    unread."""
    try:
        text = request.body.decode().lstrip()
        return json.JSONDecoder().raw_decode(text)[0] if text else {}
    except ValueError as error:
        raise ApiError(3, f"invalid character in the request's body: {error}") from None


def _method(request: Request) -> str:
    """Return the method, which a form that is posted may name in a header."""
    form = request.header("content-type") == "application/x-www-form-urlencoded"
    override = request.header("x-http-method-override")
    return override.upper() if form and override and request.method == "POST" else request.method


def _named(request: Request, name: str) -> Request:
    """Return the request for one workflow with its real name in the place of an alias."""
    found = quote(f"metadata.name={name}")
    path, _, query = request.target.partition("?")
    return replace(request, target=f"{path}?listOptions.fieldSelector={found}&{query}")
