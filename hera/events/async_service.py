"""``AsyncEventsService``: the Argo server's operations, each as a method to await."""

from hera.workflows._services._async_events import AsyncEventsMethods

__all__ = ["AsyncEventsService"]


class AsyncEventsService(AsyncEventsMethods):
    """The operations of the Argo server on event sources, sensors and events, each awaited.

    It is a context manager, and takes ``host``, ``verify_ssl``, ``token``, ``client_certs``,
    ``namespace`` and ``session``; what is not given is taken from ``global_config``.
    """
