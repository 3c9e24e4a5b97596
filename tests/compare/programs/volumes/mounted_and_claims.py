"""Volumes on a container: existing claims, claims to be made, and where each is declared."""

from hera.workflows import AccessMode, Container, ExistingVolume, SecretVolume, Volume, Workflow
from hera.workflows import models as m

with Workflow(
    generate_name="volumes-", entrypoint="main", volumes=[SecretVolume(name="top", secret_name="s")]
) as w:
    Container(
        name="main",
        image="i",
        volumes=[
            Volume(name="claim", size="1Gi", mount_path="/claim"),
            Volume(
                name="fine",
                size="2Gi",
                mount_path="/fine",
                storage_class_name="fast",
                access_modes=["ReadWriteMany", AccessMode.read_only_many],
            ),
            ExistingVolume(name="old", claim_name="old-claim", mount_path="/old", read_only=True),
        ],
        volume_mounts=[m.VolumeMount(name="extra", mount_path="/extra")],
    )
    Container(
        name="same", image="i", volumes=[Volume(name="claim", size="1Gi", mount_path="/other")]
    )
