"""A required field is never None, and neither is an item of a list."""

from hera_models import Container, Workflow, WorkflowSpec

Workflow(spec=None)
# error[pyright]: "None" is not assignable to "WorkflowSpec"
# error[mypy]: "spec" .*incompatible type "None"; expected "WorkflowSpec"
Container(image="busybox", command=["echo", None])
# error[pyright]: "None" is not assignable to "str"
# error[mypy]: List item 1 .*"None"; expected "str"
workflow = Workflow(spec=WorkflowSpec())
workflow.spec = None
# error[pyright]: assign to attribute "spec" .*"None" is not assignable to "WorkflowSpec"
# error[mypy]: assignment .*"None", variable has type "WorkflowSpec"
