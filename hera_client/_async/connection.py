"""Sending requests over HTTP: retries, errors, limits, logging."""

from __future__ import annotations

import logging
import math
import random
import ssl
from asyncio import sleep
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic
from typing import Any, cast

from .._config import Config, checked_timeout
from .._errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    ArgoError,
    ConfigError,
    NotAnArgoServerError,
    RequestInfo,
    ResponseTooLargeError,
    UnsupportedOperationError,
    status_error,
)
from .._http import http
from .._operation import Operation, Request
from .._retry import Failure, RetryPolicy, may_retry
from .._sending import check_sending

# async only: begin
from .._upload import ReadInThread

# async only: end
from .._versions import lacks, version_of

LOGGER = logging.getLogger("hera_client")
JSON = "application/json"
STREAM = "text/event-stream"
ANY = "*/*"
# What sending and reading raise; in the asynchronous client some failures of TLS come bare.
BROKEN = (http.RequestError, ssl.SSLError)
MAX_BODY_BYTES = 512 * 2**20
_VERSION_HEADER = "grpc-metadata-argo-version"
# A stream's keep-alives come every 15 seconds, the first one together with its headers: silence for
# this long is a dead connection.
_STREAM_SILENCE = 60.0
# To wait for no time at all would mean not to block, which is something else.
_SHORTEST_STEP = 0.001
# So much of an error's body is read: enough for any message.
_ERROR_BYTES = 2**20
# Of a packed body the end could be missing without a sign, and proxies hold streams back in order
# to pack them.
_UNPACKED = {"accept-encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for each call: the namespace, the timeout and how failures are tried again.

    ``silence`` is how long a stream may be silent, in seconds, before it counts as broken; a longer
    timeout goes before it. ``deadline`` is when all of an answer must have come, by the clock of
    ``time.monotonic``.
    """

    namespace: str
    timeout: float | http.Timeout | None
    retry: RetryPolicy | None
    max_body_bytes: int = MAX_BODY_BYTES
    silence: float = _STREAM_SILENCE
    deadline: float | None = None

    def __post_init__(self) -> None:
        checked_timeout(self.timeout)
        given = cast("object", self.retry)
        if given is not None and not isinstance(given, RetryPolicy):
            raise ConfigError(
                f"retry is {given!r}; expected a RetryPolicy, such as"
                " RetryPolicy(attempts=5), or None for no retries"
            )


class AsyncConnection:
    """One pool of connections to one server."""

    def __init__(self, config: Config, transport: http.AsyncBaseTransport | None = None) -> None:
        self.config = config
        self.version: str = ""
        self._transport = transport
        self._client: http.AsyncClient | None = None
        self._closed = False
        self._opening = Lock()  # threads may share a client

    async def aclose(self) -> None:
        """Close all connections; further requests are refused."""
        self._closed = True
        if self._client is not None:
            await self._client.aclose()

    async def exchange(
        self, request: Request, options: Options, accept: str = JSON
    ) -> tuple[http.Response, bytes]:
        """Return a successful answer and its whole body.

        Raises:
            ArgoError: as for ``open``; also, no whole body came, or a web page.
        """
        return await self._tried(request, options, accept, {}, whole=True)

    async def open(
        self, request: Request, options: Options, accept: str, headers: dict[str, str] | None = None
    ) -> http.Response:
        """Return a successful answer whose body is still to be read; it must be closed.

        Raises:
            APIConnectionError: no answer came.
            APIStatusError: the server refused.
            NotAnArgoServerError: a web page came.
            UnsupportedOperationError: the server is of a version without the operation.
        """
        response, _ = await self._tried(request, options, accept, headers or {}, whole=False)
        return response

    async def _tried(
        self,
        request: Request,
        options: Options,
        accept: str,
        headers: dict[str, str],
        *,
        whole: bool,
    ) -> tuple[http.Response, bytes]:
        """Return an answer, after as many attempts as the options allow."""
        started, attempt = monotonic(), 0
        while True:
            attempt += 1
            outcome: int | Failure
            answered: dict[str, str] = {}
            try:
                response = await self._send(request, options, accept, headers)
                if response.is_success:
                    body = await self._accepted(request, response, options, accept, whole)
                    return response, body
                error: ArgoError = await self._refused(request, response, options)
                outcome, answered = response.status_code, dict(response.headers)
            except _Broken as failure:
                error, outcome = failure.error, failure.outcome
            delay = None
            if may_retry(options.retry, idempotent=request.operation.idempotent, outcome=outcome):
                policy = options.retry or RetryPolicy.off()
                delay = policy.next_delay(attempt, monotonic() - started, random.random, answered)
            if delay is None:
                raise error
            LOGGER.info("%s; trying again in %.1f s", error, delay)
            await sleep(delay)

    async def _accepted(
        self, request: Request, response: http.Response, options: Options, accept: str, whole: bool
    ) -> bytes:
        """Return the body of a success if the whole is wanted; refuse a web page."""
        self.version = response.headers.get(_VERSION_HEADER, self.version)
        is_page = is_web_page(response.headers, wanted=accept)
        if not whole and not is_page:
            return b""
        try:
            body = await self._body(response, options.max_body_bytes)
        finally:
            await response.aclose()
        if is_page:
            await self._refuse_unknown_path(request.operation, options)
            raise NotAnArgoServerError(
                body=body,
                content_type=response.headers["content-type"],
                request=info(response.request),
            )
        return body

    async def _send(
        self, request: Request, options: Options, accept: str, headers: dict[str, str] | None
    ) -> http.Response:
        client = self._opened()
        sent = _built(client, self.config.base_url, request, options, accept, headers or {})
        # async only: begin
        if request.file is not None and isinstance(sent.stream, http.SyncByteStream):
            sent.stream = ReadInThread(sent.stream)
        # async only: end
        started = monotonic()
        try:
            response = await client.send(sent, stream=True)
        except BROKEN as failure:
            raise _broken(failure, sent) from failure
        if options.deadline is not None and isinstance(response.stream, http.AsyncByteStream):
            response.stream = AsyncTimedBody(response.stream, options.deadline)
        if LOGGER.isEnabledFor(logging.DEBUG):
            elapsed = (monotonic() - started) * 1000
            LOGGER.debug("%s -> %d in %.0f ms", info(sent), response.status_code, elapsed)
        return response

    def _opened(self) -> http.AsyncClient:
        with self._opening:
            if self._closed:
                raise ConfigError("the client is closed; make another")
            check_sending()
            if self._client is None:
                arguments: dict[str, Any] = self.config.http_arguments()
                if self._transport is not None:
                    arguments = {**arguments, "transport": self._transport}
                self._client = http.AsyncClient(**arguments)
            return self._client

    async def _refused(
        self, request: Request, response: http.Response, options: Options
    ) -> APIStatusError:
        try:
            body = await self._start_of_body(response)
        finally:
            await response.aclose()
        if response.status_code in (404, 405, 501):
            await self._refuse_unknown_path(request.operation, options)
        return status_error(
            request.operation.id,
            info(response.request),
            response.status_code,
            dict(response.headers),
            body,
        )

    async def _refuse_unknown_path(self, operation: Operation, options: Options) -> None:
        """Raise if the reason is that the server is too old, or too new, for the operation."""
        if not operation.since and not operation.until:
            return
        version = self.version or await self._ask_version(options)
        if lacks(version, operation.since, operation.until):
            raise UnsupportedOperationError(
                operation.id,
                version,
                since=operation.since or None,
                until=operation.until or None,
            )

    async def _ask_version(self, options: Options) -> str:
        asked = Request(Operation("InfoService_GetVersion", "GET", "", "value"), "/api/v1/version")
        try:
            # What is no success, and a web page, are errors here.
            response, body = await self.exchange(asked, options)
        except ArgoError:
            return ""
        is_json = response.headers.get("content-type", "").lower().startswith(JSON)
        return version_of(body) if is_json else ""

    async def _body(self, response: http.Response, limit: int) -> bytes:
        chunks: list[bytes] = []
        size = 0
        try:
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > limit:
                    raise ResponseTooLargeError("the body", limit, info(response.request))
                chunks.append(chunk)
        except BROKEN as failure:
            raise _broken(failure, response.request) from failure
        return b"".join(chunks)

    async def _start_of_body(self, response: http.Response) -> bytes:
        """Return what comes of an error's body: the status counts, however the body ends."""
        body = b""
        try:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) >= _ERROR_BYTES:
                    break
        except BROKEN as failure:
            LOGGER.debug("%s: the error's body broke off: %r", info(response.request), failure)
        return body


