"""Inputs and outputs are parameters, artifacts or a mapping."""

from hera.workflows import Container, Env

Container(name="a", inputs="text")
# error[pyright]: Argument of type "Literal.'text'." cannot be assigned to parameter "inputs"
# error[mypy]: Argument "inputs" to "Container" has incompatible type "str"
Container(name="a", inputs=["text"])
# error[pyright]: Argument of type "list.str." cannot be assigned to parameter "inputs" of type
# error[mypy]: List item 0 has incompatible type "str"
Container(name="a", outputs=Env(name="A"))
# error[pyright]: Argument of type "Env" cannot be assigned to parameter "outputs" of type
# error[mypy]: Argument "outputs" to "Container" has incompatible type "Env"
