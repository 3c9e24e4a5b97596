"""Calling operations of the Kubernetes API, in the manner of those of the Argo server."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import hera_models

from .._errors import APIStatusError, StreamInterruptedError
from .._frames import frame_decoder
from .._http import http
from .._kubernetes import (
    GET_PHASE,
    PODS,
    LineDecoder,
    is_done,
    kubernetes_error,
    make_event,
    next_continue,
    pods_with_log,
    read_event,
    since_arguments,
    within,
)
from .._operation import Operation, Request
from .._paging import PAGE_SIZE
from .._resume import Change
from .._retry import RetryPolicy
from .caller import Arguments, AsyncCaller
from .connection import ANY, BROKEN, JSON, AsyncConnection, Options, info

# Much longer than Kubernetes is silent where it is alive: it ends each watch after the time that
# it is asked to.
_GRACE = 30.0
# How long to wait for the next pod of a workflow that runs.
_POLL = 1.0


class AsyncKubernetesConnection(AsyncConnection):
    """One pool of connections to one Kubernetes API."""

    async def _refused(
        self, request: Request, response: http.Response, options: Options
    ) -> APIStatusError:
        error = await super()._refused(request, response, options)
        return kubernetes_error(request.operation, error)


class AsyncKubernetesCaller(AsyncCaller):
    """Calls operations of one Kubernetes API with one set of options."""

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
            yield None
            async for chunk in response.aiter_bytes():
                for payload in decoder.feed(chunk):
                    yield read_event(request.operation, payload, asked)
            payloads, truncated = decoder.finish()
            for payload in payloads:
                yield read_event(request.operation, payload, asked)
            if truncated:
                raise StreamInterruptedError(asked, "the stream ended within a message")
        except BROKEN as failure:
            reason = str(failure) or type(failure).__name__
            raise StreamInterruptedError(asked, reason) from failure
        finally:
            await response.aclose()

    def _silent(self, seconds: float | None) -> Options:
        """Return the options for a stream that may be silent for some time."""
        given = self.options.timeout
        whole = given if isinstance(given, http.Timeout) else http.Timeout(given)
        timeout = http.Timeout(
            connect=whole.connect, read=seconds, write=whole.write, pool=whole.pool
        )
        return replace(self.options, timeout=timeout)

    async def items(self, operation: Operation, arguments: Arguments) -> AsyncGenerator[Any, None]:
        """Yield the lines of a workflow's pods, one pod after the other."""
        place = {"name": arguments["name"], "namespace": arguments.get("namespace")}
        seen: set[str] = set()
        while True:
            # Asked for before the pods: when it is done, no further pod comes.
            done = is_done(await self.value(GET_PHASE, place))
            for pod in await self._pods(arguments):
                if pod not in seen:
                    seen.add(pod)
                    async with aclosing(self._pod_lines(operation, arguments, pod)) as lines:
                        async for line in lines:
                            yield line
            if done or not arguments.get("follow"):
                return
            await sleep(_POLL)

    async def _pods(self, arguments: Arguments) -> list[str]:
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

    async def _pod_lines(
        self, operation: Operation, arguments: Arguments, pod: str
    ) -> AsyncGenerator[Any, None]:
        entry = hera_models.workflows.LogEntry
        request = self.request(operation, since_arguments({**arguments, "name": pod}))
        # A container may be silent for as long as it runs.
        options = self._silent(None) if arguments.get("follow") else self.options
        response = await self.connection.open(request, options, ANY)
        asked = info(response.request)
        try:
            decoder = LineDecoder(asked)
            async for chunk in response.aiter_bytes():
                for line in decoder.feed(chunk):
                    yield entry(content=line, pod_name=pod)
            for line in decoder.finish():
                yield entry(content=line, pod_name=pod)
        except BROKEN as failure:
            reason = str(failure) or type(failure).__name__
            raise StreamInterruptedError(asked, reason) from failure
        finally:
            await response.aclose()
