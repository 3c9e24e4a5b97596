"""The facade's services, blocking and asynchronous, behind one face."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

from client._schema import Route, routes

from hera.events.async_service import AsyncEventsService
from hera.events.service import EventsService
from hera.workflows._services.asynchronous import AsyncEvents
from hera.workflows._services.synchronous import Events
from hera.workflows.async_service import AsyncWorkflowsService
from hera.workflows.service import WorkflowsService

NEWEST = "v4.1.2"
CLASSES: dict[str, tuple[type[Any], type[Any]]] = {
    "workflows": (WorkflowsService, AsyncWorkflowsService),
    "events": (EventsService, AsyncEventsService),
}
LINKS = ("get_workflow_link", "get_cron_workflow_link")


def methods(service: str) -> list[str]:
    """Return the methods of a service that call an operation."""
    found = inspect.getmembers(CLASSES[service][0], inspect.isfunction)
    return [name for name, _ in found if name[0] != "_" and name not in (*LINKS, "close")]


def route_of(method: str) -> Route:
    """Return the operation of the facts that a method calls."""
    wanted = method.replace("_", "")
    (found,) = (item for item in routes(NEWEST) if item.name.lower() == wanted)
    return found


def run(
    service: str, asynchronous: bool, act: Callable[[Any], Any], **settings: Any
) -> tuple[Any, list[Any] | None]:
    """Make a service, let a function call it, and return the result, and what it yields."""
    blocking, waiting = CLASSES[service]
    if not asynchronous:
        with blocking(**settings) as made:
            result = act(made)
            return result, list(result) if _streams(result) else None

    async def work() -> tuple[Any, list[Any] | None]:
        async with waiting(**settings) as made:
            result = await act(made)
            if not _streams(result):
                return result, None
            return result, [item async for item in result]

    return asyncio.run(work())


def _streams(result: Any) -> bool:
    return isinstance(result, (Events, AsyncEvents))
