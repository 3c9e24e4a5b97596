"""Waiting for workflows."""

from __future__ import annotations

import logging
import math
from asyncio import sleep
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

from .._errors import ArgoError
from .._waiting import Wait
from ..api.operations import workflows as operations
from .caller import AsyncCaller, watch_arguments
from .connection import cut_timeout, stream_timeout
from .service import AsyncService

if TYPE_CHECKING:
    from hera_models.workflows import Workflow

LOGGER = logging.getLogger("hera_client")


class AsyncWaiting(AsyncService):
    """Waiting for workflows."""

    async def wait(
        self,
        name: str,
        *,
        namespace: str | None = None,
        timeout: timedelta | float | None = None,
        poll: timedelta | float = 10.0,
        on_event: Callable[[Workflow], object] | None = None,
    ) -> Workflow:
        """Wait until a workflow has succeeded or failed, and return it as it is then.

        The workflow is watched. Where it cannot be watched, it is asked for again and again, and so
        are restarts of the server survived. Whether it has succeeded is in ``status.phase``, one of
        ``Succeeded``, ``Failed`` and ``Error``.

        Args:
            name: the workflow's name.
            namespace: the namespace; the client's where not given.
            timeout: how long to wait at most (seconds where a number); without end by default.
            poll: how long to wait at least between two questions where watching fails (seconds
                where a number).
            on_event: called with the workflow as it is at first, and after each change.

        Raises:
            WaitTimeoutError: the workflow was not finished in time.
            NotFoundError: it does not exist, or no longer.
            ConfigError: ``timeout`` or ``poll`` makes no sense.
            ArgoError: the server refuses for good, or was never reached.
        """
        place = self._caller.options.namespace if namespace is None else namespace
        wait = Wait(name, place, timeout, poll)
        while True:
            began = monotonic()
            async with aclosing(self._looks(wait)) as looks:
                async for workflow in looks:
                    if wait.see(workflow) and on_event is not None:
                        on_event(workflow)
                    if wait.is_done:
                        return workflow
            await sleep(wait.pause(monotonic() - began))

    async def _looks(self, wait: Wait) -> AsyncGenerator[Workflow, None]:
        """Yield the workflow as it is, then after each change until it can be watched no more."""
        wait.begin_question()
        place = {"name": wait.name, "namespace": wait.namespace}
        try:
            workflow: Workflow = await self._limited(wait).value(operations.GET, place)
        except ArgoError as error:
            wait.failed(error, reached=bool(self._caller.connection.version))
            LOGGER.info("waiting for workflow %s: %s", wait.name, error)
            return
        if workflow.metadata is not None and workflow.metadata.name:
            # The name that was asked for may be an alias, "@latest".
            wait.name = workflow.metadata.name
        yield workflow
        async with aclosing(self._changes(wait, workflow)) as changes:
            async for changed in changes:
                yield changed

    async def _changes(self, wait: Wait, workflow: Workflow) -> AsyncGenerator[Workflow, None]:
        """Yield a workflow after each change; why the watch ends is told by the next question."""
        silence = stream_timeout(self._caller.options).read
        seconds = wait.begin_watch(math.inf if silence is None else silence)
        if seconds < 1:
            return
        arguments = watch_arguments(
            {
                "name": wait.name,
                "namespace": wait.namespace,
                "resource_version": workflow.metadata and workflow.metadata.resource_version,
                # A watch may die without a sign. Whoever does not heed this meets the deadline.
                "timeout_seconds": seconds,
            }
        )
        try:
            async with aclosing(self._limited(wait).items(operations.WATCH, arguments)) as items:
                async for item in items:
                    if item.object is not None:
                        yield item.object
                    if item.type == "DELETED":
                        return
        except ArgoError as error:
            LOGGER.info("watching workflow %s: %s", wait.name, error)

    def _limited(self, wait: Wait) -> AsyncCaller:
        """Return a caller that does not outlast the time of the question, or of the watch."""
        options = self._caller.options
        retry, timeout = options.retry, options.timeout
        if retry is not None:
            retry = replace(retry, total=min(retry.total, wait.left))
        if wait.silence is not None:
            timeout = cut_timeout(stream_timeout(options), wait.silence)
        limited = replace(options, retry=retry, timeout=timeout, deadline=wait.deadline)
        return AsyncCaller(self._caller.connection, limited)
