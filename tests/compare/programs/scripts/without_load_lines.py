"""Functions whose parameters the inline constructor does not load."""

import functools
from typing import Annotated

from hera.workflows import DAG, Parameter, Workflow, models, script


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@script()
def variadic(*args, **kwargs):
    print(args, kwargs)


@script()
def keyword_only(*, a):
    print(a)


@script()
@logged
def wrapped(a, b=1):
    print(a, b)


@script(inputs=[Parameter(name="extra", default="1")])
def nothing():
    print("nothing")


@script()
def from_elsewhere(a: Annotated[str, Parameter(value_from=models.ValueFrom(expression="1"))]):
    print(a)


with Workflow(generate_name="unloaded-", entrypoint="d") as w, DAG(name="d"):
    for function in (variadic, keyword_only, wrapped, nothing, from_elsewhere):
        function()
