"""Containers of one pod, one after another."""

from hera.workflows import ContainerNode, ContainerSet, Workflow, models

mounts = [models.VolumeMount(name="d", mount_path="/d")]
with (
    Workflow(generate_name="pod-", entrypoint="pod"),
    ContainerSet(name="pod", volume_mounts=mounts) as pod,
):
    first = ContainerNode(name="first", image="alpine:3", command=["true"])
    second = ContainerNode(name="main", image="alpine:3", env={"A": 1})
    third = ContainerNode(name="third", image="alpine:3", dependencies=["first"])
    first >> [second, third]
print(pod.name)
