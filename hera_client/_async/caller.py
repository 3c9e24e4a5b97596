"""Calling operations: each kind of result from requests and answers."""

from __future__ import annotations

from asyncio import sleep
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

import hera_models
from hera_models._runtime.gc_pause import gc_paused

from .._errors import ArgoError, StreamInterruptedError
from .._frames import frame_decoder
from .._http import http
from .._log_resume import LogResume
from .._operation import Operation, Request, Response, build_request, model_of
from .._paging import PAGE_SIZE, Paging
from .._reading import Frame, FrameReader, read_body
from .._resume import Change, Identity, OnError, Raise, Reconnect, Relist, Stop
from .._resume import Watch as WatchState
from .._retry import RetryPolicy
from .connection import (
    ANY,
    BROKEN,
    JSON,
    STREAM,
    AsyncConnection,
    Options,
    connection_error,
    info,
)
from .streams import AsyncDownload, AsyncLogs, AsyncPages, AsyncWatch

if TYPE_CHECKING:
    from hera_models import Model, ObjectMeta

Arguments = Mapping[str, Any]

# What says which objects are meant; the rest of a watch's arguments says how to watch them.
_SELECTING = frozenset({"label_selector", "field_selector"})
_ARCHIVING_STATUS = "workflows.argoproj.io/workflow-archiving-status"


