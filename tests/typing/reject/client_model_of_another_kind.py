"""Each service takes its own kind."""

from hera_client import ArgoClient, AsyncArgoClient
from hera_models import CronWorkflow, Workflow, WorkflowTemplate


def create(argo: ArgoClient, workflow: Workflow, cron: CronWorkflow) -> None:
    argo.workflows.create(cron)
    # error[pyright]: "CronWorkflow" is not assignable to "Workflow"
    # error[mypy]: Argument 1 to "create" of "Workflows" has incompatible type "CronWorkflow"
    argo.cron_workflows.create(workflow)
    # error[pyright]: "Workflow" is not assignable to "CronWorkflow"
    # error[mypy]: Argument 1 to "create" of "CronWorkflows" has incompatible type "Workflow"
    argo.workflows.create("kind: Workflow")
    # error[pyright]: "Literal..+" is not assignable to "Workflow"
    # error[mypy]: Argument 1 to "create" of "Workflows" has incompatible type "str"


async def lint(argo: AsyncArgoClient, template: WorkflowTemplate) -> None:
    await argo.workflows.lint(template)
    # error[pyright]: "WorkflowTemplate" is not assignable to "Workflow"
    # error[mypy]: Argument 1 to "lint" of "AsyncWorkflows" has incompatible type "WorkflowTemplate"
