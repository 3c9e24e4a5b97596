"""Logs of pods: their operations, which pods have one, and lines out of plain text.

There is no input or output here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ._errors import ConfigError, RequestInfo, ResponseTooLargeError
from ._frames import FRAME_LIMIT
from ._kubernetes import LIST_PODS, PAGE, SELECTORS, WORKFLOWS
from ._operation import Operation
from ._times import rfc3339

_TERMINAL = frozenset({"Succeeded", "Failed", "Error"})

# Of a workflow only the phase is needed while its log is followed, so it is not read as a model.
GET_PHASE = replace(WORKFLOWS.get, response="")
PODS = Operation(
    id=LIST_PODS,
    method="GET",
    path="/api/v1/namespaces/{namespace}/pods",
    result="pages",
    namespaced="path",
    query={**SELECTORS, **PAGE},
)
POD_LOG = Operation(
    id="PodService_PodLogs",
    method="GET",
    path="/api/v1/namespaces/{namespace}/pods/{name}/log",
    result="logs",
    namespaced="path",
    path_names={"name": "name"},
    query={
        "container": ("container", "text"),
        "follow": ("follow", "boolean"),
        "previous": ("previous", "boolean"),
        "since_seconds": ("sinceSeconds", "integer"),
        "since_time": ("sinceTime", "text"),
        "timestamps": ("timestamps", "boolean"),
        "tail_lines": ("tailLines", "integer"),
        "limit_bytes": ("limitBytes", "integer"),
    },
)


def since_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return a log's arguments as Kubernetes takes them: ``since`` is seconds or a time.

    Raises:
        ConfigError: it is neither.
    """
    given = dict(arguments)
    since = given.pop("since", None)
    if since is None:
        return given
    if isinstance(since, timedelta) and since >= timedelta(0):
        # Kubernetes refuses zero.
        return {**given, "since_seconds": max(1, -(-since // timedelta(seconds=1)))}
    if not isinstance(since, datetime) or since.tzinfo is None:
        raise ConfigError(
            f"{POD_LOG.id}: expected a timedelta that is not negative, or a datetime with a time "
            f"zone, for 'since', got {since!r}"
        )
    return {**given, "since_time": rfc3339(since)}


def is_done(workflow: Mapping[str, Any]) -> bool:
    """Tell whether a workflow has come to its end, by its plain data."""
    status: dict[str, Any] = workflow.get("status") or {}
    return status.get("phase") in _TERMINAL


def pods_with_log(pods: Iterable[Mapping[str, Any]], container: str) -> list[str]:
    """Return the names of the pods in which a container has begun, the oldest pod first."""
    begun = [pod["metadata"] for pod in pods if _has_begun(pod.get("status") or {}, container)]
    begun.sort(key=lambda metadata: (metadata.get("creationTimestamp") or "", metadata["name"]))
    return [metadata["name"] for metadata in begun]


def _has_begun(status: Mapping[str, Any], container: str) -> bool:
    groups = ("initContainerStatuses", "containerStatuses")
    found = [one for group in groups for one in status.get(group) or ()]
    return any(
        one.get("name") == container and not {"running", "terminated"}.isdisjoint(one["state"])
        for one in found
        if one.get("state")
    )


class LineDecoder:
    """Takes the lines off a plain text, whose bytes may be split anywhere."""

    def __init__(self, request: RequestInfo, limit: int = FRAME_LIMIT) -> None:
        self._request = request
        self._limit = limit
        self._rest: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> list[str]:
        """Take the next bytes and return the lines that they complete.

        Raises:
            ResponseTooLargeError: a line is larger than the limit.
        """
        head, newline, rest = data.rpartition(b"\n")
        lines: list[str] = []
        if newline:
            lines = [_text(line) for line in b"".join([*self._rest, head]).split(b"\n")]
            self._rest, self._size = [], 0
        self._rest.append(rest)
        self._size += len(rest)
        if self._size > self._limit:
            raise ResponseTooLargeError("a line of the log", self._limit, self._request)
        return lines

    def finish(self) -> tuple[list[str], bool]:
        """Take the end of the text, as decoders of frames do.

        Returns:
            The line that no newline has ended, and False: a text has no end of its own, so that
            nothing tells whether it came whole.
        """
        rest = b"".join(self._rest)
        return ([_text(rest)] if rest else []), False


def _text(line: bytes) -> str:
    return line.removesuffix(b"\r").decode("utf-8", "replace")
