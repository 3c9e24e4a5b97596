"""Objects as requests bring them and answers tell them: created, updated, linted, packed."""

from __future__ import annotations

import base64

from ._actions import validate
from ._go import write
from ._state import KINDS, ApiError, Json, State, bare, part
from ._streams import dumps

NIL = "runtime error: invalid memory address or nil pointer dereference"
_ABSENT = {
    "Workflow": (3, "workflow body not specified"),
    "WorkflowTemplate": (3, "workflow template was not found in the request body"),
    "ClusterWorkflowTemplate": (3, "cluster workflow template was not found in the request body"),
    "CronWorkflow": (5, "cron workflow was not found in the request body"),
    "EventSource": (3, "event source was not found in the request body"),
    "Sensor": (3, "sensor was not found in the request body"),
}


class Objects:
    """What is common to the objects of all kinds."""

    def __init__(self, state: State) -> None:
        self.state = state

    def create(self, collection: str, namespace: str, body: Json) -> Json:
        kind, value = KINDS[collection], body.get(KINDS[collection].body_key)
        if value is None:
            raise ApiError(*_ABSENT[kind.kind])
        if problem := validate(kind.kind, value):
            raise ApiError(3, problem)
        if part(body, "createOptions").get("dryRun") and collection == "workflows":
            return self.told(collection, _within(value, namespace))
        dry = bool(body.get("serverDryRun"))
        return self.mutated(self.state.create(collection, namespace, value, dry=dry), collection)

    def update(self, collection: str, namespace: str, name: str, body: Json) -> Json:
        kind, value = KINDS[collection], body.get(KINDS[collection].body_key)
        if value is None:
            if collection == "cron-workflows":
                raise ApiError(13, NIL)
            raise ApiError(3, f"{kind.kind} is not found in Request body")
        if problem := validate(kind.kind, value):
            raise ApiError(3, problem)
        # The name in the body is what counts.
        name = part(value, "metadata").get("name") or name
        return self.told(collection, self.state.update(collection, namespace, name, value))

    def lint(self, collection: str, body: Json) -> Json:
        # The one lint that reports the user's mistake as a fault of the server.
        code = 2 if collection == "workflows" else 3
        value = body.get(KINDS[collection].body_key)
        if value is None:
            raise ApiError(2, "unable to get a workflow") if code == 2 else ApiError(13, NIL)
        if problem := validate(KINDS[collection].kind, value):
            raise ApiError(code, problem)
        return self.told(collection, value)

    def told(self, collection: str, value: Json) -> Json:
        """Return an object as the server sends it."""
        return write(KINDS[collection].kind, bare(value))

    # -- large workflows -------------------------------------------------------------------------

    def compressed(self, value: Json) -> Json:
        """Return the object with its nodes packed, where the state says how."""
        pack, status = self.state.compress_nodes, part(value, "status")
        if pack is None or not status.get("nodes"):
            return value
        packed = base64.b64encode(pack(dumps(status["nodes"]))).decode()
        new = {key: item for key, item in status.items() if key != "nodes"}
        return {**value, "status": {**new, "compressedNodes": packed}}

    def mutated(self, value: Json, collection: str = "workflows") -> Json:
        """Return the answer of a mutating call: without the nodes that were packed away."""
        new = self.told(collection, self.compressed(value))
        if "compressedNodes" in part(new, "status"):
            status = {k: v for k, v in new["status"].items() if k != "compressedNodes"}
            new["status"] = status
        return new


def _within(value: Json, namespace: str) -> Json:
    return {**value, "metadata": {"namespace": namespace, **part(value, "metadata")}}


def summary(value: Json) -> Json:
    """Return what a list tells of an archived workflow."""
    metadata, status = part(value, "metadata"), part(value, "status")
    names = ("name", "namespace", "uid", "creationTimestamp", "labels", "annotations")
    told = ("phase", "startedAt", "finishedAt", "progress", "message")
    short: Json = {
        "metadata": {name: metadata[name] for name in names if name in metadata},
        "status": {name: status[name] for name in told if name in status},
    }
    return write("Workflow", short)
