"""A name of several types is found in their modules only."""

from hera_models import HTTPHeader as HTTPHeader

# error[pyright]: "HTTPHeader" is unknown import symbol
# error[pyright]: reportUnknownVariableType
# error[mypy]: "hera_models" has no attribute "HTTPHeader"
