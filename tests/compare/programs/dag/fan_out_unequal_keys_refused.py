"""Dictionaries with different keys."""

from hera.workflows import DAG, Workflow, script


@script()
def two(a, b=1):
    print(a, b)


with Workflow(generate_name="keys-", entrypoint="d") as w, DAG(name="d"):
    two(with_items=[{"a": 1}, {"a": 1, "b": 2}])
