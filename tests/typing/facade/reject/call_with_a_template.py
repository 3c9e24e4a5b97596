"""A call names no other template than its own."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double(template="other")
# error[pyright]: No overloads for "__call__" match the provided arguments
# error[mypy]: Unexpected keyword argument "template" for overloaded function "__call__" of
double.task(template=double)
# error[pyright]: No parameter named "template"
# error[mypy]: Unexpected keyword argument "template" for "task" of "ScriptFunction"
double.step(inline=double.template)
# error[pyright]: No parameter named "inline"
# error[mypy]: Unexpected keyword argument "inline" for "step" of "ScriptFunction"
