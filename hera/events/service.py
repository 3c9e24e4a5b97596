"""``EventsService``: the Argo server's operations, each as a method."""

from hera.workflows._services._events import EventsMethods

__all__ = ["EventsService"]


class EventsService(EventsMethods):
    """The operations of the Argo server on event sources, sensors and events, blocking.

    It is a context manager, and takes ``host``, ``verify_ssl``, ``token``, ``client_certs``,
    ``namespace`` and ``session``; what is not given is taken from ``global_config``.
    """
