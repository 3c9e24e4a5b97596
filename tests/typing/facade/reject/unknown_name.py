"""Names that are not there cannot be imported."""

from hera.expr import h

# error[pyright]: "h" is unknown import symbol
# error[mypy]: Module "hera.expr" has no attribute "h"

from hera.workflows import Wrokflow

# error[pyright]: "Wrokflow" is unknown import symbol
# error[mypy]: Module "hera.workflows" has no attribute "Wrokflow"; maybe "Workflow".

from hera.workflows.volume import SecretVolme

# error[pyright]: "SecretVolme" is unknown import symbol
# error[mypy]: Module "volume" has no attribute "SecretVolme"; maybe "SecretVolume".


print(h, Wrokflow, SecretVolme)
