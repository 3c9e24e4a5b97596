"""A plain call gives what the function gives."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


text: str = double(1)
# error[pyright]: Type "int" is not assignable to declared type "str"
# error[mypy]: Incompatible types in assignment .expression has type "int", variable has
print(double(1).result)
# error[pyright]: Cannot access attribute "result" for class "int"
# error[mypy]: "int" has no attribute "result"
