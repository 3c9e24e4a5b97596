"""``TemplateRef``: a template of a WorkflowTemplate on the server."""

from hera_models import TemplateRef

__all__ = ["TemplateRef"]
