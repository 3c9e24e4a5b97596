"""Volumes and claims of the models, alone and beside the flat classes."""

from hera.workflows import Container, EmptyDirVolume, Volume, Workflow
from hera.workflows import models as m

claim = m.PersistentVolumeClaim(
    metadata=m.ObjectMeta(name="given"),
    spec=m.PersistentVolumeClaimSpec(access_modes=["ReadWriteOnce"]),
)
with Workflow(
    generate_name="models-",
    entrypoint="main",
    volumes=[
        m.Volume(name="model", empty_dir=m.EmptyDirVolumeSource()),
        EmptyDirVolume(name="flat"),
    ],
    volume_claim_templates=[claim],
) as w:
    Container(
        name="main",
        image="i",
        volumes=[
            m.Volume(name="own", secret=m.SecretVolumeSource(secret_name="s")),
            Volume(name="given", size="2Gi", mount_path="/given"),
            Volume(name="new", size="2Gi", mount_path="/new"),
        ],
    )

one = Workflow(
    generate_name="one-", volumes=m.Volume(name="v", host_path=m.HostPathVolumeSource(path="/"))
)
