"""``AsyncWorkflowsService``: the Argo server's operations, each as a method to await."""

from hera.workflows._services._async_workflows import AsyncWorkflowsMethods

__all__ = ["AsyncWorkflowsService"]


class AsyncWorkflowsService(AsyncWorkflowsMethods):
    """The operations of the Argo server on workflows, templates, archives, artifacts and limits, each awaited.

    It is a context manager, and takes ``host``, ``verify_ssl``, ``token``, ``client_certs``,
    ``namespace`` and ``session``; what is not given is taken from ``global_config``.
    """
