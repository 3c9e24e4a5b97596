"""Keyword-only and positional-only parameters, long signatures, annotations."""

# ruff: noqa: UP006, UP007, UP035, B006 - the older forms of typing, which programs use

from typing import Any, Dict, Union

from hera.workflows import DAG, Workflow, script


@script()
def keyword_only(a: int, *, b: str, c: Union[int, str] = "q"):
    print(a, b, c)


@script()
def positional_only(a, /, b):
    print(a, b)


@script()
def long_signature(
    first: Dict[str, Any],
    second: list[int] = [],
    *,
    third: bool = False,
) -> None:
    for i in second:
        print(first, i, third)


@script()
def no_parameters() -> None:
    print("none")


with Workflow(generate_name="signatures-", entrypoint="d") as w, DAG(name="d"):
    keyword_only(arguments={"a": 1, "b": "x"})
    positional_only(arguments={"a": 1, "b": "x"})
    long_signature(arguments={"first": {"a": 1}})
    no_parameters()
