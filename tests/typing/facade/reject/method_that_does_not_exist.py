"""Workflows have the methods that they have."""

from hera.workflows import Workflow

w = Workflow(generate_name="a-")
w.to_yml()
# error[pyright]: Cannot access attribute "to_yml" for class "Workflow"
# error[mypy]: "Workflow" has no attribute "to_yml"
w.to_yaml(strict="no")
# error[pyright]: Argument of type "Literal.'no'." cannot be assigned to parameter "strict" of
# error[mypy]: Argument "strict" to "to_yaml" of "WorkflowBase" has incompatible type "str"
w.create(wait="yes")
# error[pyright]: Argument of type "Literal.'yes'." cannot be assigned to parameter "wait" of
# error[mypy]: Argument "wait" to "create" of "Submitting" has incompatible type "str"
text: str = w.to_dict()
# error[pyright]: Type "dict.str, Any." is not assignable to declared type "str"
# error[mypy]: Incompatible types in assignment .expression has type "dict.str, Any.",
