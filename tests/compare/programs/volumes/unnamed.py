"""Volumes without a name get a name of their own, the same in the mount."""

from hera.workflows import Container, EmptyDirVolume, NFSVolume, Volume, Workflow

volume = EmptyDirVolume(mount_path="/empty")
with Workflow(generate_name="unnamed-", entrypoint="main") as w:
    Container(
        name="main",
        image="i",
        volumes=[
            volume,
            NFSVolume(server="s", path="/p", mount_path="/nfs"),
            Volume(size="1Gi", mount_path="/c"),
        ],
    )
    Container(name="again", image="i", volumes=volume)

observed = {"length": len(volume.name), "type": type(volume.name).__name__}
