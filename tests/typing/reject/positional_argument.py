"""Constructors and options take keywords only."""

from hera_models import Container, Workflow

Container("busybox")
# error[pyright]: Expected 0 positional arguments
# error[mypy]: Too many positional arguments for "Container"
Workflow.from_yaml("spec: {}", True)
# error[pyright]: Expected 1 positional argument
# error[mypy]: Too many positional arguments for "from_yaml"
