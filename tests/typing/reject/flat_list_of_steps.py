"""Steps are a list of lists."""

from hera_models import Template, WorkflowStep

Template(name="main", steps=[WorkflowStep(name="a", template="say")])
# error[pyright]: "WorkflowStep" is not assignable to "list.WorkflowStep
# error[mypy]: List item 0 .*"WorkflowStep"; expected "list.WorkflowStep
