"""Volumes with no more than must be given, of a workflow."""

from hera.workflows import (
    CephFSVolume,
    ConfigMapVolume,
    CSIVolume,
    DownwardAPIVolume,
    EmptyDirVolume,
    EphemeralVolume,
    ExistingVolume,
    FCVolume,
    FlockerVolume,
    ProjectedVolume,
    SecretVolume,
    StorageOSVolume,
    Volume,
    Workflow,
)

kinds = [
    ConfigMapVolume,
    DownwardAPIVolume,
    EmptyDirVolume,
    EphemeralVolume,
    FCVolume,
    FlockerVolume,
    ProjectedVolume,
    SecretVolume,
    StorageOSVolume,
]
w = Workflow(
    generate_name="least-",
    entrypoint="main",
    volumes=[
        *(kind(name=kind.__name__.lower()) for kind in kinds),
        CephFSVolume(name="ceph", monitors=["m"]),
        CSIVolume(name="csi", driver="d"),
        ExistingVolume(name="claim", claim_name="c"),
        Volume(size="1Gi"),
    ],
)
