"""The streams: frames, watches that follow the history, logs that follow the lines."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from http import HTTPStatus
from typing import Any

from ._go import write
from ._query import clean, selected
from ._state import KINDS, ApiError, Change, Json, LogLine, PodLog, State, bare
from ._wire import Refusal, Request, Response

KEEP_ALIVE = b":\n"
NEVER = 1e9


def dumps(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def wants_events(request: Request) -> bool:
    return request.header("accept") == "text/event-stream"


def frame(value: object, events: bool) -> bytes:
    """Return one message, as an event or as a line of JSON."""
    return _message(value, events) + b"\n"


def _message(value: object, events: bool) -> bytes:
    return b"data: " + dumps(value) + b" \n\n" if events else dumps(value)


def result(value: object, events: bool) -> bytes:
    return frame({"result": value}, events)


def error_frame(code: int, http: int, message: str, events: bool, fields: str = "") -> bytes:
    """Return the last message of a stream that fails; the fields asked for hold for it as well."""
    status = HTTPStatus(http).phrase
    error = {"grpc_code": code, "http_code": http, "message": message, "http_status": status}
    return Refusal(_message(clean({"error": error}, fields), events), http)


def stream_response(
    body: AsyncIterator[bytes] | bytes, events: bool, status: int = 200
) -> Response:
    kind = "text/event-stream" if events else "application/json"
    return Response(status, (("Content-Type", kind), ("Cache-Control", "no-cache")), body)


@dataclass(frozen=True)
class Scope:
    """What a watch asks for, and the generation of watches with which it ends."""

    collection: str
    namespace: str
    request: Request
    generation: int

    def holds(self, change: Change) -> bool:
        if change.collection != self.collection:
            return False
        if change.type == "BOOKMARK":
            return True
        where = change.object["metadata"].get("namespace", "")
        return self.namespace in ("", where) and selected(self.request, change.object)


def _told(change: Change, request: Request) -> Any:
    told = write(KINDS[change.collection].kind, bare(change.object))
    # Events of the cluster come as such, not wrapped as a change of an object.
    value = told if change.collection == "events" else {"type": change.type, "object": told}
    return clean({"result": value}, request.param("fields"))


class Streams:
    """Builds the bodies of the streams from the state.

    `keep_alive` is the time in seconds after which a quiet event stream gets a comment.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.keep_alive = 15.0

    async def _quiet(self, seen: int, events: bool, seconds: float = NEVER) -> bytes:
        """Wait for news since `seen`; return the keep-alive where none came in time."""
        woken = await self.state.signal.wait(seen, min(self.keep_alive, max(seconds, 0)))
        return KEEP_ALIVE if not woken and events and seconds >= self.keep_alive else b""

    # -- watches ---------------------------------------------------------------------------------

    def _version(self, request: Request) -> int | None:
        """Return the version to watch from, None for "what there is now"; raise if it expired."""
        text = request.param("listOptions.resourceVersion")
        if text in ("", "0"):
            return None
        self.check_version(text)
        if int(text) < self.state.expired_before:
            raise ApiError(3, f"too old resource version: {text} ({self.state.expired_before})")
        return int(text)

    @staticmethod
    def check_version(text: str) -> None:
        """Raise ApiError for what is no resource version."""
        if not text.isdigit():
            what = f'strconv.ParseUint: parsing "{text}": invalid syntax'
            raise ApiError(13, f'resourceVersion: Invalid value: "{text}": {what}')

    def watch(self, collection: str, namespace: str, request: Request) -> AsyncIterator[bytes]:
        """Tell the changes after the asked version, or first what there is, then for ever.

        It ends when the state ends all watches, or after `timeoutSeconds`. What it starts from is
        settled by this call, before a byte of the answer is sent.
        """
        with self.state.lock:
            changes: list[Change] = []
            version = self._version(request)
            if version is None:
                version = self.state.version
                values = self.state.all(collection, namespace)
                changes = [Change(collection, "ADDED", 0, value) for value in values]
                if request.param("listOptions.sendInitialEvents") == "true":
                    changes.append(_initial_events_end(collection, version))
            scope = Scope(collection, namespace, request, self.state.watch_generation)
            return self._watch(scope, version, changes)

    async def _watch(self, scope: Scope, at: int, changes: list[Change]) -> AsyncIterator[bytes]:
        events, now = wants_events(scope.request), asyncio.get_running_loop().time
        seconds = scope.request.param("listOptions.timeoutSeconds")
        # 0 is no limit. Kubernetes ends the watch then, which is an error as any other end.
        end = now() + (float(seconds or 0) or NEVER)
        while True:
            seen = self.state.signal.count
            for change in changes:
                if scope.holds(change):
                    yield frame(_told(change, scope.request), events)
            if self.state.watch_generation != scope.generation or now() >= end:
                yield error_frame(8, 429, "EOF", events, scope.request.param("fields"))
                return
            with self.state.lock:
                changes = self._after(at)
                at = changes[-1].version if changes else at
            if not changes and (piece := await self._quiet(seen, events, end - now())):
                yield piece

    def _after(self, version: int) -> list[Change]:
        found: list[Change] = []
        for change in reversed(self.state.changes):
            if change.version <= version:
                break
            found.append(change)
        return found[::-1]

    # -- logs ------------------------------------------------------------------------------------

    def workflow_logs(
        self, namespace: str, name: str, pod: str, request: Request
    ) -> AsyncIterator[bytes]:
        """Tell a workflow's log lines, with `follow` until it has ended."""
        choose = _line_filter(request, pod)
        return self._workflow_logs(namespace, name, choose, request)

    async def _workflow_logs(
        self, namespace: str, name: str, choose: Callable[[LogLine], bool], request: Request
    ) -> AsyncIterator[bytes]:
        events = wants_events(request)
        container = request.param("logOptions.container")
        follow = request.param("logOptions.follow") == "true"
        at, first = 0, True
        while container:
            # Looked at before the lines are read: what was appended since is told next time.
            seen = self.state.signal.count
            ended = not follow or self._ended(namespace, name)
            lines = self.state.logs.get((namespace, name), PodLog()).lines
            fresh, at = [line for line in lines[at:] if choose(line)], len(lines)
            if first:
                fresh, first = _tail(fresh, request.param("logOptions.tailLines")), False
            for line in fresh:
                yield result(_log_entry(line, request), events)
            if ended:
                return
            if at == len(lines) and (piece := await self._quiet(seen, events)):
                yield piece

    def _ended(self, namespace: str, name: str) -> bool:
        with self.state.lock:
            workflow = self.state.objects["workflows"].get((namespace, name), {})
            phase = workflow.get("status", {}).get("phase")
            log = self.state.logs.get((namespace, name), PodLog())
            return log.ended or not workflow or phase in ("Succeeded", "Failed", "Error")

    def component_logs(
        self, collection: str, namespace: str, request: Request
    ) -> AsyncIterator[bytes]:
        """Tell the log entries of event sources or sensors, with `follow` until watches end."""
        scope = Scope(collection, namespace, request, self.state.watch_generation)
        return self._component_logs(scope)

    async def _component_logs(self, scope: Scope) -> AsyncIterator[bytes]:
        request, at, told = scope.request, 0, False
        events, follow = wants_events(request), request.param("podLogOptions.follow") == "true"
        name_key = "eventSourceName" if scope.collection == "event-sources" else "sensorName"
        while True:
            seen = self.state.signal.count
            ended = not follow or scope.generation != self.state.watch_generation
            entries = self.state.component_logs.get((scope.collection, scope.namespace), [])
            fresh, at = entries[at:], len(entries)
            for entry in fresh:
                told = True
                right_name = request.param("name") in ("", entry.get(name_key))
                if right_name and request.param("grep") in entry.get("msg", ""):
                    yield result(entry, events)
            if ended:
                return
            piece = b"" if fresh else await self._quiet(seen, events)
            # Unlike the others these streams have no beginning before their first line.
            if piece and told:
                yield piece


