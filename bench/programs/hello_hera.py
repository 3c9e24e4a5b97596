"""A whole process: the same hello-world in Hera 7.1, to YAML."""

from importlib import import_module

# By name, as the `hera` of this repository is another package.
peer = import_module("hera.workflows")

with peer.Workflow(generate_name="hello-world-", entrypoint="hello") as workflow:
    peer.Container(name="hello", image="busybox", command=["echo"], args=["hello world"])
print(workflow.to_yaml(), end="")
