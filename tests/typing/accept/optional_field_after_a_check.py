"""An optional field is used after a check for None."""

from typing_extensions import assert_type

from hera_models import Workflow


def template_names(workflow: Workflow) -> list[str]:
    templates = workflow.spec.templates
    if templates is None:
        return []
    return [template.name for template in templates if template.name is not None]


def namespace(workflow: Workflow) -> str:
    if workflow.metadata and workflow.metadata.namespace:
        assert_type(workflow.metadata.namespace, str)
        return workflow.metadata.namespace
    return "default"
