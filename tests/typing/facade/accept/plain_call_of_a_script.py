"""Outside a workflow a script is the function that it was, with its arguments and its result."""

from typing_extensions import assert_type

from hera.workflows import script


@script(image="python:3.12", command=["python", "-u"])
def double(n: int, *, times: int = 1) -> int:
    return 2 * n * times


assert_type(double(2), int)
assert_type(double(n=2, times=3), int)
assert_type(double.__wrapped__(2), int)
assert_type(list(map(double, [1, 2])), list[int])
assert double(2, times=2) == 8
