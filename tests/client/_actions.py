"""What the server does to objects beyond create, read, update and delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ._state import ApiError, Json, State, part
from ._wire import Request

Params = dict[str, str]
Action = Callable[[Params, Json], Json]

_TEMPLATE_KINDS = {
    "workflowtemplate": "workflow-templates",
    "clusterworkflowtemplate": "cluster-workflow-templates",
    "cronworkflow": "cron-workflows",
    "cronwf": "cron-workflows",
}


def validate(kind: str, value: Json) -> str:
    """Return what is wrong with an object's spec, or the empty text."""
    if kind == "CronWorkflow":
        spec = value.get("spec", {}).get("workflowSpec", {})
    elif kind in ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"):
        spec = value.get("spec", {})
    else:
        return ""
    if spec.get("workflowTemplateRef"):
        return ""
    entrypoint = spec.get("entrypoint")
    templates: list[Json] = spec.get("templates") or []
    names = [template.get("name") for template in templates]
    if not entrypoint:
        return "" if kind.endswith("Template") else "spec.entrypoint is required"
    if entrypoint not in names:
        return f"spec.entrypoint '{entrypoint}': template name '{entrypoint}' undefined"
    return ""


class Actions:
    """The verbs on workflows, cron workflows, archived workflows, sync limits and events."""

    def __init__(self, state: State) -> None:
        self.state = state

    def find(self, operation: str) -> Action | None:
        """Return the action of an operation's name, or None."""
        actions: dict[str, Action] = {
            "SubmitWorkflow": self.submit,
            "ResubmitWorkflow": self.resubmit,
            "RetryWorkflow": self.retry,
            "SetWorkflow": self.set,
            "SuspendWorkflow": self._setter("workflows", {"suspend": True}),
            "ResumeWorkflow": self._setter("workflows", {"suspend": None}),
            "StopWorkflow": self._setter("workflows", {"shutdown": "Stop"}),
            "TerminateWorkflow": self._setter("workflows", {"shutdown": "Terminate"}),
            "SuspendCronWorkflow": self._setter("cron-workflows", {"suspend": True}),
            "ResumeCronWorkflow": self._setter("cron-workflows", {"suspend": False}),
        }
        return actions.get(operation)

    def _setter(self, collection: str, fields: Json) -> Action:
        """Return an action that sets fields of the spec; None removes the field."""

        def edit(value: Json) -> None:
            spec = {**value.get("spec", {}), **fields}
            value["spec"] = {key: item for key, item in spec.items() if item is not None}

        return lambda params, _: self.state.change(
            collection, params["namespace"], params["name"], edit
        )

    def submit(self, params: Params, body: Json) -> Json:
        collection = _TEMPLATE_KINDS.get(str(body.get("resourceKind", "")).lower())
        if collection is None:
            raise ApiError(3, f"Resource kind '{body.get('resourceKind')}' is not supported")
        name, options = body.get("resourceName", ""), part(body, "submitOptions")
        source = self.state.get(collection, params["namespace"], name)
        metadata: Json = {"labels": _pairs(options.get("labels"))}
        if options.get("name"):
            metadata["name"] = options["name"]
        else:
            metadata["generateName"] = options.get("generateName") or f"{name}-"
        if collection == "cron-workflows":
            spec = dict(source["spec"]["workflowSpec"])
        else:
            cluster = collection == "cluster-workflow-templates"
            spec = {"workflowTemplateRef": {"name": name, "clusterScope": cluster}}
        if parameters := options.get("parameters"):
            spec["arguments"] = {"parameters": [_parameter(text) for text in parameters]}
        if options.get("entryPoint"):
            spec["entrypoint"] = options["entryPoint"]
        workflow = {"metadata": metadata, "spec": spec}
        if options.get("serverDryRun") or options.get("dryRun"):
            return workflow
        return self.state.create("workflows", params["namespace"], workflow)

    def resubmit(self, params: Params, body: Json) -> Json:
        old = self.state.get("workflows", params["namespace"], params["name"])
        return self._again(old, body.get("parameters"))

    def _again(self, old: Json, parameters: list[str] | None) -> Json:
        spec = dict(old.get("spec", {}))
        if parameters:
            spec["arguments"] = {"parameters": [_parameter(text) for text in parameters]}
        labels = {"workflows.argoproj.io/resubmitted-from-workflow": old["metadata"]["name"]}
        metadata = {"generateName": f"{old['metadata']['name']}-", "labels": labels}
        new = {"metadata": metadata, "spec": spec}
        return self.state.create("workflows", old["metadata"].get("namespace", ""), new)

    def retry(self, params: Params, body: Json) -> Json:
        old = self.state.get("workflows", params["namespace"], params["name"])
        _need_failed(old)
        return self.state.set_phase(
            params["namespace"], params["name"], "Running", finishedAt=None, message=""
        )

    def set(self, params: Params, body: Json) -> Json:
        selector = str(body.get("nodeFieldSelector", ""))
        key, _, wanted = selector.partition("=")

        def edit(workflow: Json) -> None:
            nodes = part(part(workflow, "status"), "nodes")
            chosen = [node for node in nodes.values() if node.get(key) == wanted]
            if not chosen:
                raise ApiError(13, "currently, set only targets suspend nodes: no node matches")
            for node in chosen:
                node.update({k: body[k] for k in ("phase", "message") if body.get(k)})

        return self.state.change("workflows", params["namespace"], params["name"], edit)

    # -- archive ---------------------------------------------------------------------------------

    def archived(self, uid: str) -> Json:
        found = self.state.archived.get(uid)
        if found is None:
            raise ApiError(5, "not found")
        return found

    def revive(self, operation: str, uid: str, body: Json) -> Json:
        """Retry or resubmit an archived workflow."""
        old = self.archived(uid)
        if operation == "ResubmitArchivedWorkflow":
            return self._again(old, body.get("parameters"))
        _need_failed(old)
        namespace = old["metadata"]["namespace"]
        self.state.create("workflows", namespace, old)
        return self.state.set_phase(namespace, old["metadata"]["name"], "Running", finishedAt=None)

    def label_values(self, values: list[Json], request: Request) -> Json:
        key = request.param("listOptions.labelSelector")
        if not key:
            # The server follows a nil pointer here, and says so.
            raise ApiError(13, "runtime error: invalid memory address or nil pointer dereference")
        labels = [value["metadata"].get("labels", {}) for value in values]
        return {"items": sorted({found[key] for found in labels if key in found}) or None}

    # -- sync limits, events ---------------------------------------------------------------------

    def sync_limit(self, operation: str, params: Params, body: Json, request: Request) -> Json:
        kind = body.get("type") or request.param("type") or "CONFIGMAP"
        config = body.get("cmName") or request.param("cmName")
        key = params.get("key") or body.get("key", "")
        if kind == "CONFIGMAP" and not config:
            raise ApiError(3, "configmap name is required")
        where, limits = (params["namespace"], kind, config, key), self.state.limits
        if operation == "CreateSyncLimit" and where in limits:
            raise ApiError(6, f"sync limit {key} already exists")
        if operation != "CreateSyncLimit" and where not in limits:
            raise ApiError(5, f"sync limit {key} not found")
        if operation == "DeleteSyncLimit":
            del limits[where]
            return {}
        if operation in ("CreateSyncLimit", "UpdateSyncLimit"):
            if not isinstance(body.get("limit"), int) or body["limit"] < 1:
                raise ApiError(3, "limit must be greater than zero")
            limits[where] = body["limit"]
        answer = {"namespace": params["namespace"], "key": key, "limit": limits[where]}
        return {**answer, "type": kind, "cmName": config}

    def receive_event(self, params: Params, body: Any) -> Json:
        event = {"namespace": params["namespace"], "discriminator": params["discriminator"]}
        self.state.received_events.append({**event, "payload": body})
        return {}


def _need_failed(workflow: Json) -> None:
    phase = part(workflow, "status").get("phase", "")
    if phase not in ("Failed", "Error"):
        raise ApiError(13, f"workflow must be Failed/Error to retry, phase is {phase!r}")


def _parameter(text: str) -> Json:
    name, equals, value = text.partition("=")
    if not equals:
        raise ApiError(3, f"expected parameter of the form: NAME=VALUE. Received: {text}")
    return {"name": name, "value": value}


def _pairs(text: str | None) -> dict[str, str]:
    pairs = [part.partition("=") for part in (text or "").split(",") if part]
    return {key: value for key, _, value in pairs}
