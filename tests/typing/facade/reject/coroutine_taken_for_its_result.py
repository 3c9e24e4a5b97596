"""A coroutine function must be awaited outside a workflow too."""

from hera.workflows import script


@script()
async def later(n: int) -> str:
    return str(n)


async def main() -> None:
    text: str = later(3)
    # error[pyright]: Type "CoroutineType.Any, Any, str." is not assignable to declared type "str"
    # error[mypy]: Incompatible types in assignment .expression has type "Coroutine.Any, Any,
    number: int = await later(3)
    # error[pyright]: Type "str" is not assignable to declared type "int"
    # error[mypy]: Incompatible types in assignment .expression has type "str", variable has
    print(text, number)
