"""Tasks come in lists; a tuple fails when it is run."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


a = double.task(name="a")
a >> (a, a)
# error[pyright]: Operator ">>" not supported for types "Task" and "tuple.Task, Task."
# error[mypy]: No overload variant of "__rshift__" of "TaskBase" matches argument type
