"""A list of models takes no numbers."""

from hera_models import Container

Container(image="busybox", ports=[8080])
# error[pyright]: "Literal.8080." is not assignable to "ContainerPort"
# error[mypy]: List item 0 .*"int"; expected "ContainerPort"