class AsyncTimedBody(http.AsyncByteStream):
    """The bytes of an answer, which break off when its time is up, however slowly they drip."""

    def __init__(self, stream: http.AsyncByteStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk
            if monotonic() >= self._deadline:
                raise http.ReadTimeout("the time for it was up before all of it had come")

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()


class _Broken(Exception):
    """An exchange that failed on its way: the error to raise, and how far the request came."""

    def __init__(self, error: APIConnectionError, outcome: Failure) -> None:
        super().__init__(error)
        self.error = error
        self.outcome = outcome


def _built(
    client: http.AsyncClient,
    base_url: str,
    request: Request,
    options: Options,
    accept: str,
    headers: dict[str, str],
) -> http.Request:
    try:
        return client.build_request(
            request.method,
            # Joining them here spares the parsing of a second URL.
            f"{base_url.rstrip('/')}{request.path}",
            params=list(request.query) or None,
            content=request.content,
            files={"file": request.file} if request.file is not None else None,
            headers={
                "accept": accept,
                **({} if accept == JSON else _UNPACKED),
                **({"content-type": JSON} if request.content is not None else {}),
                **headers,
            },
            timeout=request_timeout(options, accept, request.operation),
        )
    except http.InvalidURL as failure:
        raise _unsendable(request, failure) from None


def _unsendable(request: Request, failure: Exception) -> ConfigError:
    """Return the error for arguments of which no URL can be made."""
    lengths = {"the path": len(request.path), **{name: len(text) for name, text in request.query}}
    longest = max(lengths, key=lengths.__getitem__)
    return ConfigError(
        f"{request.operation.id}: no URL can be made of these arguments: {failure}. The longest part"
        f" is {longest}, of {lengths[longest]:,} characters; a URL may have 65,536 in all, and many"
        " servers take fewer: shorten it, or ask in several calls"
    )


def info(request: http.Request) -> RequestInfo:
    """Return what was asked, for messages."""
    return RequestInfo(request.method, str(request.url))


def is_web_page(headers: http.Headers, wanted: str) -> bool:
    """Tell whether an answer is the user interface, which the server sends for unknown paths.

    An artifact may be a web page as well; it then has a file name, and a listing of a directory is
    shut off from scripts.
    """
    if not headers.get("content-type", "").lower().startswith("text/html"):
        return False
    sandboxed = "sandbox" in headers.get("content-security-policy", "")
    return wanted != ANY or not ("content-disposition" in headers or sandboxed)


def request_timeout(
    options: Options, accept: str, operation: Operation
) -> http.Timeout | float | None:
    """Return the timeouts of a request."""
    if accept == STREAM and not operation.keeps_alive:
        options = replace(options, silence=math.inf)
    timeout = stream_timeout(options) if accept == STREAM else options.timeout
    if options.deadline is None:
        return timeout
    left = max(options.deadline - monotonic(), _SHORTEST_STEP)
    return cut_timeout(http.Timeout(timeout), left)


def stream_timeout(options: Options) -> http.Timeout:
    """Return the timeouts of a stream.

    A number of seconds is for steps that should take moments; a stream may be silent for longer
    than that. Who wants to end silent streams early says so with an ``http.Timeout``.
    """
    timeout = options.timeout
    if timeout is None or isinstance(timeout, http.Timeout):
        return http.Timeout(timeout)
    silence = max(timeout, options.silence)
    return http.Timeout(timeout, read=None if math.isinf(silence) else silence)


def cut_timeout(timeout: http.Timeout, seconds: float) -> http.Timeout:
    """Return timeouts of which no step takes longer than a time."""
    if math.isinf(seconds):
        return timeout
    steps = (timeout.connect, timeout.read, timeout.write, timeout.pool)
    connect, read, write, pool = (seconds if step is None else min(step, seconds) for step in steps)
    return http.Timeout(connect=connect, read=read, write=write, pool=pool)


def connection_error(failure: Exception, request: http.Request) -> APIConnectionError:
    """Return the error for what broke off."""
    kind = APITimeoutError if isinstance(failure, http.TimeoutException) else APIConnectionError
    error = kind(info(request), str(failure) or type(failure).__name__)
    error.__cause__ = failure
    return error


def _broken(failure: Exception, request: http.Request) -> _Broken:
    not_sent = isinstance(failure, (http.ConnectError, http.ConnectTimeout, http.PoolTimeout))
    outcome = Failure.NOT_SENT if not_sent else Failure.MAYBE_SENT
    return _Broken(connection_error(failure, request), outcome)
