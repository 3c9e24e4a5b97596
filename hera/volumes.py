"""Volumes of a task, for `Resources.volumes`. One without a name gets a unique one."""

from __future__ import annotations

from hera.workflows import volume as core

__all__ = ["ConfigMapVolume", "EmptyDirVolume", "ExistingVolume", "SecretVolume", "Volume"]

SecretVolume = core.SecretVolume


class Volume(core.Volume):
    """A volume that is made for the workflow and deleted after it.

    Args:
        size: such as ``"50Gi"``.
        mount_path: where the task finds it.
        name: of the volume.
        storage_class_name: its kind.
        access_modes: ``["ReadWriteOnce"]`` by default.
    """

    def __init__(
        self,
        *,
        size: str,
        mount_path: str,
        name: str | None = None,
        storage_class_name: str = "standard",
        access_modes: list[str] | None = None,
    ) -> None:
        super().__init__(
            size=size,
            mount_path=mount_path,
            name=name,
            storage_class_name=storage_class_name,
            access_modes=[*access_modes] if access_modes else None,
        )


class ExistingVolume(core.ExistingVolume):
    """A volume that is there already: the PersistentVolumeClaim called ``name``."""

    def __init__(self, *, name: str, mount_path: str) -> None:
        super().__init__(name=name, claim_name=name, mount_path=mount_path)


class ConfigMapVolume(core.ConfigMapVolume):
    """The keys of a ConfigMap as files."""

    def __init__(self, *, config_map_name: str, mount_path: str) -> None:
        super().__init__(name=config_map_name, mount_path=mount_path)


class EmptyDirVolume(core.EmptyDirVolume):
    """A directory that lives as long as the task's pod, of at most ``size``."""

    def __init__(self, *, mount_path: str, name: str | None = None, size: str | None = None) -> None:
        super().__init__(name=name, mount_path=mount_path, size_limit=size)
