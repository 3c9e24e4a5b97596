"""Python defaults become the defaults of parameters."""

# ruff: noqa: B006, UP006, UP035, UP045 - the older forms of typing, which programs use

from typing import Dict, List, Optional

from hera.workflows import Workflow, script


@script()
def show(
    text="as it is",
    empty="",
    number: int = 5,
    real: float = 1.5,
    yes: bool = True,
    nothing=None,
    optional: Optional[int] = None,
    items: List[int] = [1, 2],
    mapping: Dict[str, object] = {"a": {"b": None}},
    pair=(1, "é"),
    tag="{{workflow.name}}",
):
    print(text, empty, number, real, yes, nothing, optional, items, mapping, pair, tag)


with Workflow(generate_name="defaults-", entrypoint="show") as w:
    show()
