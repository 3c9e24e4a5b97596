"""Text is no boolean and no number."""

from hera_models import Container, EnvVar

EnvVar(name="DEBUG", value=True)
# error[pyright]: "Literal.True." is not assignable to "str"
# error[mypy]: "value" .*incompatible type "bool"; expected "str
Container(image=8)
# error[pyright]: "Literal.8." is not assignable to "str"
# error[mypy]: "image" .*incompatible type "int"; expected "str
