"""A key of an item that is no parameter of the function."""

from hera.workflows import DAG, Workflow, script


@script()
def one(a):
    print(a)


with Workflow(generate_name="keys-", entrypoint="d") as w, DAG(name="d"):
    one(with_items=[{"a": 1, "b": 2}])
