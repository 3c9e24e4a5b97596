"""A plain call takes what the function takes, and no more."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double(1, 2)
# error[pyright]: No overloads for "__call__" match the provided arguments
# error[mypy]: No overload variant of "__call__" of "ScriptFunction" matches argument types
double(1, name="a")
# error[pyright]: No overloads for "__call__" match the provided arguments
# error[mypy]: No overload variant of "__call__" of "ScriptFunction" matches argument types
