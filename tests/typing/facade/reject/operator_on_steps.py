"""Steps have no order of their own."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


double.step(name="a") >> double.step(name="b")
# error[pyright]: Operator ">>" not supported for types "Step" and "Step"
# error[mypy]: Unsupported left operand type for >> ."Step".
