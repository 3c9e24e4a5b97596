"""A step has no dependencies: its place in the list says when it runs."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double.step(depends="a")
# error[pyright]: No parameter named "depends"
# error[mypy]: Unexpected keyword argument "depends" for "step" of "ScriptFunction"
double.step(dependencies=["a"])
# error[pyright]: No parameter named "dependencies"
# error[mypy]: Unexpected keyword argument "dependencies" for "step" of "ScriptFunction"
