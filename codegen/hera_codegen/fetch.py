"""Getting the upstream document of a release, and making its facts.

Whatever is wrong with the document, its address or the place for the facts is found out before
any file is touched.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import httpx

from . import facts
from .api import Api
from .errors import DocumentError, FetchError
from .facts import Lock
from .node import is_object
from .read import read
from .release import check_tag
from .swagger import dumps, normalize

Progress: TypeAlias = Callable[[int, int | None], None]
"""Is called with the bytes that have arrived and, where known, those expected in all."""

_UPSTREAM = (
    "https://raw.githubusercontent.com/argoproj/argo-workflows/{tag}/api/openapi-spec/swagger.json"
)
_MAX_BYTES = 64 * 1024 * 1024
_RETRIES = 3
_FIRST_PAUSE = 0.5  # seconds; doubles with each retry
_CONNECT_TIMEOUT = 10.0  # seconds
_TITLE = "Argo Workflows"
_CORE_DEFINITIONS = tuple(
    f"io.argoproj.workflow.v1alpha1.{name}"
    for name in ("CronWorkflow", "Template", "Workflow", "WorkflowSpec", "WorkflowTemplate")
)
_CORE_OPERATIONS = ("WorkflowService_CreateWorkflow", "WorkflowService_ListWorkflows")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch has written: the file of facts and the API that it holds."""

    path: Path
    api: Api


class _Transient(Exception):
    """A failure that a retry may mend; holds what was wrong."""


def fetch(
    tag: str,
    source: str | None = None,
    directory: Path = facts.DEFAULT_DIRECTORY,
    *,
    timeout: float = 30.0,
    progress: Progress | None = None,
) -> Fetched:
    """Get the upstream document of a release and write its facts and the row of the lock.

    Args:
        tag: The release, for example ``v4.1.2``.
        source: A path or an http(s) URL of the document; by default Argo's repository on GitHub.
        directory: Where the facts go; made if it does not exist.
        timeout: Seconds to wait for the next bytes of a download.
        progress: Told of the bytes that arrive.

    Raises:
        ReleaseError: The tag is none.
        FetchError: The document cannot be had, or is not Argo's of that release.
        FactsError: The facts cannot be written.
    """
    check_tag(tag)
    facts.check_writable_place(directory)
    expected = _expected_lock(tag, directory)
    source = source or _UPSTREAM.format(tag=tag)
    if source.startswith(("http://", "https://")):
        content = _download(source, timeout, progress)
    else:
        content = _read_file(Path(source))
    document = _parse(content, source)
    _check_identity(document, source)
    lock = Lock(hashlib.sha256(content).hexdigest(), len(content))
    _check_lock(lock, expected, tag, source, directory)
    try:
        normal = normalize(document, tag)
        api = read(normal)
    except DocumentError as error:
        raise FetchError(f"{source}: {error}") from None
    return Fetched(facts.save(directory, tag, dumps(normal), lock), api)


def _expected_lock(tag: str, directory: Path) -> Lock | None:
    known = facts.locks(directory)
    return known.get(tag) or facts.locks(facts.packaged_directory()).get(tag)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        raise FetchError(f"--from {path}: no such file; expected Argo's swagger.json") from None
    except IsADirectoryError:
        raise FetchError(f"--from {path}: a directory; expected Argo's swagger.json") from None
    except OSError as error:
        raise FetchError(f"--from {path}: cannot be read: {error.strerror}") from None
    _check_size(len(content), str(path))
    return content


def _check_size(size: int, source: str) -> None:
    if size > _MAX_BYTES:
        raise FetchError(
            f"{source}: more than {_MAX_BYTES >> 20} MiB; expected Argo's swagger.json, about 1 MiB"
        )


