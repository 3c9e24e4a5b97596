"""A subclass of a model is checked as the model is."""

from hera_models import Container


class Busybox(Container):
    shell: str


Busybox(image="busybox")
# error[pyright]: Argument missing for parameter "shell"
# error[mypy]: Missing named argument "shell" for "Busybox"
Busybox(shell="sh", image=8)
# error[pyright]: "Literal.8." is not assignable to "str"
# error[mypy-strict]: "image" .*"int"; expected "str
# silent[mypy-plugin]: because the plugin's own constructors take Any, unless init_typed is set
Busybox(shell="sh", comand=["true"])
# error[pyright]: No parameter named "comand"
# error[mypy-strict]: Unexpected .*"comand" for "Busybox"; did you mean "command"
# silent[mypy-plugin]: because the plugin's own constructors take any keyword where extras are kept
