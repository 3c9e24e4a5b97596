"""Several containers in one pod, with an order of their own, sharing its volumes."""

from hera.workflows import ContainerNode, ContainerSet, EmptyDirVolume, Workflow

with (
    Workflow(generate_name="container-set-", entrypoint="main") as w,
    ContainerSet(name="main", volumes=EmptyDirVolume(name="data", mount_path="/data")),
):
    fetch = ContainerNode(
        name="fetch", image="busybox:1.36", command=["sh", "-c"], args=["date > /data/date"]
    )
    left = ContainerNode(name="left", image="busybox:1.36", command=["cat"], args=["/data/date"])
    right = ContainerNode(name="right", image="busybox:1.36", command=["wc"], args=["/data/date"])
    # Argo wants one that is called main.
    end = ContainerNode(name="main", image="busybox:1.36", command=["ls"], args=["/data"])
    fetch >> [left, right] >> end
