"""Calling operations of the Kubernetes API, in the manner of those of the Argo server."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import hera_models

from .._errors import (
    APIStatusError,
    NotAnArgoServerError,
    NotFoundError,
    StreamInterruptedError,
)
from .._following import AsyncFollowing
from .._frames import frame_decoder
from .._http import http
from .._kubernetes import (
    WORKFLOWS,
    kubernetes_error,
    make_event,
    next_continue,
    read_event,
    web_page,
    within,
)
from .._kubernetes_logs import (
    GET_PHASE,
    PODS,
    LineDecoder,
    is_done,
    pods_with_log,
    since_arguments,
)
from .._operation import Operation, Request
from .._paging import PAGE_SIZE
from .._resume import Change
from .._retry import RetryPolicy
from .caller import Arguments, AsyncCaller
from .connection import (
    ANY,
    BROKEN,
    JSON,
    AsyncConnection,
    Options,
    connection_error,
    info,
)
from .streams import AsyncLogs

T_co = TypeVar("T_co", covariant=True)

# Much longer than Kubernetes is silent where it is alive: it ends each watch after the time that
# it is asked to.
_GRACE = 30.0
# A watch may die without a sign: it is opened anew after so many seconds.
_WATCH_SECONDS = 300
# How long to wait for the next pod of a workflow that runs.
_POLL = 1.0


class AsyncKubernetesConnection(AsyncConnection):
    """One pool of connections to one Kubernetes API."""

    async def _accepted(
        self, request: Request, response: http.Response, options: Options, accept: str, whole: bool
    ) -> bytes:
        # That it has answered is what the version tells a wait; Kubernetes states none.
        self.version = "unknown"
        try:
            return await super()._accepted(request, response, options, accept, whole)
        except NotAnArgoServerError as error:
            raise web_page(error) from None

    async def _refused(
        self, request: Request, response: http.Response, options: Options
    ) -> APIStatusError:
        error = await super()._refused(request, response, options)
        return kubernetes_error(request.operation, error)


class AsyncKubernetesCaller(AsyncCaller):
    """Calls operations of one Kubernetes API with one set of options."""

    def __init__(
        self,
        connection: AsyncConnection,
        options: Options,
        transport: http.AsyncBaseTransport | None = None,
    ) -> None:
        super().__init__(connection, options)
        self.transport = transport

    def request(self, operation: Operation, arguments: Arguments) -> Request:
        """Return the request for a call."""
        given = arguments.get("namespace")
        namespace = self.options.namespace if given is None else given
        return super().request(within(operation, namespace), arguments)

    async def _pages(self, operation: Operation, arguments: Arguments) -> AsyncGenerator[Any, None]:
        token = arguments.get("continue_")
        limit = arguments.get("limit") or PAGE_SIZE
        # The other pages are of the version that the first one was; the API refuses to be told.
        asked = dict(arguments)
        expired = False
        while True:
            if token:
                asked.update(resource_version=None, resource_version_match=None)
            try:
                page = await self.value(operation, {**asked, "limit": limit, "continue_": token})
            except APIStatusError as error:
                token = None if expired else next_continue(error)
                if token is None:
                    raise
                expired = True
                continue
            expired = False
            yield page
            token = page.metadata and page.metadata.continue_
            if not token:
                return

    def _stream_seconds(self, left: int | None) -> int:
        """Return after how many seconds the API is to end a stream: it is made anew at times."""
        return _WATCH_SECONDS if left is None else min(left, _WATCH_SECONDS)

    def _event(self, operation: Operation, change: Change[Any]) -> Any:
        one = change.identity
        known = {
            "uid": one.uid,
            "namespace": one.namespace,
            "name": one.name,
            "resourceVersion": one.version,
        }
        gone = {"metadata": {name: value for name, value in known.items() if value}}
        data = gone if change.item is None else change.item.to_dict()
        return make_event(operation, change.type, data)

    async def _frames(
        self, request: Request, retry: RetryPolicy | None = None
    ) -> AsyncGenerator[Any, None]:
        seconds = int(dict(request.query)["timeoutSeconds"])
        options = replace(self._silent(seconds + _GRACE), retry=retry)
        response = await self.connection.open(request, options, JSON)
        asked = info(response.request)
        try:
            decoder = frame_decoder(response.headers.get("content-type", ""), request=asked)
        except BaseException:
            await response.aclose()
            raise
        yield None
        async with aclosing(_decoded(response, decoder)) as payloads:
            async for payload in payloads:
                yield read_event(request.operation, payload, asked)

    def _silent(self, seconds: float | None) -> Options:
        """Return the options for a stream that may be silent for some time."""
        given = self.options.timeout
        whole = given if isinstance(given, http.Timeout) else http.Timeout(given)
        timeout = http.Timeout(
            connect=whole.connect, read=seconds, write=whole.write, pool=whole.pool
        )
        return replace(self.options, timeout=timeout)

    def logs(self, operation: Operation, arguments: Arguments, reconnect: bool) -> AsyncLogs[Any]:
        """Return the lines of a workflow's pods."""
        since_arguments(arguments)  # refuses what is wrong before anything is asked for
        if arguments.get("follow") and arguments.get("pod_name") is None:
            return AsyncLogs(AsyncFollowing(self).lines(operation, arguments, reconnect))
        return AsyncLogs(self._pod_by_pod(operation, arguments, reconnect))

    async def _pod_by_pod(
        self, operation: Operation, arguments: Arguments, reconnect: bool
    ) -> AsyncGenerator[Any, None]:
        async with aclosing(self.pods(arguments)) as pods:
            async for pod in pods:
                found = self.pod_lines(operation, arguments, pod, reconnect)
                async with aclosing(found) as lines:
                    async for line in lines:
                        yield line

    async def pods(self, arguments: Arguments) -> AsyncGenerator[str, None]:
        """Yield the names of a workflow's pods; with ``follow`` until it is done, as they begin."""
        place = {"name": arguments["name"], "namespace": arguments.get("namespace")}
        seen: set[str] = set()
        while True:
            # Asked for before the pods: when it is done, no further pod comes.
            done = is_done(await self.value(GET_PHASE, place))
            for pod in await self._begun(arguments):
                if pod not in seen:
                    seen.add(pod)
                    yield pod
            if done or not arguments.get("follow"):
                return
            await sleep(_POLL)

    async def _begun(self, arguments: Arguments) -> list[str]:
        """Return the names of a workflow's pods in which the container has begun."""
        label = f"workflows.argoproj.io/workflow={arguments['name']}"
        selector = arguments.get("selector")
        asked = {
            "namespace": arguments.get("namespace"),
            "label_selector": f"{label},{selector}" if selector else label,
        }
        listed = await self.value(PODS, asked)
        found = pods_with_log(listed.get("items") or (), arguments["container"])
        wanted = arguments.get("pod_name")
        return [name for name in found if wanted in (None, name)]

    async def pod_lines(
        self, operation: Operation, arguments: Arguments, pod: str, reconnect: bool
    ) -> AsyncGenerator[Any, None]:
        """Yield the lines of one pod, none where it is gone."""
        given = {**arguments, "name": pod}
        found = (self._lines_over_cuts if reconnect else self.items)(operation, given)
        began = False
        async with aclosing(found) as lines:
            try:
                async for line in lines:
                    began = True
                    yield line
            except NotFoundError:
                if began:
                    # It was deleted after a cut: lines are missing.
                    raise

    async def items(self, operation: Operation, arguments: Arguments) -> AsyncGenerator[Any, None]:
        """Yield the lines of one pod; where they break off, the error is raised."""
        entry = hera_models.workflows.LogEntry
        request = self.request(operation, since_arguments(arguments))
        # A container may be silent for as long as it runs.
        options = self._silent(None) if arguments.get("follow") else self.options
        response = await self.connection.open(request, options, ANY)
        decoder = LineDecoder(info(response.request))
        async with aclosing(_decoded(response, decoder)) as lines:
            async for line in lines:
                yield entry(content=line, pod_name=arguments["name"])


