"""Fields are given by name."""

from hera.workflows import DAG, Container, Parameter, Workflow

Workflow("a")
# error[pyright]: Expected 0 positional arguments
# error[mypy]: Too many positional arguments for "Workflow"
Container("a")
# error[pyright]: Expected 0 positional arguments
# error[mypy]: Too many positional arguments for "Container"
Parameter("n", 1)
# error[pyright]: Expected 0 positional arguments
# error[mypy]: Too many positional arguments for "Parameter"
DAG("main")
# error[pyright]: Expected 0 positional arguments
# error[mypy]: Too many positional arguments for "DAG"
