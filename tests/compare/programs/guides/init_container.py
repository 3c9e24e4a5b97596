"""An init container that prepares a volume for the main one."""

from hera.workflows import Container, EmptyDirVolume, UserContainer, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="init-", entrypoint="main", volumes=[EmptyDirVolume(name="shared")]
) as w:
    Container(
        name="main",
        image="alpine:3.20",
        command=["cat", "/shared/greeting"],
        volume_mounts=[m.VolumeMount(name="shared", mount_path="/shared")],
        init_containers=[
            UserContainer(
                name="prepare",
                image="alpine:3.20",
                command=["sh", "-c", "echo hello > /shared/greeting"],
                volumes=[EmptyDirVolume(name="shared", mount_path="/shared")],
            )
        ],
    )