class AsyncCaller:
    """Calls operations of one server with one set of options."""

    def __init__(self, connection: AsyncConnection, options: Options) -> None:
        self.connection = connection
        self.options = options

    def request(self, operation: Operation, arguments: Arguments) -> Request:
        """Return the request for a call."""
        return build_request(operation, arguments, self.options.namespace)

    async def value(self, operation: Operation, arguments: Arguments) -> Any:
        """Return what an operation answers."""
        response, body = await self.connection.exchange(
            self.request(operation, arguments), self.options
        )
        return read_body(operation, body, partial(info, response.request))

    async def raw(self, operation: Operation, arguments: Arguments) -> Response[Any]:
        """Return the whole answer of an operation."""
        accept = ANY if operation.result == "bytes" else JSON
        response, body = await self.connection.exchange(
            self.request(operation, arguments), self.options, accept
        )
        parsed = (
            body
            if operation.result == "bytes"
            else read_body(operation, body, partial(info, response.request))
        )
        return Response(response.status_code, dict(response.headers), body, parsed)

    def pages(self, operation: Operation, arguments: Arguments) -> AsyncPages[Any, Any]:
        """Return the items of all pages of a list."""
        return AsyncPages(lambda: self._pages(operation, arguments))

    async def _pages(self, operation: Operation, arguments: Arguments) -> AsyncGenerator[Any, None]:
        paging = Paging(arguments.get("limit") or PAGE_SIZE, arguments.get("continue_"))
        while (wanted := paging.next_page()) is not None:
            page = await self.value(operation, {**arguments, **wanted})
            yield paging.take(page)

    def watch(
        self,
        operation: Operation,
        arguments: Arguments,
        listing: Operation | None,
        on_error: OnError | None,
    ) -> AsyncWatch[Any]:
        """Return what happens to objects; ``listing`` lists them where a watch must begin anew."""
        return AsyncWatch(self._events(operation, arguments, listing, on_error))

    async def _events(
        self,
        operation: Operation,
        arguments: Arguments,
        listing: Operation | None,
        on_error: OnError | None,
    ) -> AsyncGenerator[Any, None]:
        given = watch_arguments(arguments)
        state = WatchState(
            given.pop("resource_version", "") or "",
            policy=self.options.retry or RetryPolicy.off(),
            on_error=on_error,
            seconds=given.pop("timeout_seconds", None) or None,
        )
        options = replace(self.options, deadline=state.deadline)
        limited = type(self)(self.connection, options)
        while not state.is_over:
            failure: ArgoError | None = None
            asked = {
                **given,
                "resource_version": state.version or None,
                "timeout_seconds": self._stream_seconds(state.seconds_left),
            }
            try:
                async with aclosing(limited._frames(self.request(operation, asked))) as frames:
                    async for item in frames:
                        if item is None:
                            state.opened()
                        elif (event := _new(item, state)) is not None:
                            yield event
            except ArgoError as error:
                failure = error
            action = state.ended(failure)
            while isinstance(action, Relist):
                await sleep(action.delay)
                try:
                    found = await self._relist(listing, given, state, failure)
                except ArgoError as error:
                    action = state.ended(error)
                    continue
                if isinstance(found, Relist):
                    action = found
                    continue
                for change in found:
                    yield self._event(operation, change)
                action = Reconnect(state.version, 0.0)
            if isinstance(action, Stop):
                return
            if isinstance(action, Raise):
                raise action.error
            await sleep(action.delay)

    def _stream_seconds(self, left: int | None) -> int | None:
        """Return after how many seconds the server is to end a stream of a watch."""
        return left

    def _event(self, operation: Operation, change: Change[Any]) -> Any:
        """Return a difference that listing again has shown as an event."""
        return _event(operation, change)

    async def _relist(
        self,
        listing: Operation | None,
        given: Arguments,
        state: WatchState,
        failure: ArgoError | None,
    ) -> list[Change[Any]] | Relist:
        if listing is None:
            raise failure or StreamInterruptedError(
                info(http.Request("GET", self.connection.config.base_url)),
                "the watch cannot be resumed, and these objects cannot be listed",
            )
        known = {
            name: value
            for name, value in given.items()
            if name == "namespace" or (name in _SELECTING and name in listing.query)
        }
        listed = await self.value(listing, known)
        items = [item for item in listed.items or () if not _is_of_archive(item)]
        version = (listed.metadata and listed.metadata.resource_version) or ""
        return state.relisted(version, [(identity(item), item) for item in items])

    async def _frames(self, request: Request) -> AsyncGenerator[Any, None]:
        """Yield None when the server has accepted the stream, then its frames, still to be read."""
        model = cast("type[Model]", model_of(request.operation.item))
        # A watch decides by itself what is tried again.
        retry = None if request.operation.result == "watch" else self.options.retry
        response = await self.connection.open(request, replace(self.options, retry=retry), STREAM)
        asked = info(response.request)
        reader = FrameReader(model, asked)
        try:
            decoder = frame_decoder(response.headers.get("content-type", ""), request=asked)
            yield None
            async for chunk in response.aiter_bytes():
                for payload in decoder.feed(chunk):
                    yield Frame(payload, reader)
            payloads, truncated = decoder.finish()
            for payload in payloads:
                yield Frame(payload, reader)
            if truncated:
                raise StreamInterruptedError(asked, "the stream ended within a message")
        except BROKEN as failure:
            reason = connection_error(failure, response.request).reason
            raise StreamInterruptedError(asked, reason) from failure
        finally:
            await response.aclose()

    def logs(self, operation: Operation, arguments: Arguments, reconnect: bool) -> AsyncLogs[Any]:
        """Return the lines of a log."""
        given = {**arguments, "container": arguments.get("container") or "main"}
        if reconnect:
            return AsyncLogs(self._lines_over_cuts(operation, given))
        return AsyncLogs(self._lines(operation, given))

    async def _lines(self, operation: Operation, arguments: Arguments) -> AsyncGenerator[Any, None]:
        """Yield the lines of one stream; the server leaves out the content of an empty one."""
        entry = hera_models.workflows.LogEntry
        async with aclosing(self.items(operation, arguments)) as lines:
            async for item in lines:
                if isinstance(item, entry) and item.content is None:
                    item.content = ""
                yield item

    async def items(self, operation: Operation, arguments: Arguments) -> AsyncGenerator[Any, None]:
        """Yield what one stream brings; where it breaks off, the error is raised."""
        async with aclosing(self._frames(self.request(operation, arguments))) as frames:
            async for frame in frames:
                if frame is not None:
                    yield frame.read()

    async def _lines_over_cuts(
        self, operation: Operation, arguments: Arguments
    ) -> AsyncGenerator[Any, None]:
        policy = self.options.retry or RetryPolicy.off()
        state = LogResume(keep_timestamps=bool(arguments.get("timestamps")))
        asked: Arguments = {**arguments, "timestamps": True}
        # Only its judgement of failures is used: which may pass, and how long to wait.
        attempts = WatchState(policy=policy)
        while True:
            progress = False
            try:
                async with aclosing(self.items(operation, asked)) as lines:
                    async for item in lines:
                        content = state.take(item.pod_name or "", item.content or "")
                        if content is not None:
                            progress = True
                            item.content = content
                            yield item
                return
            except ArgoError as error:
                if progress:
                    attempts = WatchState(policy=policy)
                action = attempts.ended(error)
                if not state.can_resume or not isinstance(action, Reconnect):
                    raise
            asked = resumed_arguments(asked, state.reconnect())
            await sleep(action.delay)

    def download(self, operation: Operation, arguments: Arguments, path: str = "") -> AsyncDownload:
        """Return the bytes that an operation answers; of a directory those of what is at a path."""
        request = self.request(operation, arguments)
        if path:
            request = replace(request, path=f"{request.path}/{quote(path.lstrip('/'))}")
        return AsyncDownload(
            lambda headers: self.connection.open(request, self.options, ANY, headers),
            self.options.retry,
        )


