"""The package has no other names than its own."""

import hera_models
from hera_models import Contaner as Contaner

# error[pyright]: "Contaner" is unknown import symbol
# error[pyright]: reportUnknownVariableType
# error[mypy]: "hera_models" has no attribute "Contaner"; maybe "Container"
from hera_models.core import EnvVariable as EnvVariable

# error[pyright]: "EnvVariable" is unknown import symbol
# error[pyright]: reportUnknownVariableType
# error[mypy]: "hera_models.core" has no attribute "EnvVariable"

hera_models.Workfow(spec=hera_models.WorkflowSpec())
# error[pyright]: "Workfow" is not a known attribute of module
# error[pyright]: reportUnknownMemberType
# error[mypy]: has no attribute "Workfow"; maybe "Workflow"
