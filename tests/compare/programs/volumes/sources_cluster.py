"""The volumes of the cluster itself."""

from hera.workflows import (
    ConfigMapVolume,
    Container,
    CSIVolume,
    DownwardAPIVolume,
    EphemeralVolume,
    GitRepoVolume,
    HostPathVolume,
    ProjectedVolume,
    SecretVolume,
    Workflow,
)
from hera.workflows import models as m

key = m.KeyToPath(key="k", path="p", mode=420)
volumes = [
    ConfigMapVolume(name="map", mount_path="/1", default_mode=420, items=[key], optional=True),
    SecretVolume(
        name="secret",
        mount_path="/2",
        secret_name="s",
        default_mode=256,
        items=[key],
        optional=False,
    ),
    DownwardAPIVolume(
        name="down",
        mount_path="/3",
        default_mode=420,
        items=[
            m.DownwardAPIVolumeFile(
                path="labels", field_ref=m.ObjectFieldSelector(field_path="metadata.labels")
            )
        ],
    ),
    ProjectedVolume(
        name="projected",
        mount_path="/4",
        default_mode=420,
        sources=[m.VolumeProjection(secret=m.SecretProjection(name="s", items=[key]))],
    ),
    EphemeralVolume(
        name="ephemeral",
        mount_path="/5",
        volume_claim_template=m.PersistentVolumeClaimTemplate(
            spec=m.PersistentVolumeClaimSpec(access_modes=["ReadWriteOnce"])
        ),
    ),
    HostPathVolume(name="host", mount_path="/6", path="/var", type="Directory"),
    GitRepoVolume(name="git", mount_path="/7", repository="r", revision="main", directory="d"),
    CSIVolume(
        name="csi",
        mount_path="/8",
        driver="d",
        fs_type="ext4",
        node_publish_secret_ref=m.LocalObjectReference(name="ref"),
        volume_attributes={"a": "b"},
        read_only=True,
    ),
]
with Workflow(generate_name="cluster-", entrypoint="main") as w:
    Container(name="main", image="i", volumes=volumes)