def _initial_events_end(collection: str, version: int) -> Change:
    """Return the bookmark that follows on what there was."""
    mark = {"annotations": {"k8s.io/initial-events-end": "true"}, "resourceVersion": str(version)}
    return Change(collection, "BOOKMARK", version, {"metadata": mark})


def _pattern(request: Request) -> re.Pattern[str]:
    text = request.param("grep")
    try:
        return re.compile(text)
    except re.error as error:
        raise ApiError(13, f'failed to compile "{text}": {error}') from None


def _line_filter(request: Request, pod: str) -> Callable[[LogLine], bool]:
    container, grep = request.param("logOptions.container"), _pattern(request)
    since = _since(request)

    def choose(line: LogLine) -> bool:
        return (
            line.container == container
            and pod in ("", line.pod)
            and grep.search(line.content) is not None
            and line.time >= since
        )

    return choose


def _since(request: Request) -> datetime:
    # Kubernetes reads sinceTime by the second: the nanoseconds are lost on the way to it.
    if seconds := request.param("logOptions.sinceTime.seconds"):
        return datetime.fromtimestamp(int(seconds), timezone.utc)
    if seconds := request.param("logOptions.sinceSeconds"):
        return datetime.now(timezone.utc) - timedelta(seconds=int(seconds))
    return datetime.min.replace(tzinfo=timezone.utc)


def _tail(lines: list[LogLine], count: str) -> list[LogLine]:
    if not count:
        return lines
    return lines[len(lines) - min(int(count), len(lines)) :]


def _log_entry(line: LogLine, request: Request) -> Json:
    content = line.content
    if request.param("logOptions.timestamps") == "true":
        stamp = line.time.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
        content = f"{stamp}000Z {content}"
    return {"content": content, "podName": line.pod}
