"""What the server does to objects beyond create, read, update and delete."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ._state import ApiError, Json, State, now, part
from ._wire import Request

Params = dict[str, str]
Action = Callable[[Params, Json], Json]

_TEMPLATE_KINDS = {
    "workflowtemplate": "workflow-templates",
    "clusterworkflowtemplate": "cluster-workflow-templates",
    "cronworkflow": "cron-workflows",
    "cronwf": "cron-workflows",
}


_ARGO = "workflows.argoproj.io/"
_SCHEDULED = f"{_ARGO}scheduled-time"
_MADE_OF = {
    "workflow-templates": f"{_ARGO}workflow-template",
    "cluster-workflow-templates": f"{_ARGO}cluster-workflow-template",
    "cron-workflows": f"{_ARGO}cron-workflow",
}


def validate(kind: str, value: Json) -> str:
    """Return what is wrong with an object's spec, or the empty text."""
    spec = part(value, "spec")
    if kind in ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate"):
        return _wrong_spec(spec, needs_entrypoint=kind == "Workflow")
    if kind != "CronWorkflow":
        return ""
    for schedule in (*(spec.get("schedules") or ()), *filter(None, [spec.get("schedule")])):
        fields = str(schedule).split()
        if len(fields) != 5 and not str(schedule).startswith("@"):
            shown = f"expected exactly 5 fields, found {len(fields)}: [{' '.join(fields)}]"
            return f"cron schedule {schedule} is malformed: {shown}"
    problem = _wrong_spec(part(spec, "workflowSpec"), needs_entrypoint=True)
    return problem and f"cannot validate Workflow: {problem}"


def _wrong_spec(spec: Json, *, needs_entrypoint: bool) -> str:
    entrypoint = spec.get("entrypoint")
    names = [template.get("name") for template in spec.get("templates") or []]
    if spec.get("workflowTemplateRef"):
        return ""
    if not entrypoint:
        return "spec.entrypoint is required" if needs_entrypoint else ""
    return "" if entrypoint in names else f"template name '{entrypoint}' undefined"


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
            "SuspendWorkflow": self.suspend,
            "ResumeWorkflow": self.resume,
            "StopWorkflow": self._shutdown("Stop"),
            "TerminateWorkflow": self._shutdown("Terminate"),
            "SuspendCronWorkflow": self._setter("cron-workflows", {"suspend": True}),
            "ResumeCronWorkflow": self._setter("cron-workflows", {"suspend": None}),
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

    def suspend(self, params: Params, body: Json) -> Json:
        if _has_ended(self.state.get("workflows", params["namespace"], params["name"])):
            what = "cannot suspend completed workflows"
            raise ApiError(13, f"timed out waiting for the condition: {what}")
        return self._setter("workflows", {"suspend": True})(params, body)

    def resume(self, params: Params, body: Json) -> Json:
        value = self.state.get("workflows", params["namespace"], params["name"])
        if selector := body.get("nodeFieldSelector"):
            chosen_nodes(value, selector)
        if _has_ended(value):
            return value
        return self._setter("workflows", {"suspend": None})(params, body)

    def _shutdown(self, strategy: str) -> Action:
        set_it = self._setter("workflows", {"shutdown": strategy})

        def act(params: Params, body: Json) -> Json:
            value = self.state.get("workflows", params["namespace"], params["name"])
            if selector := body.get("nodeFieldSelector"):
                chosen_nodes(value, selector)
                return value
            if _has_ended(value):
                where = f'workflow: "{params["name"]}", namespace: "{params["namespace"]}"'
                raise ApiError(13, f"cannot shutdown a completed workflow: {where}")
            return set_it(params, body)

        return act

    def submit(self, params: Params, body: Json) -> Json:
        collection = _TEMPLATE_KINDS.get(str(body.get("resourceKind", "")).lower())
        if collection is None:
            kind = body.get("resourceKind", "")
            raise ApiError(3, f"Resource kind '{kind}' is not supported for submitting")
        name, options = body.get("resourceName", ""), part(body, "submitOptions")
        source = self.state.get(collection, params["namespace"], name)
        labels = {**_pairs("labels", options.get("labels")), _MADE_OF[collection]: name}
        metadata: Json = {"labels": labels}
        if annotations := _pairs("annotations", options.get("annotations")):
            metadata["annotations"] = annotations
        if options.get("name"):
            metadata["name"] = options["name"]
        metadata["generateName"] = options.get("generateName") or f"{name}-"
        spec = _submitted_spec(collection, source, options)
        workflow: Json = {"metadata": metadata, "spec": spec}
        if collection == "cron-workflows":
            metadata["annotations"] = {_SCHEDULED: now(), **metadata.get("annotations", {})}
            metadata["ownerReferences"] = [_owner(source)]
        else:
            workflow["status"] = {"storedTemplates": _stored(collection, source)}
        if options.get("dryRun"):
            return workflow
        dry = bool(options.get("serverDryRun"))
        return self.state.create("workflows", params["namespace"], workflow, dry=dry)

    def resubmit(self, params: Params, body: Json) -> Json:
        old = self.state.get("workflows", params["namespace"], params["name"])
        return self._again(old, body)

    def _again(self, old: Json, body: Json) -> Json:
        parameters: list[str] | None = body.get("parameters")
        if body.get("memoized") and part(old, "status").get("phase") not in ("Failed", "Error"):
            raise ApiError(3, "workflow must be Failed/Error to resubmit in memoized mode")
        spec = dict(old.get("spec", {}))
        if parameters:
            spec["arguments"] = {"parameters": [_parameter(text) for text in parameters]}
        before = old["metadata"].get("labels") or {}
        own = {name: text for name, text in before.items() if not name.startswith(_ARGO)}
        labels = {**own, f"{_ARGO}resubmitted-from-workflow": old["metadata"]["name"]}
        metadata = {"generateName": f"{old['metadata']['name']}-", "labels": labels}
        if annotations := old["metadata"].get("annotations"):
            metadata["annotations"] = annotations
        new = {"metadata": metadata, "spec": spec}
        return self.state.create("workflows", old["metadata"].get("namespace", ""), new)

    def retry(self, params: Params, body: Json) -> Json:
        old = self.state.get("workflows", params["namespace"], params["name"])
        _need_failed(old)
        for text in body.get("parameters") or ():
            _parameter(text)
        where = params["namespace"], params["name"]
        self._setter("workflows", {"shutdown": None})(params, body)
        return self.state.set_phase(*where, "Running", finishedAt=None, message="")

    def set(self, params: Params, body: Json) -> Json:
        selector = str(body.get("nodeFieldSelector", ""))
        self.state.get("workflows", params["namespace"], params["name"])
        if not selector:
            what = "'set' currently only targets suspend nodes"
            raise ApiError(13, f"{what}, use a node field selector to target them")
        if body.get("phase") not in (None, "", "Succeeded", "Failed", "Error", "Skipped"):
            raise ApiError(3, f"{body['phase']} is an invalid phase to set to")
        try:
            json.loads(body.get("outputParameters") or "{}")
        except ValueError as error:
            what = f"unable to parse output parameter set request: {error}"
            raise ApiError(3, what) from None

        def edit(workflow: Json) -> None:
            for node in chosen_nodes(workflow, selector):
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
            return self._again(old, body)
        _need_failed(old)
        namespace = old["metadata"]["namespace"]
        self.state.create("workflows", namespace, old)
        return self.state.set_phase(namespace, old["metadata"]["name"], "Running", finishedAt=None)

    def label_values(self, values: list[Json], request: Request) -> Json:
        key = request.param("listOptions.labelSelector")
        if "=" in key:
            raise ApiError(3, "operation = is not supported")
        if not key:
            # The server follows a nil pointer here, and says so.
            raise ApiError(13, "runtime error: invalid memory address or nil pointer dereference")
        labels = [value["metadata"].get("labels", {}) for value in values]
        found = sorted({each[key] for each in labels if key in each})
        return {"items": found} if found else {}

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
    if phase == "Succeeded":
        what = "To retry a succeeded workflow, set the options restartSuccessful and"
        raise ApiError(3, f"{what} nodeFieldSelector")
    if phase not in ("Failed", "Error"):
        raise ApiError(3, f"Cannot retry a workflow in phase {phase}")


