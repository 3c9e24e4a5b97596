"""Errors have the attributes that they are documented with."""

from hera_models import ParseError, ValidationError, Workflow


def read(text: str) -> int:
    try:
        Workflow.from_yaml(text)
    except ValidationError as error:
        return error.errors()
        # error[pyright]: attribute "errors" for class "ValidationError"
        # error[pyright]: reportUnknownMemberType
        # error[pyright]: reportUnknownVariableType
        # error[mypy]: "ValidationError" has no attribute "errors"
        # error[mypy-strict]: Returning Any
    except ParseError as error:
        return error.line
        # error[pyright]: "None" is not assignable to "int"
        # error[mypy]: got "int . None", expected "int"
    return 0
