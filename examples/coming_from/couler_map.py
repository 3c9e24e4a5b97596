"""Couler's `map` and `concurrent`: one function for many items, at most two at a time."""

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def work(item: int) -> int:
    return item**2


with Workflow(generate_name="map-", entrypoint="main") as w, DAG(name="main", parallelism=2):
    work(name="work", with_items=[1, 2, 3, 5, 8], arguments={"item": "{{item}}"})
