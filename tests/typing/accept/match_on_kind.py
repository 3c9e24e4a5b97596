"""Objects of several kinds are told apart by `kind` or by class."""

from typing_extensions import assert_never, assert_type

from hera_models import CronWorkflow, Workflow, WorkflowTemplate


def spec_by_kind(item: Workflow | CronWorkflow) -> str | None:
    if item.kind == "Workflow":
        assert_type(item, Workflow)
        return item.spec.entrypoint
    assert_type(item, CronWorkflow)
    return item.spec.workflow_spec.entrypoint


def word(item: Workflow | CronWorkflow | WorkflowTemplate) -> str:
    match item.kind:
        case "Workflow":
            return "runs once"
        case "CronWorkflow":
            return "runs again and again"
        case "WorkflowTemplate":
            return "waits"


def entrypoint(item: Workflow | CronWorkflow) -> str | None:
    match item:
        case Workflow(spec=spec):
            return spec.entrypoint
        case CronWorkflow(spec=spec):
            return spec.workflow_spec.entrypoint
        case _:
            assert_never(item)
