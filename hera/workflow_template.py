"""``WorkflowTemplate``: tasks that stay on the server, to be run by workflows."""

from __future__ import annotations

from hera.workflow import Workflow
from hera.workflow_template_service import WorkflowTemplateService
from hera.workflows import workflow_template as core

__all__ = ["WorkflowTemplate"]


class WorkflowTemplate(Workflow):
    """Tasks that stay on the server, to be run by workflows; arguments as for `Workflow`."""

    _model = core.WorkflowTemplate
    _service = WorkflowTemplateService
