"""An optional field is not used before a check for None."""

from hera_models import Workflow


def namespace(workflow: Workflow) -> str | None:
    return workflow.metadata.namespace
    # error[pyright]: "namespace" is not a known attribute of "None"
    # error[mypy]: "None" of "ObjectMeta . None" has no attribute "namespace"


def names(workflow: Workflow) -> list[str | None]:
    return [template.name for template in workflow.spec.templates]
    # error[pyright]: "None" cannot be used as iterable
    # error[mypy]: "None" of "list.Template. . None" .*not iterable


def image(workflow: Workflow) -> str:
    return workflow.spec.entrypoint
    # error[pyright]: "None" is not assignable to "str"
    # error[mypy]: got "str . None", expected "str"
