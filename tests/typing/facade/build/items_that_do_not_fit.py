"""Items whose keys are no parameters of the function."""

from hera.workflows import DAG, Workflow, script


@script()
def pair(a: str, b: int) -> None:
    print(a, b)


with Workflow(generate_name="a-", entrypoint="main") as w, DAG(name="main"):
    pair(with_items=[{"a": "x", "c": 1}])
    # build: ValueError: Parameter 'c' not found in source function 'pair'
