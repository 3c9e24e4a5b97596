"""Argo Events: the operations of its part of the server, and its models."""

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .async_service import AsyncEventsService as AsyncEventsService
    from .service import EventsService as EventsService

__all__ = ["AsyncEventsService", "EventsService"]

_PLACES = {"AsyncEventsService": "async_service", "EventsService": "service"}


if not TYPE_CHECKING:
    # Checkers would take any name at all for one that exists.

    def __getattr__(name: str) -> object:
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
        return value
