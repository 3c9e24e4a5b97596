"""A call inside a DAG takes the options of a task."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double(name="a", argument={"n": 1})
# error[pyright]: No overloads for "__call__" match the provided arguments
# error[mypy]: Unexpected keyword argument "argument" for overloaded function "__call__" of
# error[mypy]: No overload variant of "__call__" of "ScriptFunction" matches argument types
double.task(nam="a")
# error[pyright]: No parameter named "nam"
# error[mypy]: Unexpected keyword argument "nam" for "task" of "ScriptFunction"
double.step(argumants={"n": 1})
# error[pyright]: No parameter named "argumants"
# error[mypy]: Unexpected keyword argument "argumants" for "step" of "ScriptFunction"
