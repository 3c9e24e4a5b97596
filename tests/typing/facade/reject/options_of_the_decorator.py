"""The decorator takes what a Script takes."""

from hera.workflows import script


@script()
def double(n: int) -> int:
    return 2 * n


@script(imge="python:3.12")
# error[pyright]: No parameter named "imge"
# error[mypy]: Unexpected keyword argument "imge" for "script"
def one() -> None: ...


@script(image=3.12)
# error[pyright]: Argument of type "float" cannot be assigned to parameter "image" of type "str
# error[mypy]: Argument "image" to "script" has incompatible type "float"
def two() -> None: ...


@script(source=double)
# error[pyright]: No parameter named "source"
# error[mypy]: Unexpected keyword argument "source" for "script"
def three() -> None: ...


@script("python:3.12")
# error[pyright]: cannot be assigned to parameter "function" of type "Never"
# error[mypy]: Argument 1 to "script" has incompatible type "str"; expected "Never"
def four() -> None: ...
