"""Annotations that are texts."""

from __future__ import annotations

from hera.workflows import Workflow, script


@script()
def show(a: int, b: str | None = None):
    print(a, b)


with Workflow(generate_name="texts-", entrypoint="show") as w:
    show()
