"""``WorkflowsService``: the Argo server's operations, each as a method."""

from hera.workflows._services._workflows import WorkflowsMethods

__all__ = ["WorkflowsService"]


class WorkflowsService(WorkflowsMethods):
    """The operations of the Argo server on workflows, templates, archives, artifacts and limits, blocking.

    It is a context manager, and takes ``host``, ``verify_ssl``, ``token``, ``client_certs``,
    ``namespace`` and ``session``; what is not given is taken from ``global_config``.
    """
