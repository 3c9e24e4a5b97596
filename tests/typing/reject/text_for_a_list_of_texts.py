"""A command is a list of texts, of nothing else."""

from hera_models import Container

Container(image="busybox", command="true")
# error[pyright]: "Literal..true.." is not assignable to "list.str
# error[mypy]: "command" .*"str"; expected "list.str
Container(image="busybox", args=["--port", 8080])
# error[pyright]: "Literal.8080." is not assignable to "str"
# error[mypy]: List item 1 .*"int"; expected "str"