def _download(url: str, timeout: float, progress: Progress | None) -> bytes:
    limits = httpx.Timeout(timeout, connect=min(timeout, _CONNECT_TIMEOUT))
    pause, reason = _FIRST_PAUSE, ""
    try:
        with httpx.Client(follow_redirects=True, timeout=limits) as client:
            for attempt in range(_RETRIES + 1):
                try:
                    return _attempt(client, url, progress)
                except _Transient as error:
                    reason = str(error)
                if attempt < _RETRIES:
                    time.sleep(pause)
                    pause *= 2
    # The last two come from proxy settings that httpx cannot use.
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, ImportError) as error:
        raise FetchError(f"{url}: {error}; check the address and the proxy settings") from None
    raise FetchError(
        f"{url}: {reason}, {_RETRIES + 1} times; "
        "try later, or give a copy of Argo's swagger.json with --from PATH"
    )


def _attempt(client: httpx.Client, url: str, progress: Progress | None) -> bytes:
    try:
        with client.stream("GET", url) as response:
            _check_status(response, url)
            return _body(response, url, progress)
    except httpx.TimeoutException:
        raise _Transient("no answer in time") from None
    except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
        raise _Transient(str(error) or "the connection broke") from None


def _check_status(response: httpx.Response, url: str) -> None:
    status = response.status_code
    if status == 429 or status >= 500:
        raise _Transient(f"the server answered {status}")
    if status == 404:
        raise FetchError(
            f"{url}: not found (404); check that Argo has this release, or the address"
        )
    if status != 200:
        raise FetchError(
            f"{url}: the server answered {status}; expected 200 and Argo's swagger.json"
        )


def _body(response: httpx.Response, url: str, progress: Progress | None) -> bytes:
    length = response.headers.get("Content-Length", "")
    total = int(length) if length.isdecimal() else None
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        _check_size(len(content), url)
        if progress is not None:
            progress(response.num_bytes_downloaded, total)
    return bytes(content)


def _parse(content: bytes, source: str) -> dict[str, Any]:
    if content.lstrip()[:1] == b"<":
        raise FetchError(f"{source}: an HTML or XML page; expected Argo's swagger.json")
    try:
        document = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise FetchError(
            f"{source}: {len(content)} bytes that are not whole JSON ({error}); "
            "expected Argo's swagger.json, perhaps it is cut short"
        ) from None
    if not is_object(document):
        raise FetchError(f"{source}: JSON, but no object; expected Argo's swagger.json")
    return document


def _check_identity(document: dict[str, Any], source: str) -> None:
    if document.get("swagger") != "2.0":
        found = "an OpenAPI 3 document" if "openapi" in document else "no API document"
        raise FetchError(f"{source}: {found}; expected Argo's swagger 2.0 document")
    info, definitions = document.get("info"), document.get("definitions")
    title = info.get("title") if is_object(info) else None
    if not isinstance(title, str) or not title.startswith(_TITLE):
        raise FetchError(
            f"{source}: the swagger document of {title!r}; expected that of {_TITLE!r}"
        )
    present = set(definitions) if is_object(definitions) else set[str]()
    missing = [name for name in _CORE_DEFINITIONS if name not in present]
    missing += [name for name in _CORE_OPERATIONS if name not in _operation_ids(document)]
    if missing:
        raise FetchError(
            f"{source}: lacks {', '.join(missing)}; expected Argo's whole swagger 2.0 document"
        )


def _operation_ids(document: dict[str, Any]) -> set[Any]:
    paths = document.get("paths")
    items = paths.values() if is_object(paths) else ()
    operations = (item for path in items if is_object(path) for item in path.values())
    found = (item.get("operationId") for item in operations if is_object(item))
    return {item for item in found if isinstance(item, str)}


def _check_lock(found: Lock, expected: Lock | None, tag: str, source: str, directory: Path) -> None:
    if expected is None or found.sha256 == expected.sha256:
        return
    raise FetchError(
        f"{source}: sha256 {found.sha256} ({found.size} bytes), but {tag} is locked to "
        f"{expected.sha256} ({expected.size} bytes); check that it is the document of {tag} and "
        f"unaltered; if you trust it, put its sha256 and size into {directory / facts.LOCK_NAME}"
    )