def _has_ended(workflow: Json) -> bool:
    return part(workflow, "status").get("phase") in ("Succeeded", "Failed", "Error")


def chosen_nodes(workflow: Json, selector: str) -> list[Json]:
    """Return the nodes that a selector names; ApiError where it names none."""
    key, equals, wanted = selector.partition("=")
    if not equals:
        raise ApiError(13, f"invalid selector: '{selector}'; can't understand '{selector}'")
    nodes = part(part(workflow, "status"), "nodes").values()
    if chosen := [node for node in nodes if node.get(key) == wanted]:
        return chosen
    what = "currently, set only targets suspend nodes: no suspend nodes matching nodeFieldSelector"
    raise ApiError(13, f"{what}: {selector}")


def _submitted_spec(collection: str, source: Json, options: Json) -> Json:
    name = source["metadata"]["name"]
    templates = part(source, "spec").get("templates") or []
    spec: Json
    if collection == "cron-workflows":
        spec = dict(source["spec"]["workflowSpec"])
    elif collection == "cluster-workflow-templates":
        spec = {"workflowTemplateRef": {"name": name, "clusterScope": True}}
    else:
        spec = {"workflowTemplateRef": {"name": name}}
    if parameters := options.get("parameters"):
        spec["arguments"] = {"parameters": [_parameter(text) for text in parameters]}
    if entrypoint := options.get("entryPoint"):
        if templates and entrypoint not in [template.get("name") for template in templates]:
            raise ApiError(3, f"template reference {name}.{entrypoint} not found")
        spec["entrypoint"] = entrypoint
    return spec


def _stored(collection: str, source: Json) -> Json:
    """Return the templates of a template, as a workflow made of it keeps them."""
    scope = "cluster" if collection == "cluster-workflow-templates" else "namespaced"
    where = f"{scope}/{source['metadata']['name']}"
    templates: list[Json] = part(source, "spec").get("templates") or []
    return {f"{where}/{each.get('name', '')}": each for each in templates}


def _owner(source: Json) -> Json:
    metadata = source["metadata"]
    owner = {"name": metadata["name"], "uid": metadata["uid"], "kind": "CronWorkflow"}
    return {
        **owner,
        "apiVersion": "argoproj.io/v1alpha1",
        "controller": True,
        "blockOwnerDeletion": True,
    }


def _parameter(text: str) -> Json:
    name, equals, value = text.partition("=")
    if not equals:
        raise ApiError(13, f"expected parameter of the form: NAME=VALUE. Received: {text}")
    return {"name": name, "value": value}


def _pairs(what: str, text: str | None) -> dict[str, str]:
    pairs = [part.partition("=") for part in (text or "").split(",") if part]
    for key, equals, _ in pairs:
        if not equals:
            form = f"expected {what} of the form: NAME1=VALUE2,NAME2=VALUE2. Received: {text}"
            raise ApiError(13, f"{form}: unexpected label spec: {key}")
    return {key: value for key, _, value in pairs}
