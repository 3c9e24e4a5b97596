"""A boolean is no text and no number."""

from hera_models import Container, WorkflowSpec

Container(image="busybox", tty="true")
# error[pyright]: "Literal..true.." is not assignable to "bool"
# error[mypy]: "tty" .*expected "bool . None"
WorkflowSpec(suspend=1)
# error[pyright]: "Literal.1." is not assignable to "bool"
# error[mypy]: "suspend" .*expected "bool . None"
