"""``WorkflowTemplateService``: how workflow templates reach the Argo server."""

from hera.workflow_service import Service

__all__ = ["WorkflowTemplateService"]


class WorkflowTemplateService(Service):
    """Workflow templates on an Argo server; arguments and errors as for `Service`."""

    _noun = "workflow_template"
    _body = "template"
