"""A Kubernetes API on loopback, as far as Argo's objects, their pods and logs need it.

Faults are armed by attributes: how long a `continue` lives, at which byte the next log is cut, which
answers come before the right one.
"""

from __future__ import annotations

import copy
import json
import select
import socket
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, Queue
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from client._kubernetes_state import Object, State

CLUSTER_WIDE = ("clusterworkflowtemplates",)
LISTS = {
    "workflows": "WorkflowList",
    "workflowtemplates": "WorkflowTemplateList",
    "clusterworkflowtemplates": "ClusterWorkflowTemplateList",
    "cronworkflows": "CronWorkflowList",
    "pods": "PodList",
}


@dataclass(frozen=True)
class Asked:
    """A request as it arrived; the path is not unquoted."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Refusal:
    """An answer that comes instead of the right one."""

    status: int
    body: bytes
    content_type: str = "application/json"


# The connection is closed without an answer.
HANG_UP = Refusal(0, b"")


def status(code: int, reason: str, message: str, **metadata: str) -> bytes:
    """Return a Status as the Kubernetes API sends it."""
    return json.dumps(
        {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": metadata,
            "status": "Failure",
            "message": message,
            "reason": reason,
            "code": code,
        }
    ).encode()


class Refused(Exception):
    def __init__(self, code: int, reason: str, message: str, **metadata: str) -> None:
        super().__init__(message)
        self.refusal = Refusal(code, status(code, reason, message, **metadata))


class KubernetesServer:
    """The server; a context manager. `state` is what it serves."""

    def __init__(self) -> None:
        self.state = State()
        self.asked: list[Asked] = []
        self.refusals: deque[Refusal] = deque()
        self.logs: dict[tuple[str, str], bytes] = {}
        self.cut_logs: deque[int] = deque()
        self.cuts_of: dict[str, deque[int]] = {}
        self.on_log_end: Callable[[], None] | None = None
        # What pods write while their logs are followed, None at their end; and those pods.
        self.writing: defaultdict[str, Queue[bytes | None]] = defaultdict(Queue)
        self.followed: set[str] = set()
        self.expire_continue = False
        self.watches: list[socket.socket] = []
        self.closing = False
        server = self

        class Handler(_Handler):
            api = server

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> KubernetesServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing = True
        with self.state.changed:
            self.state.changed.notify_all()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def cut_after(self, pod: str, *sizes: int) -> None:
        """Cut the logs of one pod, one after the other, after so many bytes."""
        self.cuts_of[pod] = deque(sizes)

    def cut_watches(self) -> None:
        """Break the connections of all watches that are open."""
        for connection in self.watches:
            connection.shutdown(socket.SHUT_RDWR)
        self.watches.clear()

    def add_pod(self, workflow: str, name: str, log: bytes | None, *, created: str = "") -> None:
        """Add a pod; one without a log has not begun."""
        state: Object = {"waiting": {}} if log is None else {"running": {}}
        self.state.put(
            "pods",
            {
                "metadata": {
                    "name": name,
                    "namespace": "ml",
                    "creationTimestamp": created,
                    "labels": {"workflows.argoproj.io/workflow": workflow},
                },
                "status": {"containerStatuses": [{"name": "main", "state": state}]},
            },
        )
        if log is not None:
            self.logs[name, "main"] = log


class _Handler(BaseHTTPRequestHandler):
    api: KubernetesServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent."""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def _serve(self) -> None:
        url = urlsplit(self.path)
        pairs = parse_qs(url.query, keep_blank_values=True)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        asked = Asked(
            self.command,
            url.path,
            {name: values[-1] for name, values in pairs.items()},
            {name.lower(): value for name, value in self.headers.items()},
            body,
        )
        self.api.asked.append(asked)
        try:
            if self.api.refusals:
                self._answer_refusal(self.api.refusals.popleft())
            else:
                self._route(asked)
        except Refused as refused:
            self._answer_refusal(refused.refusal)
        except ConnectionError:
            self.close_connection = True

    def _route(self, asked: Asked) -> None:
        if "json" not in asked.headers["accept"] and "*/*" not in asked.headers["accept"]:
            raise Refused(406, "NotAcceptable", "only the following media types are accepted: …")
        parts = [unquote(part) for part in asked.path.strip("/").split("/")]
        known = ["apis", "argoproj.io", "v1alpha1"]
        if parts[:3] == known:
            rest = parts[3:]
        elif parts[:2] == ["api", "v1"]:
            rest = parts[2:]
        else:
            self._answer_refusal(Refusal(404, b"404 page not found\n", "text/plain"))
            return
        namespace = ""
        if rest[0] == "namespaces":
            namespace, rest = rest[1], rest[2:]
        kind, name = rest[0], rest[1] if len(rest) > 1 else ""
        if rest[2:] == ["log"]:
            self._log(namespace, name, asked)
        elif asked.method == "POST":
            self._create(kind, namespace, asked)
        elif name:
            self._one(kind, namespace, name, asked)
        elif asked.query.get("watch") == "true":
            self._watch(kind, namespace, asked)
        else:
            self._list(kind, namespace, asked)

    def _one(self, kind: str, namespace: str, name: str, asked: Asked) -> None:
        found = self.api.state.objects.get((kind, namespace, name))
        if found is None:
            raise Refused(404, "NotFound", f'{kind}.argoproj.io "{name}" not found')
        if asked.method == "DELETE":
            if "dryRun" not in asked.query:
                self.api.state.put(kind, found, "DELETED")
            self._json(200, {"kind": "Status", "apiVersion": "v1", "status": "Success"})
        else:
            self._json(200, found)

    def _create(self, kind: str, namespace: str, asked: Asked) -> None:
        data: Object = json.loads(asked.body)
        if not data.get("kind") or not data.get("apiVersion"):
            raise Refused(400, "BadRequest", "Object 'Kind' is missing")
        metadata: Object = data.setdefault("metadata", {})
        metadata.setdefault("name", metadata.get("generateName", "") + "abcde")
        if kind not in CLUSTER_WIDE:
            metadata.setdefault("namespace", namespace)
        if (kind, namespace, metadata["name"]) in self.api.state.objects:
            name = metadata["name"]
            raise Refused(409, "AlreadyExists", f'{kind}.argoproj.io "{name}" already exists')
        self._json(201, data if "dryRun" in asked.query else self.api.state.put(kind, data))

    def _selected(self, kind: str, namespace: str, asked: Asked) -> list[Object]:
        with self.api.state.changed:
            return [
                copy.deepcopy(data)
                for (its_kind, its_namespace, _), data in sorted(self.api.state.objects.items())
                if its_kind == kind
                and namespace in ("", its_namespace)
                and _matches(data, asked.query)
            ]

    def _list(self, kind: str, namespace: str, asked: Asked) -> None:
        found = self._selected(kind, namespace, asked)
        limit = int(asked.query.get("limit") or len(found) or 1)
        token = asked.query.get("continue", "")
        if token and "resourceVersion" in asked.query:
            raise Refused(400, "BadRequest", "resource version is not allowed with continue")
        if token and self.api.expire_continue and not token.startswith("fresh-"):
            message = "The provided continue parameter is too old"
            raise Refused(410, "Expired", message, **{"continue": f"fresh-{token}"})
        start = int(token.removeprefix("fresh-") or 0)
        end = start + limit
        metadata = {"resourceVersion": str(self.api.state.version)}
        if end < len(found):
            metadata["continue"] = str(end)
        self._json(200, {"kind": LISTS[kind], "metadata": metadata, "items": found[start:end]})

    def _watch(self, kind: str, namespace: str, asked: Asked) -> None:
        self._begin_chunks("application/json")
        self.api.watches.append(self.connection)
        version = int(asked.query.get("resourceVersion") or 0)
        if version and version < self.api.state.oldest:
            expired = json.loads(status(410, "Expired", "too old resource version"))
            self._frame("ERROR", expired)
        else:
            if not version:
                version = self.api.state.version
                for data in self._selected(kind, namespace, asked):
                    self._frame("ADDED", data)
            bookmarks = asked.query.get("allowWatchBookmarks") == "true"
            for event, data in self._events(kind, version):
                inside = namespace in ("", data["metadata"].get("namespace"))
                told = bookmarks if event == "BOOKMARK" else inside and _matches(data, asked.query)
                if told:
                    self._frame(event, data)
        self.wfile.write(b"0\r\n\r\n")

    def _events(self, kind: str, version: int) -> Iterator[tuple[str, Object]]:
        state = self.api.state
        while True:
            with state.changed:
                news = [entry for entry in state.history if entry[0] > version]
                if not news:
                    if self.api.closing:
                        return
                    state.changed.wait()
                    continue
            for _, its_kind, event, data in news:
                if its_kind == kind:
                    yield event, data
            version = news[-1][0]
            yield "BOOKMARK", {"metadata": {"resourceVersion": str(version)}}

    def _log(self, namespace: str, pod: str, asked: Asked) -> None:
        log = self.api.logs.get((pod, asked.query.get("container", "")))
        if log is None or ("pods", namespace, pod) not in self.api.state.objects:
            raise Refused(404, "NotFound", f'pods "{pod}" not found')
        if asked.query.get("timestamps") != "true":
            lines = log.splitlines(keepends=True)
            log = b"".join(line.partition(b" ")[2] for line in lines)
        self._begin_chunks("text/plain")
        cuts = self.api.cuts_of.get(pod, self.api.cut_logs)
        if cuts:
            self._chunk(log[: cuts.popleft()])
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        for start in range(0, len(log), 7):  # so that lines and characters are split
            self._chunk(log[start : start + 7])
        if asked.query.get("follow") == "true" and pod in self.api.writing:
            self._follow(pod)
        if self.api.on_log_end is not None:
            self.api.on_log_end()
        self.wfile.write(b"0\r\n\r\n")

    def _follow(self, pod: str) -> None:
        """Send what a pod writes until it ends, or the client is gone."""
        self.api.followed.add(pod)
        try:
            while not self.api.closing and not self._client_is_gone():
                try:
                    text = self.api.writing[pod].get(timeout=0.02)
                except Empty:
                    continue
                if text is None:
                    return
                self._chunk(text)
            raise ConnectionAbortedError
        finally:
            self.api.followed.discard(pod)

    def _client_is_gone(self) -> bool:
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and not self.connection.recv(1, socket.MSG_PEEK)

    def _frame(self, event: str, data: Object) -> None:
        self._chunk(json.dumps({"type": event, "object": data}).encode() + b"\n")

    def _begin_chunks(self, content_type: str) -> None:
        self.send_response(200)
        self.send_header("content-type", content_type)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def _chunk(self, data: bytes) -> None:
        if data:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

    def _json(self, code: int, data: Object) -> None:
        self._answer_refusal(Refusal(code, json.dumps(data).encode()))

    def _answer_refusal(self, answer: Refusal) -> None:
        if answer is HANG_UP:
            raise ConnectionAbortedError
        self.send_response(answer.status)
        self.send_header("content-type", answer.content_type)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)


def _matches(data: Object, query: dict[str, str]) -> bool:
    metadata: Object = data["metadata"]
    labels: Object = metadata.get("labels") or {}
    wanted = [pair.partition("=") for pair in query.get("labelSelector", "").split(",") if pair]
    if not all(labels.get(name) == value for name, _, value in wanted):
        return False
    name = query.get("fieldSelector", "").removeprefix("metadata.name=")
    return not name or metadata["name"] == name
