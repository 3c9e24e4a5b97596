"""A whole process: a hello-world container to YAML; on Hera 7.1 or on this library."""

from importlib import import_module

# By name: which of two packages it is depends on the environment.
peer = import_module("hera.workflows")

with peer.Workflow(generate_name="hello-world-", entrypoint="hello") as workflow:
    peer.Container(name="hello", image="busybox", command=["echo"], args=["hello world"])
print(workflow.to_yaml(), end="")