def watch_arguments(arguments: Arguments) -> dict[str, Any]:
    """Return the arguments of a watch as the server wants them."""
    given = {name: value for name, value in arguments.items() if value is not None}
    name = given.pop("name", None)
    if name is not None:
        wanted = f"metadata.name={name}"
        selector = given.get("field_selector")
        given["field_selector"] = f"{selector},{wanted}" if selector else wanted
    if given.get("fields"):
        given["fields"] = _stream_fields(given["fields"])
    return given


def _stream_fields(fields: str) -> str:
    """Return a field selector as streams want it; what a watch needs to go on is always in it."""
    if fields.startswith("-"):
        parts = [part.removeprefix("-") for part in fields.split(",")]
        return "-" + ",".join(_in_result(part) for part in parts)
    parts = [_in_result(part) for part in fields.split(",")]
    # The selector holds for the message that ends a stream as well: without "error" it is empty.
    return ",".join(dict.fromkeys([*parts, "result.type", "result.object.metadata", "error"]))


def _in_result(part: str) -> str:
    return part if part.startswith("result.") else f"result.object.{part}"


def resumed_arguments(arguments: Arguments, since: int | None) -> dict[str, Any]:
    """Return a log's arguments for the connection after a cut."""
    left_out = ("tail_lines", "since") if since is not None else ()
    given = {name: value for name, value in arguments.items() if name not in left_out}
    return given if since is None else {**given, "since": since_seconds(since)}


def since_seconds(seconds: int) -> Any:
    """Return a time as the ``since`` of a log takes it."""
    return datetime.fromtimestamp(seconds, timezone.utc)


def identity(item: Any) -> Identity:
    """Return which object a model is, and in which state."""
    metadata: ObjectMeta | None = item.metadata if item is not None else None
    if metadata is None:
        return Identity("", "", "", "")
    return Identity(
        metadata.uid or "",
        metadata.namespace or "",
        metadata.name or "",
        metadata.resource_version or "",
    )


def _is_of_archive(item: Any) -> bool:
    """Tell whether a listed workflow is in the archive only: watches do not know it."""
    labels: Mapping[str, str] = (item.metadata and item.metadata.labels) or {}
    return labels.get(_ARCHIVING_STATUS) == "Persisted"


def _new(frame: Any, state: WatchState) -> Any:
    """Return the item of a watch's frame; None where it is not for the caller.

    The collector would run whenever an item is new and the caller still has the one before. With
    this pause it counts them only when that one is gone, and hardly runs at all.
    """
    with gc_paused():
        item = frame.read() if isinstance(frame, Frame) else frame
        return item if state.take(*_told(item)) else None


def _told(item: Any) -> tuple[str, Identity]:
    """Return an event's type and object; a Kubernetes event is its own object."""
    if isinstance(item, hera_models.Manifest):
        return "MODIFIED", identity(item)
    return item.type or "", identity(item.object)


def _event(operation: Operation, change: Change[Any]) -> Any:
    """Return a difference that listing again has shown as an event."""
    item = change.item
    model = cast("type[Model]", model_of(operation.item))
    if item is None:
        gone = {
            "uid": change.identity.uid,
            "namespace": change.identity.namespace,
            "name": change.identity.name,
            "resourceVersion": change.identity.version,
        }
        data = {"metadata": {name: value for name, value in gone.items() if value}}
    else:
        data = item.to_dict()
    return model.from_dict({"type": change.type, "object": data}, lenient=True)
