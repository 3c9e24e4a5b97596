"""A model stands only where its type is wanted."""

from hera_models import Container, CronWorkflow, Template, WorkflowSpec, events

Template(name="main", container=Template(name="other"))
# error[pyright]: "Template" is not assignable to "Container"
# error[mypy]: "container" .*incompatible type "Template"; expected "Container
WorkflowSpec(templates=[Container(image="busybox")])
# error[pyright]: "Container" is not assignable to "Template"
# error[mypy]: List item 0 .*"Container"; expected "Template"
CronWorkflow(spec=WorkflowSpec())
# error[pyright]: "WorkflowSpec" is not assignable to "CronWorkflowSpec"
# error[mypy]: "spec" .*incompatible type "WorkflowSpec"; expected "CronWorkflowSpec
Template(name="main", steps=[[Container()]])
# error[pyright]: "Container" is not assignable to "WorkflowStep"
# error[mypy]: List item 0 .*"Container"; expected "WorkflowStep"
WorkflowSpec(templates=[events.Template()])
# error[pyright]: events._template.Template" is not assignable to "hera_models.workflows._template.Template"
# error[mypy]: events._template.Template"; expected "hera_models.workflows._template.Template"
