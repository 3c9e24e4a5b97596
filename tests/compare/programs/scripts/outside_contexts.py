"""Outside a workflow a script is the function that it was."""

from hera.workflows import DAG, Workflow, script


@script(image="python:3.12")
def add(a: int, b: int = 2) -> int:
    """Add two numbers."""
    return a + b


observed = {"sum": add(1), "keyword": add(a=1, b=5), "name": add.__name__, "doc": add.__doc__}

with Workflow(generate_name="outside-", entrypoint="d") as w:
    with DAG(name="d"):
        task = add(arguments={"a": 1})
        observed["name of task"] = task.name
    observed["inside workflow"] = add(1) is None
observed["after"] = add(3, 4)
