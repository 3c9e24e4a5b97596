"""A container that prepares a volume, before the main container starts."""

from hera.workflows import Container, EmptyDirVolume, UserContainer, Workflow

SHARED = EmptyDirVolume(name="shared", mount_path="/shared")

with Workflow(generate_name="init-container-", entrypoint="show") as w:
    Container(
        name="show",
        image="busybox:1.36",
        command=["cat"],
        args=["/shared/greeting"],
        volumes=SHARED,
        init_containers=[
            UserContainer(
                name="prepare",
                image="busybox:1.36",
                command=["sh", "-c"],
                args=["echo hello > /shared/greeting"],
                volumes=[SHARED],
            )
        ],
    )
