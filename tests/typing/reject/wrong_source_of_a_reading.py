"""Texts are text or bytes, options of their types."""

from pathlib import Path

from hera_models import Workflow, load_all

Workflow.from_yaml(Path("workflow.yaml"))
# error[pyright]: "Path" is not assignable to "bytes"
# error[mypy]: Argument 1 to "from_yaml" .*"Path"; expected "str . bytes"
Workflow.from_json({"spec": {}})
# error[pyright]: parameter "text" of type "str . bytes" in function "from_json"
# error[mypy]: Argument 1 to "from_json" .*expected "str . bytes"
Workflow.from_json("{}", lenient="yes")
# error[pyright]: "Literal..yes.." is not assignable to "bool"
# error[mypy]: "lenient" to "from_json" .*"str"; expected "bool"
load_all(Path("workflows.yaml"))
# error[pyright]: "Path" is not assignable to "bytes"
# error[mypy]: Argument 1 to "load_all" .*"Path"; expected "str . bytes"
