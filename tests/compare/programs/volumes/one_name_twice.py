"""Two volumes of one name in a template and in a workflow."""

from hera.workflows import Container, EmptyDirVolume, SecretVolume, Volume, Workflow

with Workflow(
    generate_name="twice-",
    entrypoint="main",
    volumes=[
        EmptyDirVolume(name="v"),
        SecretVolume(name="v", secret_name="s"),
        Volume(name="p", size="1Gi"),
        Volume(name="p", size="2Gi"),
    ],
) as w:
    Container(
        name="main",
        image="i",
        volumes=[
            EmptyDirVolume(name="a", mount_path="/a"),
            EmptyDirVolume(name="a", mount_path="/b"),
            SecretVolume(name="a", secret_name="s", mount_path="/c"),
            Volume(name="c", size="1Gi", mount_path="/d"),
            Volume(name="c", size="1Gi", mount_path="/e"),
        ],
    )
