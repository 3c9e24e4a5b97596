"""Volumes: one or several, of any class, and the API's own."""

from hera.workflows import (
    ConfigMapVolume,
    Container,
    EmptyDirVolume,
    ExistingVolume,
    SecretVolume,
    Volume,
    Workflow,
    models,
)
from hera.workflows.volume import AccessMode

Container(name="a", volumes=SecretVolume(secret_name="s", mount_path="/s"))
Container(
    name="b",
    volumes=[
        Volume(size="1Gi", mount_path="/data", access_modes=[AccessMode.read_write_once]),
        ExistingVolume(claim_name="c", mount_path="/c"),
        ConfigMapVolume(name="m", mount_path="/m"),
        models.Volume(name="raw", empty_dir=models.EmptyDirVolumeSource()),
    ],
    volume_mounts=[models.VolumeMount(name="raw", mount_path="/raw")],
)
shared = [EmptyDirVolume(name="one"), EmptyDirVolume(name="two", size_limit="1Gi")]
Workflow(generate_name="volumes-", volumes=shared)
