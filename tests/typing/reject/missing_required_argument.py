"""What the API requires the constructor requires."""

from hera_models import ContainerPort, Parameter, Workflow

Workflow()
# error[pyright]: Argument missing for parameter "spec"
# error[mypy]: Missing named argument "spec" for "Workflow"
Parameter(value="a")
# error[pyright]: Argument missing for parameter "name"
# error[mypy]: Missing named argument "name" for "Parameter"
ContainerPort(name="http")
# error[pyright]: Argument missing for parameter "container_port"
# error[mypy]: Missing named argument "container_port" for "ContainerPort"
