"""A whole process: a hello-world function as a script, to YAML; on this library or on Hera 7.1."""

from importlib import import_module

# By name: which of two packages it is depends on the environment.
hera = import_module("hera.workflows")


@hera.script()  # type: ignore[untyped-decorator]  # mypy does not know which package it is
def hello(name: str) -> None:
    """Run in a pod, were the workflow submitted."""
    print("hello", name)


with (
    hera.Workflow(generate_name="hello-world-", entrypoint="steps") as workflow,
    hera.Steps(name="steps"),
):
    hello(name="hello", arguments={"name": "world"})
print(workflow.to_yaml(), end="")
