"""Carries out steps on one server and notes what came, with what differs each time made equal."""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

import httpx

from ._same_steps import Ask, Expire, Listen, Restart, Settle, Step, Together, at_path, fill

_HEADERS = ("content-type", "content-encoding", "grpc-metadata-argo-version", "allow", "vary")
_TIMED = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "retry-after")
# Seconds: what comes within is "at once", what comes around a keep-alive's time is "late".
_AT_ONCE, _LATE = 3.0, 13.0
_PATIENCE = 10.0
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^\"]*"
)
_ADDRESS = re.compile(r"(127\.0\.0\.1|localhost|\[::1\]):\d+")
_BY_KEY = ("resourceVersion", "uid", "creationTimestamp", "fieldsV1", "generation", "continue")
# Which is a build's, or of a moment: the controller goes from one to the next.
_BUILD = ("buildDate", "gitCommit", "gitTag", "gitTreeState", "goVersion", "platform")
_ARCHIVING = "workflows.argoproj.io/workflow-archiving-status"
_GENERATED = re.compile(r"(?<=-)[bcdfghjklmnpqrstvwxz2456789]{5}\b")


class Side(Protocol):
    """One of the two servers that are compared."""

    ca_file: Path

    def url(self, at: str) -> str: ...
    def token(self, user: str) -> str: ...
    def settle(self, step: Settle) -> None: ...
    def restart(self) -> None: ...
    def expire(self) -> None: ...


Seen = dict[str, Any]


def observe(side: Side, steps: Sequence[Step]) -> list[Seen]:
    """Do the steps one after the other; return what was seen of those that have answers."""
    users = ("admin", "reader", "stranger")
    return _Run(side, {f"token_{user}": side.token(user) for user in users}).all(steps)


class _Run:
    def __init__(self, side: Side, kept: dict[str, Any]) -> None:
        self._side = side
        self._kept = kept
        self._context = ssl.create_default_context(cafile=str(side.ca_file))

    def all(self, steps: Sequence[Step]) -> list[Seen]:
        return [seen for step in steps for seen in self._one(step)]

    def _one(self, step: Step) -> list[Seen]:
        match step:
            case Ask():
                return [self._ask(step)]
            case Listen():
                return self._listen(step)
            case Together():
                return self._together(step)
            case Settle():
                self._side.settle(step)
            case Restart():
                self._side.restart()
            case Expire():
                self._side.expire()
        return []

    def _client(self, seconds: float) -> httpx.Client:
        return httpx.Client(verify=self._context, timeout=seconds, trust_env=False)

    def _ask(self, step: Ask) -> Seen:
        headers = fill(step.headers, self._kept)
        content = step.content
        if step.body is not None:
            content = json.dumps(fill(step.body, self._kept)).encode()
            headers = {"content-type": "application/json", **headers}
        url = self._side.url(step.at) + fill(step.path, self._kept)
        with self._client(30) as client:
            try:
                answer = client.request(step.method, url, content=content, headers=headers)
                end = time.monotonic() + _PATIENCE
                while step.patient and answer.status_code == 404 and time.monotonic() < end:
                    time.sleep(0.1)
                    answer = client.request(step.method, url, content=content, headers=headers)
            except httpx.HTTPError:
                return {"broken": True}
        for name, path in step.keep.items():
            self._kept[name] = at_path(answer.json(), path)
        told = {"status": answer.status_code, **_headers(answer, step.noted), **_body(answer)}
        return _at_rest(told) if step.racing else told

    def _together(self, step: Together) -> list[Seen]:
        streams = step.streams
        seen: list[list[Seen]] = [[] for _ in streams]

        def read(number: int) -> None:
            seen[number] = self._listen(streams[number])

        threads = [threading.Thread(target=read, args=(at,)) for at in range(len(streams))]
        for thread in threads:
            thread.start()
        if step.during:
            time.sleep(step.after)
        # In this thread: a server dies with the thread that started it.
        beside = self.all(step.during)
        for thread in threads:
            thread.join()
        return [*(each for group in seen for each in group), *beside]

    def _listen(self, step: Listen) -> list[Seen]:
        beside: list[Seen] = []

        def act() -> None:
            time.sleep(step.after)
            beside.extend(self.all(step.during))

        thread = threading.Thread(target=act)
        if step.during:
            thread.start()
        seen = self._stream(step)
        if step.during:
            thread.join()
        return [seen, *beside]

    def _stream(self, step: Listen) -> Seen:
        headers = {"accept": step.accept, **fill(step.headers, self._kept)}
        url = self._side.url(step.at) + fill(step.path, self._kept)
        began, raw, end = time.monotonic(), b"", "reader"
        with self._client(step.seconds) as client:
            try:
                with client.stream("GET", url, headers=headers) as answer:
                    told: Seen = {
                        "status": answer.status_code,
                        "headers after": _class(time.monotonic() - began),
                        **_headers(answer, ()),
                    }
                    try:
                        for piece in answer.iter_raw():
                            raw += piece
                            late = time.monotonic() - began > step.seconds
                            if late or len(_frames(raw)) >= step.frames:
                                break
                        else:
                            end = "server"
                    except httpx.ReadTimeout:
                        pass
                    except httpx.HTTPError:
                        end = "broken"
            except httpx.ReadTimeout:
                return {"silent": True}
            except httpx.HTTPError:
                return {"broken": True}
        frames = [_message(frame) for frame in _frames(raw)[: step.frames]]
        return {**told, "end": end, "frames": frames}


