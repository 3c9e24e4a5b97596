"""Fields have types."""

from hera.workflows import Container, Parameter, RetryStrategy, Volume, Workflow

Workflow(parallelism="many")
# error[pyright]: Argument of type "Literal.'many'." cannot be assigned to parameter
# error[mypy]: Argument "parallelism" to "Workflow" has incompatible type "str"
Workflow(suspend="yes")
# error[pyright]: Argument of type "Literal.'yes'." cannot be assigned to parameter "suspend"
# error[mypy]: Argument "suspend" to "Workflow" has incompatible type "str"
Container(name="a", command="true")
# error[pyright]: Argument of type "Literal.'true'." cannot be assigned to parameter "command"
# error[mypy]: Argument "command" to "Container" has incompatible type "str"
Container(name="a", labels=["a"])
# error[pyright]: Argument of type "list.str." cannot be assigned to parameter "labels" of type
# error[mypy]: Argument "labels" to "Container" has incompatible type "list.str."
Volume(size=5)
# error[pyright]: Argument of type "Literal.5." cannot be assigned to parameter "size" of type
# error[mypy]: Argument "size" to "Volume" has incompatible type "int"
RetryStrategy(limit=[3])
# error[pyright]: Argument of type "list.int." cannot be assigned to parameter "limit" of type
# error[mypy]: Argument "limit" to "RetryStrategy" has incompatible type "list.int."
Parameter(name=3)
# error[pyright]: Argument of type "Literal.3." cannot be assigned to parameter "name" of type
# error[mypy]: Argument "name" to "Parameter" has incompatible type "int"
