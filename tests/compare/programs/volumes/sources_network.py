"""The volumes of network file systems."""

from hera.workflows import (
    CephFSVolume,
    Container,
    FCVolume,
    FlexVolume,
    FlockerVolume,
    GlusterfsVolume,
    ISCSIVolume,
    NFSVolume,
    QuobyteVolume,
    RBDVolume,
    ScaleIOVolume,
    StorageOSVolume,
    Workflow,
)
from hera.workflows import models as m

ref = m.LocalObjectReference(name="ref")
volumes = [
    CephFSVolume(
        name="ceph",
        mount_path="/1",
        monitors=["m"],
        path="/p",
        secret_file="f",
        secret_ref=ref,
        user="u",
    ),
    FCVolume(name="fc", mount_path="/2", fs_type="ext4", lun=1, target_ww_ns=["t"], wwids=["w"]),
    FlexVolume(
        name="flex", mount_path="/3", driver="d", fs_type="ext4", options={"a": "b"}, secret_ref=ref
    ),
    FlockerVolume(name="flocker", mount_path="/4", dataset_name="n", dataset_uuid="u"),
    GlusterfsVolume(name="gluster", mount_path="/5", endpoints="e", path="p"),
    ISCSIVolume(
        name="iscsi",
        mount_path="/6",
        chap_auth_discovery=True,
        chap_auth_session=False,
        fs_type="ext4",
        initiator_name="i",
        iqn="q",
        iscsi_interface="default",
        lun=0,
        portals=["p"],
        secret_ref=ref,
        target_portal="t",
    ),
    NFSVolume(name="nfs", mount_path="/7", server="s", path="/p", read_only=False),
    QuobyteVolume(
        name="quobyte", mount_path="/8", group="g", registry="r", tenant="t", user="u", volume="v"
    ),
    RBDVolume(
        name="rbd",
        mount_path="/9",
        fs_type="ext4",
        image="i",
        keyring="k",
        monitors=["m"],
        pool="p",
        secret_ref=ref,
        user="u",
    ),
    ScaleIOVolume(
        name="scale",
        mount_path="/10",
        fs_type="xfs",
        gateway="g",
        protection_domain="d",
        secret_ref=ref,
        ssl_enabled=True,
        storage_mode="Thin",
        storage_pool="p",
        system="s",
        volume_name="v",
    ),
    StorageOSVolume(
        name="storage-os",
        mount_path="/11",
        fs_type="ext4",
        secret_ref=ref,
        volume_name="v",
        volume_namespace="n",
    ),
]
with Workflow(generate_name="network-", entrypoint="main") as w:
    Container(name="main", image="i", volumes=volumes)
