"""What may be an integer or text is neither before a look at it."""

from hera_models import HTTPGetAction, Parameter


def port(action: HTTPGetAction) -> int:
    return action.port
    # error[pyright]: "int . str" is not assignable to return type "int"
    # error[mypy]: got "int . str", expected "int"


def value(parameter: Parameter) -> str | None:
    return parameter.value
    # error[pyright]: "str . float . bool . None" is not assignable to return type "str . None"
    # error[mypy]: got "str . float . bool . None", expected "str . None"
