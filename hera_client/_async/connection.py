"""Sending requests over HTTP: retries, errors, limits, logging."""

from __future__ import annotations

import logging
import random
from asyncio import sleep
from dataclasses import dataclass
from time import monotonic
from typing import Any

from .._config import Config
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
from .._versions import lacks, version_of

LOGGER = logging.getLogger("hera_client")
JSON = "application/json"
STREAM = "text/event-stream"
MAX_BODY_BYTES = 512 * 2**20
_VERSION_HEADER = "grpc-metadata-argo-version"
# A stream's keep-alives come every 15 seconds: silence for this long is a dead connection.
_STREAM_SILENCE = 60.0


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for each call: the namespace, the timeout and how failures are tried again."""

    namespace: str
    timeout: float | http.Timeout | None
    retry: RetryPolicy | None
    max_body_bytes: int = MAX_BODY_BYTES


class AsyncConnection:
    """One pool of connections to one server."""

    def __init__(self, config: Config, transport: http.AsyncBaseTransport | None = None) -> None:
        self.config = config
        self.version = ""
        self._transport = transport
        self._client: http.AsyncClient | None = None
        self._closed = False

    async def aclose(self) -> None:
        """Close all connections; further requests are refused."""
        self._closed = True
        if self._client is not None:
            await self._client.aclose()

    async def exchange(
        self, request: Request, options: Options, accept: str = JSON
    ) -> tuple[http.Response, bytes]:
        """Return a successful answer and its whole body."""
        response = await self.open(request, options, accept)
        try:
            body = await self._body(response, options.max_body_bytes)
        finally:
            await response.aclose()
        if response.headers.get("content-type", "").startswith("text/html"):
            await self._refuse_unknown_path(request.operation, options)
            raise NotAnArgoServerError(
                body=body,
                content_type=response.headers["content-type"],
                request=info(response.request),
            )
        return response, body

    async def open(
        self, request: Request, options: Options, accept: str, headers: dict[str, str] | None = None
    ) -> http.Response:
        """Return a successful answer whose body is still to be read; it must be closed.

        Raises:
            APIConnectionError: no answer came.
            APIStatusError: the server refused.
            UnsupportedOperationError: the server is of a version without the operation.
        """
        started, attempt = monotonic(), 0
        while True:
            attempt += 1
            outcome: int | Failure
            answered: dict[str, str] = {}
            try:
                response = await self._send(request, options, accept, headers)
                if response.is_success:
                    self.version = response.headers.get(_VERSION_HEADER, self.version)
                    return response
                error: ArgoError = await self._refused(request, response, options)
                outcome, answered = response.status_code, dict(response.headers)
            except http.TransportError as failure:
                error, outcome = _connection_error(failure)
            delay = None
            if may_retry(options.retry, idempotent=request.operation.idempotent, outcome=outcome):
                policy = options.retry or RetryPolicy.off()
                delay = policy.next_delay(attempt, monotonic() - started, random.random, answered)
            if delay is None:
                raise error
            LOGGER.info("%s; trying again in %.1f s", error, delay)
            await sleep(delay)

    async def _send(
        self, request: Request, options: Options, accept: str, headers: dict[str, str] | None
    ) -> http.Response:
        client = self._opened()
        sent = client.build_request(
            request.method,
            request.path,
            params=list(request.query) or None,
            content=request.content,
            headers={
                "accept": accept,
                **({"content-type": JSON} if request.content is not None else {}),
                **(headers or {}),
            },
            timeout=_timeout(options.timeout, accept),
        )
        started = monotonic()
        response = await client.send(sent, stream=True)
        if LOGGER.isEnabledFor(logging.DEBUG):
            elapsed = (monotonic() - started) * 1000
            LOGGER.debug("%s -> %d in %.0f ms", info(sent), response.status_code, elapsed)
        return response

    def _opened(self) -> http.AsyncClient:
        if self._closed:
            raise ConfigError("the client is closed; make another")
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
            body = await self._body(response, options.max_body_bytes)
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
            _, body = await self.exchange(asked, options)
        except ArgoError:
            return ""
        return version_of(body)

    async def _body(self, response: http.Response, limit: int) -> bytes:
        chunks: list[bytes] = []
        size = 0
        try:
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > limit:
                    raise ResponseTooLargeError("the body", limit, info(response.request))
                chunks.append(chunk)
        except http.TransportError as failure:
            raise _connection_error(failure)[0] from failure
        return b"".join(chunks)


def info(request: http.Request) -> RequestInfo:
    """Return what was asked, for messages."""
    return RequestInfo(request.method, str(request.url))


def _timeout(timeout: float | http.Timeout | None, accept: str) -> http.Timeout:
    whole = timeout if isinstance(timeout, http.Timeout) else http.Timeout(timeout)
    if accept != STREAM or whole.read is None:
        return whole
    return http.Timeout(
        connect=whole.connect,
        read=max(whole.read, _STREAM_SILENCE),
        write=whole.write,
        pool=whole.pool,
    )


def _connection_error(failure: http.TransportError) -> tuple[APIConnectionError, Failure]:
    """Return the error for a failed exchange, and how far the request came."""
    kind = APITimeoutError if isinstance(failure, http.TimeoutException) else APIConnectionError
    reason = str(failure) or type(failure).__name__
    not_sent = isinstance(failure, (http.ConnectError, http.ConnectTimeout, http.PoolTimeout))
    error = kind(info(failure.request), reason)
    error.__cause__ = failure
    return error, Failure.NOT_SENT if not_sent else Failure.MAYBE_SENT


def stream_error(failure: http.TransportError) -> APIConnectionError:
    """Return the error for a body that broke off."""
    return _connection_error(failure)[0]
