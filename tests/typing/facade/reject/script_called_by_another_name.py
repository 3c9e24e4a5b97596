"""A plain call knows the names of the arguments."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double(m=1)
# error[pyright]: No overloads for "__call__" match the provided arguments
# error[mypy]: Unexpected keyword argument "m" for overloaded function "__call__" of
