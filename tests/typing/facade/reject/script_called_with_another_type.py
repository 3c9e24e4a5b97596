"""A plain call takes the types that the function says."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double("a")
# error[pyright]: Argument of type "Literal.'a'." cannot be assigned to parameter "n" of type
# error[mypy]: No overload variant of "__call__" of "ScriptFunction" matches argument type
double(n=None)
# error[pyright]: Argument of type "None" cannot be assigned to parameter "n" of type "int" in
# error[mypy]: No overload variant of "__call__" of "ScriptFunction" matches argument type
