"""What the test server holds: objects with versions, their changes, logs and artifacts.

Everything here may be called from the server's loop and from the tests' threads alike.
"""

from __future__ import annotations

import asyncio
import copy
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from ._metadata import generated_name, managed_by_argo, set_run, wrong_metadata

Json = dict[str, Any]

GRPC_TO_HTTP = {
    1: 408, 2: 500, 3: 400, 4: 504, 5: 404, 6: 409, 7: 403, 8: 429,
    9: 400, 10: 409, 11: 400, 12: 501, 13: 500, 14: 503, 15: 500, 16: 401,
}  # fmt: skip


class ApiError(Exception):
    """A failure as the server tells it: a gRPC code, which sets the HTTP status, and a message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = GRPC_TO_HTTP[code]


@dataclass(frozen=True)
class Kind:
    """One kind of object: its names, and the key of a request's body that holds it."""

    kind: str
    plural: str
    body_key: str = ""
    group: str = "argoproj.io"
    namespaced: bool = True


KINDS = {
    "workflows": Kind("Workflow", "workflows", "workflow"),
    "workflow-templates": Kind("WorkflowTemplate", "workflowtemplates", "template"),
    "cluster-workflow-templates": Kind(
        "ClusterWorkflowTemplate", "clusterworkflowtemplates", "template", namespaced=False
    ),
    "cron-workflows": Kind("CronWorkflow", "cronworkflows", "cronWorkflow"),
    "event-sources": Kind("EventSource", "eventsources", "eventSource"),
    "sensors": Kind("Sensor", "sensors", "sensor"),
    "workflow-event-bindings": Kind("WorkflowEventBinding", "workfloweventbindings"),
    "events": Kind("Event", "events", group=""),
}


@dataclass(frozen=True)
class Change:
    """A change of an object, as a watch tells it."""

    collection: str
    type: str
    version: int
    object: Json


@dataclass(frozen=True)
class LogLine:
    """A line of a container's log."""

    content: str
    pod: str
    container: str
    time: datetime


@dataclass
class PodLog:
    """The lines of one workflow; `ended` ends those who follow."""

    lines: list[LogLine] = field(default_factory=lambda: list[LogLine]())
    ended: bool = False


