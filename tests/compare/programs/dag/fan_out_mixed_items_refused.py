"""Dictionaries and others in one list of items."""

from hera.workflows import DAG, Workflow, script


@script()
def one(a):
    print(a)


with Workflow(generate_name="keys-", entrypoint="d") as w, DAG(name="d"):
    one(with_items=[1, {"a": 2}])
