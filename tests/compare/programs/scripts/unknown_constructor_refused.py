"""Constructors have the names inline and runner."""

from hera.workflows import Workflow, script


@script(constructor="outline")
def hello():
    print("hello")


with Workflow(generate_name="constructor-", entrypoint="hello") as w:
    hello()
w.to_dict()
