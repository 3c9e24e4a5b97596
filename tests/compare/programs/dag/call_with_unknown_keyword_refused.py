"""Arguments of the function are given as `arguments`, not as keywords."""

from hera.workflows import DAG, Workflow, script


@script()
def hello(name: str):
    print(name)


with Workflow(generate_name="call-", entrypoint="d") as w, DAG(name="d"):
    hello(name="x", message="hello")
