"""The same script called twice is one template in a DAG."""

from hera.workflows import DAG, Steps, Workflow, script


@script()
def same(a: int):
    print(a)


with Workflow(generate_name="once-", entrypoint="d") as w:
    with DAG(name="d"):
        same(name="a", arguments={"a": 1})
        same(name="b", arguments={"a": 2})
    with Steps(name="s"):
        same(arguments={"a": 3})
