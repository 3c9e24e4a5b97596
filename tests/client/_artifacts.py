"""Artifacts: bytes out, and from 4.1 multipart in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from urllib.parse import quote

from ._state import State
from ._wire import Request, Response, json_response, reason_of, text_response

_PIECE = 32 * 1024
_WHOLE = 2048


class Artifacts:
    """Serves the artifacts of the state.

    With `ranges` the server honours `Range` (and `If-Range`) and tells the length; without, as
    Argo behind most artifact stores, it sends the whole, in chunks where it is long.
    """

    def __init__(self, state: State) -> None:
        self.state = state
        self.ranges = False

    def get(self, operation: str, params: dict[str, str], request: Request) -> Response:
        side = "inputs" if "Input" in operation else "outputs"
        side = params.get("artifactDiscriminator", side)
        where = self._workflow(params)
        if where is None or side not in ("inputs", "outputs"):
            return _failed(_status_without_workflow(params) if where is None else 400)
        key = (*where, side, params["nodeId"], params["artifactName"])
        data = self.state.artifacts.get(key)
        if data is None:
            return _failed(500)
        return self._ranged(data, key[-1], request) if self.ranges else _whole(data, key[-1])

    def _workflow(self, params: dict[str, str]) -> tuple[str, str] | None:
        """Return namespace and name of the workflow that the path names, None for no such."""
        found = self._named(params)
        known = (*self.state.all("workflows"), *self.state.archived.values())
        places = {(each["metadata"].get("namespace"), each["metadata"]["name"]) for each in known}
        return found if found in places else None

    def _named(self, params: dict[str, str]) -> tuple[str, str] | None:
        kind = params.get("idDiscriminator", "workflows")
        if kind not in ("workflows", "archived-workflows"):
            return None
        if "uid" not in params and kind == "workflows":
            return params["namespace"], params.get("name") or params["id"]
        uid = params.get("uid") or params["id"]
        for value in (*self.state.all("workflows"), *self.state.archived.values()):
            if value["metadata"]["uid"] == uid:
                return value["metadata"]["namespace"], value["metadata"]["name"]
        return None

    def _ranged(self, data: bytes, name: str, request: Request) -> Response:
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        headers = (*_headers(name), ("Accept-Ranges", "bytes"), ("ETag", tag))
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", request.header("range") or "")
        if found is None or request.header("if-range") not in (None, tag):
            return Response(200, headers, data)
        start, end = int(found[1]), min(int(found[2] or len(data)) + 1, len(data))
        if start >= len(data):
            return Response(416, (*headers, ("Content-Range", f"bytes */{len(data)}")))
        told = ("Content-Range", f"bytes {start}-{end - 1}/{len(data)}")
        return Response(206, (*headers, told), data[start:end])

    def upload(self, segments: tuple[str, ...], request: Request) -> Response:
        """Take `POST /upload-artifacts/{namespace}/{workflowTemplate}/{artifact}`."""
        if request.method != "POST":
            return text_response("Method not allowed", 405)
        if len(segments) != 3 or not all(segments):
            return text_response("expected namespace, workflow template and artifact", 400)
        file = _file_of(request)
        if file is None:
            return text_response("failed to get file from form: no such file", 400)
        filename, data = file
        names = dict(zip(("namespace", "template", "artifact"), segments, strict=True))
        self.state.uploads.append({**names, "filename": filename, "data": data})
        key = f"uploads/{'/'.join(segments)}/{filename}"
        return json_response({"name": segments[2], "key": key})


def _status_without_workflow(params: dict[str, str]) -> int:
    kind = params.get("idDiscriminator")
    return {None: 404, "archived-workflows": 404, "workflows": 500}.get(kind, 400)


def _failed(status: int) -> Response:
    """Return the answer to a failure, of which nothing is told but the status."""
    return text_response(f"{reason_of(status)}\n", status)


def _headers(name: str) -> tuple[tuple[str, str], ...]:
    filename = quote(name.rsplit("/", 1)[-1])
    disposition = ("Content-Disposition", f'filename="{filename}"')
    return (("Content-Type", "application/octet-stream"), disposition)


def _whole(data: bytes, name: str) -> Response:
    # Go gives a length to what fits its first buffer only.
    return Response(200, _headers(name), data if len(data) <= _WHOLE else _pieces(data))


async def _pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), _PIECE):
        yield data[start : start + _PIECE]


def _file_of(request: Request) -> tuple[str, bytes] | None:
    """Return name and content of the form's field `file`, None where there is none."""
    kind = request.header("content-type") or ""
    boundary = re.fullmatch(r'multipart/form-data;\s*boundary="?([^";]+)"?', kind)
    if boundary is None:
        return None
    # Split by hand: the standard library's parser is made for mail and may touch line ends.
    for part in (b"\r\n" + request.body).split(b"\r\n--" + boundary[1].encode("latin-1")):
        head, _, data = part.partition(b"\r\n\r\n")
        if re.search(rb'[ ;]name="?file"?[;\r]', head + b"\r"):
            name = re.search(rb'filename="([^"]*)"', head)
            return name[1].decode() if name else "", data
    return None
