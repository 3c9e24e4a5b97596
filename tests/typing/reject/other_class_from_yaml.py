"""`from_*` give the class that they are called on, no other."""

from hera_models import CronWorkflow, Template, Workflow


def read(text: str) -> Workflow:
    return CronWorkflow.from_yaml(text)
    # error[pyright]: "CronWorkflow" is not assignable to return type "Workflow"
    # error[mypy]: got "CronWorkflow", expected "Workflow"


workflow: Workflow = Template.from_json("{}")
# error[pyright]: "Template" is not assignable to declared type "Workflow"
# error[mypy]: "Template", variable has type "Workflow"
template: Template = Workflow.from_dict({})
# error[pyright]: "Workflow" is not assignable to declared type "Template"
# error[mypy]: "Workflow", variable has type "Template"