def _at_rest(seen: Seen) -> Seen:
    """Leave of an object only what the controller does not change at the same time."""
    value = seen.get("json")
    if not isinstance(value, dict) or "metadata" not in value:
        return seen
    told = cast("Seen", value)
    kept = {"name": told["metadata"].get("name"), "spec": told.get("spec"), "keys": sorted(told)}
    return {**seen, "json": kept}


def _class(seconds: float) -> str:
    if seconds < _AT_ONCE:
        return "at once"
    return "late" if seconds > _LATE else "in between"


def _headers(answer: httpx.Response, noted: Sequence[str]) -> Seen:
    seen = {name: answer.headers.get(name) for name in (*_HEADERS, *noted)}
    for name in _TIMED:
        # Of moments and counts only the form can be the same.
        text = answer.headers.get(name)
        seen[name] = text and re.sub(r"[A-Z][a-z]{2}", "Xxx", re.sub(r"\d", "0", text))
        if seen[name] and set(seen[name]) == {"0"}:
            seen[name] = "number"
    return {f"header {name}": value for name, value in seen.items() if value is not None}


def _body(answer: httpx.Response) -> Seen:
    kind = answer.headers.get("content-type", "")
    if kind.startswith("application/json"):
        try:
            return {"json": equal(answer.json())}
        except ValueError:
            pass
    if kind.startswith("text/html"):
        # A page of the user interface: which is no matter here, but for the base of its links.
        return {"base": re.findall(r'<base href="[^"]*"', answer.text)}
    return {"text": _words(answer.text)}


def _frames(raw: bytes) -> list[bytes]:
    """Split a stream where its messages and comments end, those ends included."""
    return re.findall(rb"data: [^\n]*\n\n\n?|:[^\n]*\n|[^\n]+\n|[^\n]+$", raw)


def _message(frame: bytes) -> Any:
    """Return the form of a message and its JSON; the text of a comment."""
    text = frame.decode()
    found = re.fullmatch(r"(data: )?([{\[].*?)( ?\n*)", text, re.DOTALL)
    return [f"{found[1] or ''}…{found[3]}", equal(json.loads(found[2]))] if found else _words(text)


def equal(value: Any, key: str = "") -> Any:
    """Return the value with what is made up each time replaced by its kind."""
    if key in (*_BY_KEY, *_BUILD, _ARCHIVING) and value is not None:
        return f"<{key}>"
    if key == "managedFields" and value:
        return [equal(cast("Sequence[Any]", value)[0])]
    if key == "items" and isinstance(value, list):
        # Of the order of a list nothing is promised.
        items = [equal(item) for item in cast("Sequence[Any]", value)]
        return sorted(items, key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, Any]", value)
        return {_words(name): equal(item, name) for name, item in pairs.items()}
    if isinstance(value, list):
        return [equal(item) for item in cast("Sequence[Any]", value)]
    return value


_REPLACED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_UUID, "<uuid>"),
    (_TIME, "<time>"),
    (_ADDRESS, "<address>"),
    (_GENERATED, "<made>"),
    (re.compile(r"(too old resource version: \d+) \(\d+\)"), r"\1"),
    (re.compile(r"(ResourceVersion in record) \(\d+\)"), r"\1"),
)


def _words(text: str) -> str:
    for pattern, by in _REPLACED:
        text = pattern.sub(by, text)
    return text


def differences(real: Any, ours: Any, path: str = "") -> dict[str, str]:
    """Return where two observations differ: the dotted path, and both values."""
    if isinstance(real, dict) and isinstance(ours, dict):
        left, right = cast("Seen", real), cast("Seen", ours)
        found: dict[str, str] = {}
        for key in [*left, *(key for key in right if key not in left)]:
            where = f"{path}.{key}" if path else key
            if key not in left or key not in right:
                found[where] = f"real {_shown(left, key)}, ours {_shown(right, key)}"
            else:
                found |= differences(left[key], right[key], where)
        return found
    if isinstance(real, list) and isinstance(ours, list):
        a, b = cast("Sequence[Any]", real), cast("Sequence[Any]", ours)
        if len(a) == len(b):
            inner = [
                differences(x, y, f"{path}.{at}")
                for at, (x, y) in enumerate(zip(a, b, strict=True))
            ]
            return {where: text for each in inner for where, text in each.items()}
    if type(real) is type(ours) and real == ours:
        return {}
    return {path: f"real {json.dumps(real)}, ours {json.dumps(ours)}"}


def _shown(value: Seen, key: str) -> str:
    return json.dumps(value[key]) if key in value else "nothing"
