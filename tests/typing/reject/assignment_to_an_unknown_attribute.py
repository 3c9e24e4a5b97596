"""No attribute is assigned that the type does not have."""

from hera_models import Container

container = Container(image="busybox")
container.comand = ["true"]
# error[pyright]: Attribute "comand" is unknown
# error[mypy]: no attribute "comand"; maybe "command"
