"""A manifest's kind and version are its own."""

from hera_models import Workflow, WorkflowSpec

Workflow(kind="CronWorkflow", spec=WorkflowSpec())
# error[pyright]: "Literal..CronWorkflow.." is not assignable to type "Literal..Workflow..
# error[mypy]: "kind" .*CronWorkflow.*expected "Literal..Workflow
Workflow(api_version="v1", spec=WorkflowSpec())
# error[pyright]: "Literal..v1.." is not assignable to type "Literal..argoproj.io/v1alpha1
# error[mypy]: "api_version" .*v1.*expected "Literal..argoproj.io/v1alpha1
workflow = Workflow(spec=WorkflowSpec())
workflow.kind = "Workfow"
# error[pyright]: attribute "kind" .*"Literal..Workfow.." is not assignable to type "Literal..Workflow
# error[mypy]: Workfow.*variable has type "Literal..Workflow
