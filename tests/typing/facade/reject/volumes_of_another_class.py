"""Volumes are volumes."""

from hera.workflows import Container, Env

Container(name="a", volumes=Env(name="A"))
# error[pyright]: Argument of type "Env" cannot be assigned to parameter "volumes" of type
# error[mypy]: Argument "volumes" to "Container" has incompatible type "Env"
Container(name="a", volumes=["data"])
# error[pyright]: Argument of type "list.str." cannot be assigned to parameter "volumes" of
# error[mypy]: List item 0 has incompatible type "str"
Container(name="a", volumes={"name": "data"})
# error[pyright]: Argument of type "dict.str, str." cannot be assigned to parameter "volumes"
# error[mypy]: Argument "volumes" to "Container" has incompatible type "dict.str, str."
