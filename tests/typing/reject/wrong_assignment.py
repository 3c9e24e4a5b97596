"""Assignment is checked as the constructor is."""

from hera_models import Container, ContainerPort

container = Container()
container.image = 8
# error[pyright]: attribute "image" .*"Literal.8." is not assignable to "str"
# error[mypy]: "int", variable has type "str . None"
container.command = "true"
# error[pyright]: attribute "command" .*is not assignable to "list.str
# error[mypy]: "str", variable has type "list.str. . None"
container.image_pull_policy = "Sometimes"
# error[pyright]: attribute "image_pull_policy" .*"Literal..Sometimes.." is not assignable
# error[mypy]: Sometimes.*variable has type "Literal.*Always
container.ports = [8080]
# error[pyright]: attribute "ports" .*is not assignable to "ContainerPort"
# error[mypy]: List item 0 .*"int"; expected "ContainerPort"
port = ContainerPort(container_port=80)
port.container_port = "80"
# error[pyright]: attribute "container_port" .*"Literal..80.." is not assignable to "int"
# error[mypy]: "str", variable has type "int"
