"""A Python function runs in the cluster."""

from hera.workflows import Workflow, script


@script(image="python:3.12")
def hello() -> None:
    print("Hello, world!")


with Workflow(generate_name="hello-world-", entrypoint="hello") as w:
    hello()
