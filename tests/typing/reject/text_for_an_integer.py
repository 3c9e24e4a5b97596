"""An integer is no text."""

from hera_models import ContainerPort, WorkflowSpec

ContainerPort(container_port="8080")
# error[pyright]: "Literal..8080.." is not assignable to "int"
# error[mypy]: "container_port" .*"str"; expected "int"
WorkflowSpec(parallelism="2")
# error[pyright]: "Literal..2.." is not assignable to "int"
# error[mypy]: "parallelism" .*"str"; expected "int . None"
