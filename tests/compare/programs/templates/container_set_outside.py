"""A container set outside any context, given to a workflow; its nodes' own mounts and environment."""

from hera.workflows import (
    ContainerNode,
    ContainerSet,
    EmptyDirVolume,
    Env,
    ExistingVolume,
    Workflow,
)

nodes = [
    ContainerNode(
        name="a",
        image="i",
        volumes=ExistingVolume(name="e", claim_name="c", mount_path="/e"),
        env={"A": "b"},
    ),
    ContainerNode(name="b", image="i", dependencies=["a"], env=[Env(name="B", value=2)]),
]
w = Workflow(
    generate_name="w-",
    entrypoint="set",
    templates=[
        ContainerSet(
            name="set", containers=nodes, volumes=[EmptyDirVolume(name="v", mount_path="/v")]
        )
    ],
)
