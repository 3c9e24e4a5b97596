"""Names that are not there cannot be imported."""

from hera import expr, workflows
from hera.workflows import volume

print(expr.h)
# error[pyright]: "h" is not a known attribute of module "hera.expr"
# error[mypy]: Module has no attribute "h"
print(workflows.Wrokflow)
# error[pyright]: "Wrokflow" is not a known attribute of module "hera.workflows"
# error[mypy]: Module has no attribute "Wrokflow"; maybe "Workflow".
print(volume.SecretVolme)
# error[pyright]: "SecretVolme" is not a known attribute of module ".volume"
# error[mypy]: Module has no attribute "SecretVolme"; maybe "SecretVolume".
