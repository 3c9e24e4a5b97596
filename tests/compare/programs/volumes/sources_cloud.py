"""The volumes of clouds and vendors."""

from hera.workflows import (
    AWSElasticBlockStoreVolume,
    AzureDiskVolume,
    AzureFileVolume,
    CinderVolume,
    Container,
    GCEPersistentDiskVolume,
    PhotonPersistentDiskVolume,
    PortworxVolume,
    VsphereVirtualDiskVolume,
    Workflow,
)
from hera.workflows import models as m

ref = m.LocalObjectReference(name="ref")
volumes = [
    AWSElasticBlockStoreVolume(
        name="aws", mount_path="/1", volume_id="v", fs_type="ext4", partition=1
    ),
    AzureDiskVolume(
        name="disk",
        mount_path="/2",
        disk_name="d",
        disk_uri="u",
        caching_mode="None",
        fs_type="ext4",
        kind="Shared",
    ),
    AzureFileVolume(name="file", mount_path="/3", secret_name="s", share_name="h", read_only=True),
    CinderVolume(name="cinder", mount_path="/4", volume_id="v", fs_type="ext4", secret_ref=ref),
    GCEPersistentDiskVolume(name="gce", mount_path="/5", pd_name="d", fs_type="ext4", partition=0),
    PhotonPersistentDiskVolume(name="photon", mount_path="/6", pd_id="p", fs_type="ext4"),
    PortworxVolume(name="portworx", mount_path="/7", volume_id="v", fs_type="ext4"),
    VsphereVirtualDiskVolume(
        name="vsphere",
        mount_path="/8",
        volume_path="p",
        fs_type="ext4",
        storage_policy_id="i",
        storage_policy_name="n",
    ),
]
with Workflow(generate_name="cloud-", entrypoint="main") as w:
    Container(name="main", image="i", volumes=volumes)
