"""What a volume's mount arguments become."""

from hera.workflows import Container, EmptyDirVolume, SecretVolume, Workflow

with Workflow(generate_name="mounts-", entrypoint="main") as w:
    Container(
        name="main",
        image="i",
        volumes=[
            SecretVolume(
                name="all",
                secret_name="s",
                mount_path="/all",
                mount_propagation="HostToContainer",
                read_only=True,
                recursive_read_only="Enabled",
                sub_path="sub",
                sub_path_expr="$(NAME)",
            ),
            EmptyDirVolume(mount_path="/unnamed"),
            EmptyDirVolume(mount_path="/unnamed-too"),
        ],
    )
    Container(
        name="one",
        image="i",
        volumes=EmptyDirVolume(name="e", mount_path="/e", medium="Memory", size_limit="1Gi"),
    )