class Signal:
    """Wakes coroutines of the server's loop, from any thread.

    Take `count` before looking at the state and hand it to `wait`: what is told in between is
    not missed.
    """

    def __init__(self) -> None:
        self.count = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: set[asyncio.Future[None]] = set()

    def bind(self, loop: asyncio.AbstractEventLoop | None) -> None:
        self._loop = loop

    def notify(self) -> None:
        self.count += 1
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self, seen: int, timeout: float) -> bool:
        """Return True once notified after the count `seen`, False after `timeout` seconds."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            # In this order: a notification after the comparison finds the future registered.
            if self.count == seen:
                await asyncio.wait_for(future, timeout)
        except asyncio.TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True


def now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def new_uid() -> str:
    return str(uuid.uuid4())


def part(value: Json, key: str) -> Json:
    """Return an object inside of another, an empty one where it is missing or null."""
    found: Json | None = value.get(key)
    return found or {}


def bare(value: Json) -> Json:
    """Return the object as the server sends it: without kind and apiVersion."""
    return {key: item for key, item in value.items() if key not in ("kind", "apiVersion")}


_NOT_UNIQUE = ", the server was not able to generate a unique name for the object"
_MODIFIED = (
    "the object has been modified; please apply your changes to the latest version and try again"
)
_FIELDS = "managedFields"


class State:
    """Objects of every kind, by collection, namespace and name; one version counts them all."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.signal = Signal()
        self.version = 1000
        self.expired_before = 0
        # Those that exist; None for all.
        self.namespaces: set[str] | None = None
        self.watch_generation = 0
        self.changes: list[Change] = []
        self.objects: dict[str, dict[tuple[str, str], Json]] = {name: {} for name in KINDS}
        self.archived: dict[str, Json] = {}
        self.limits: dict[tuple[str, str, str, str], int] = {}
        self.logs: dict[tuple[str, str], PodLog] = {}
        self.component_logs: dict[tuple[str, str], list[Json]] = {}
        self.artifacts: dict[tuple[str, str, str, str, str], bytes] = {}
        self.uploads: list[Json] = []
        self.received_events: list[Json] = []
        # How list and mutating calls pack status.nodes: gzip.compress, say. None leaves them.
        self.compress_nodes: Callable[[bytes], bytes] | None = None

    # -- objects ---------------------------------------------------------------------------------

    def create(self, collection: str, namespace: str, value: Json, *, dry: bool = False) -> Json:
        """Store a new object; raise ALREADY_EXISTS for a name that is taken.

        With `dry` all is done but the storing.
        """
        with self.lock:
            new, kind = copy.deepcopy(value), KINDS[collection].kind
            metadata = new.setdefault("metadata", {})
            name = metadata.get("name") or generated_name(metadata)
            if not name:
                what = "metadata.name: Required value: name or generateName is required"
                raise ApiError(3, f'{kind}.argoproj.io "" is invalid: {what}')
            where = namespace if KINDS[collection].namespaced else ""
            if problem := wrong_metadata(kind, metadata, name, where):
                raise ApiError(3, problem)
            key = self.key(collection, namespace, name)
            if key[0] and self.namespaces is not None and key[0] not in self.namespaces:
                raise ApiError(5, f'namespaces "{key[0]}" not found')
            if key in self.objects[collection]:
                plural = f"{KINDS[collection].plural}.{KINDS[collection].group}"
                more = _NOT_UNIQUE if metadata.get("generateName") else ""
                raise ApiError(6, f'{plural} "{name}" already exists{more}')
            metadata.update(name=name, uid=new_uid(), creationTimestamp=now(), generation=1)
            if key[0]:
                metadata["namespace"] = key[0]
            if collection == "workflows":
                new.setdefault("status", {"startedAt": None, "finishedAt": None})
            metadata["managedFields"] = [managed_by_argo(now())]
            return copy.deepcopy(new) if dry else self._store(collection, "ADDED", key, new)

    @staticmethod
    def key(collection: str, namespace: str, name: str) -> tuple[str, str]:
        return (namespace if KINDS[collection].namespaced else "", name)

    def _store(self, collection: str, change: str, key: tuple[str, str], value: Json) -> Json:
        self.version += 1
        value.setdefault("metadata", {})["resourceVersion"] = str(self.version)
        if change == "DELETED":
            del self.objects[collection][key]
        else:
            self.objects[collection][key] = value
        # The history keeps the object itself: a change replaces an object, it never alters one.
        self.changes.append(Change(collection, change, self.version, value))
        self.signal.notify()
        return copy.deepcopy(value)

    def get(self, collection: str, namespace: str, name: str) -> Json:
        with self.lock:
            found = self.objects[collection].get(self.key(collection, namespace, name))
            if found is None:
                kind = KINDS[collection]
                raise ApiError(5, f'{kind.plural}.{kind.group} "{name}" not found')
            return copy.deepcopy(found)

    def update(self, collection: str, namespace: str, name: str, value: Json) -> Json:
        """Replace an object whose `metadata.resourceVersion` is the stored one."""
        with self.lock:
            old = self.get(collection, namespace, name)
            given = value.get("metadata", {}).get("resourceVersion")
            kind = KINDS[collection]
            if not given:
                text = f'{kind.plural}.{kind.group} "{name}" is invalid: metadata.resourceVersion: '
                raise ApiError(3, text + "Invalid value: 0: must be specified for an update")
            if given != old["metadata"]["resourceVersion"]:
                text = f'Operation cannot be fulfilled on {kind.plural}.{kind.group} "{name}": '
                raise ApiError(6, text + _MODIFIED)
            new = copy.deepcopy(value)
            for fixed in ("name", "namespace", "uid", "creationTimestamp", "generation", _FIELDS):
                if fixed in old["metadata"]:
                    new["metadata"][fixed] = old["metadata"][fixed]
            return self._store(collection, "MODIFIED", self.key(collection, namespace, name), new)

    def change(
        self, collection: str, namespace: str, name: str, edit: Callable[[Json], None]
    ) -> Json:
        """Edit an object in place, as a controller does; watches tell it."""
        with self.lock:
            value = self.get(collection, namespace, name)
            edit(value)
            key = self.key(collection, namespace, name)
            return self._store(collection, "MODIFIED", key, value)

    def delete(self, collection: str, namespace: str, name: str) -> Json:
        with self.lock:
            value = self.get(collection, namespace, name)
            return self._store(collection, "DELETED", self.key(collection, namespace, name), value)

    def latest(self, namespace: str) -> Json:
        """Return the workflow that was created last; raise NOT_FOUND where there is none."""
        values = self.all("workflows", namespace)
        if not values:
            raise ApiError(5, "no workflows found")
        return copy.deepcopy(values[-1])

    def all(self, collection: str, namespace: str = "") -> list[Json]:
        """Return the objects of a namespace, of all with the empty one, oldest first.

        They are the stored ones: read them, do not alter them.
        """
        with self.lock:
            found = self.objects[collection].items()
            wanted = "" if not KINDS[collection].namespaced else namespace
            return [value for key, value in found if wanted in ("", key[0])]

    # -- what a test lets happen -----------------------------------------------------------------

    def set_phase(self, namespace: str, name: str, phase: str, **status: Any) -> Json:
        """Set a workflow's phase, as the controller does; a final one sets finishedAt."""

        def edit(workflow: Json) -> None:
            new = workflow.setdefault("status", {})
            new["phase"] = phase
            new["startedAt"] = new.get("startedAt") or now()
            if phase in ("Succeeded", "Failed", "Error"):
                new["finishedAt"] = now()
            new.update(status)

        return self.change("workflows", namespace, name, edit)

    def run(self, namespace: str, name: str, phase: str) -> Json:
        """Let the controller have come to a phase of a workflow whose one template needs no pod."""
        return self.change(
            "workflows", namespace, name, lambda workflow: set_run(workflow, phase, now())
        )

    def expire(self) -> None:
        """Forget the history: a watch from any version seen so far is answered "expired"."""
        with self.lock:
            self.version += 1
            self.expired_before = self.version

    def end_watches(self) -> None:
        """End every open watch as Kubernetes does: code 8, HTTP 429, "EOF"."""
        with self.lock:
            self.watch_generation += 1
            self.signal.notify()

    def add_log(
        self,
        namespace: str,
        name: str,
        *lines: str,
        pod: str | None = None,
        container: str = "main",
        time: datetime | None = None,
    ) -> None:
        """Append lines to a workflow's log, at the given time, else now."""
        with self.lock:
            log = self.logs.setdefault((namespace, name), PodLog())
            at = time or datetime.now(timezone.utc)
            log.lines += [LogLine(line, pod or name, container, at) for line in lines]
            self.signal.notify()

    def end_log(self, namespace: str, name: str) -> None:
        """End the log streams that follow a workflow."""
        with self.lock:
            self.logs.setdefault((namespace, name), PodLog()).ended = True
            self.signal.notify()

    def archive(self, namespace: str, name: str, *, keep: bool = False) -> Json:
        """Put a workflow into the archive; it leaves the cluster unless `keep`."""
        with self.lock:
            value = self.get("workflows", namespace, name)
            labels = value["metadata"].setdefault("labels", {})
            labels["workflows.argoproj.io/workflow-archiving-status"] = "Persisted"
            self.archived[value["metadata"]["uid"]] = value
            if not keep:
                self.delete("workflows", namespace, name)
            return copy.deepcopy(value)

    def put_artifact(
        self,
        namespace: str,
        workflow: str,
        node: str,
        name: str,
        data: bytes,
        *,
        side: str = "outputs",
    ) -> None:
        """Store the bytes of an artifact of a node; `side` is `outputs` or `inputs`."""
        self.artifacts[(namespace, workflow, side, node, name)] = data
