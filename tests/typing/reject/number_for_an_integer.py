"""An integer has no fraction, and neither has an integer or text."""

from hera_models import RetryStrategy, WorkflowSpec

WorkflowSpec(priority=1.5)
# error[pyright]: "float" is not assignable to "int"
# error[mypy]: "priority" .*"float"; expected "int . None"
RetryStrategy(limit=2.5)
# error[pyright]: "float" is not assignable to "int".*"float" is not assignable to "str"
# error[mypy]: "limit" .*"float"; expected "int . str . None"