class AsyncKubernetesWaitCaller(AsyncKubernetesCaller):
    """Answers from the Kubernetes API what a wait asks of an Argo server."""

    async def value(self, operation: Operation, arguments: Arguments) -> Any:
        """Return the workflow."""
        return await super().value(WORKFLOWS.get, arguments)

    async def items(self, operation: Operation, arguments: Arguments) -> AsyncGenerator[Any, None]:
        """Yield the events of the workflow."""
        request = self.request(WORKFLOWS.watch, {**arguments, "watch": True})
        async with aclosing(self._frames(request)) as frames:
            async for item in frames:
                if item is not None:
                    yield item


class _Decoder(Protocol[T_co]):
    """Takes bytes apart; `finish` tells as well whether they ended within something."""

    def feed(self, data: bytes) -> Sequence[T_co]: ...

    def finish(self) -> tuple[Sequence[T_co], bool]: ...


async def _decoded(response: http.Response, decoder: _Decoder[T_co]) -> AsyncGenerator[T_co, None]:
    """Yield what a decoder takes off a body; the response is closed in the end."""
    try:
        async for chunk in response.aiter_bytes():
            for piece in decoder.feed(chunk):
                yield piece
        pieces, truncated = decoder.finish()
        for piece in pieces:
            yield piece
        if truncated:
            raise StreamInterruptedError(
                info(response.request), "the stream ended within a message"
            )
    except BROKEN as failure:
        reason = connection_error(failure, response.request).reason
        raise StreamInterruptedError(info(response.request), reason) from failure
    finally:
        await response.aclose()
