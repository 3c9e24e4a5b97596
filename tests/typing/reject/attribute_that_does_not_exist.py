"""No attribute is read that the type does not have."""

from hera_models import Workflow


def entrypoint(workflow: Workflow) -> str | None:
    return workflow.spec.entrypont
    # error[pyright]: attribute "entrypont" for class "WorkflowSpec"
    # error[pyright]: reportUnknownMemberType
    # error[pyright]: reportUnknownVariableType
    # error[mypy]: no attribute "entrypont"; maybe "entrypoint"
    # error[mypy-strict]: Returning Any
