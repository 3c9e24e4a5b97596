"""What an object is written as is no model and no other text."""

from hera_models import Container

container = Container(image="busybox")
data: Container = container.to_dict()
# error[pyright]: "dict.str, Any." is not assignable to declared type "Container"
# error[mypy]: "dict.str, Any.", variable has type "Container"
text: bytes = container.to_json()
# error[pyright]: "str" is not assignable to declared type "bytes"
# error[mypy]: "str", variable has type "bytes"
container.to_json(indent="  ")
# error[pyright]: is not assignable to "int"
# error[mypy]: "indent" to "to_json" .*"str"; expected "int . None"
container.to_yaml(2)
# error[pyright]: Expected 0 positional arguments
# error[mypy]: Too many arguments for "to_yaml"
