"""A container set whose nodes depend on each other by operators."""

from hera.workflows import ContainerNode, ContainerSet, EmptyDirVolume, Parameter, Workflow
from hera.workflows import models as m

with Workflow(generate_name="set-", entrypoint="graph") as w:
    with ContainerSet(
        name="graph",
        container_set_retry_strategy=m.ContainerSetRetryStrategy(
            retries=m.IntOrString(3), duration="10s"
        ),
        volumes=EmptyDirVolume(name="work", mount_path="/work"),
        inputs=Parameter(name="p"),
    ) as graph:
        a = ContainerNode(name="a", image="alpine:3.20", command=["echo", "a"])
        b = ContainerNode(name="b", image="alpine:3.20")
        c = ContainerNode(name="c", image="alpine:3.20")
        d = ContainerNode(name="d", image="alpine:3.20", dependencies=["a"])
        a >> [b, c] >> d
        e = ContainerNode(name="main", image="alpine:3.20")
        d.next(e)
    with ContainerSet(name="given", containers=[m.ContainerNode(name="x", image="i")]):
        ContainerNode(name="y", image="i")
