"""Volumes of a task, for `Resources.volumes`. One without a name gets a unique one."""

from __future__ import annotations

from typing import Any

from hera.workflows import volume as core
from hera.workflows.volume import SecretVolume

__all__ = ["ConfigMapVolume", "EmptyDirVolume", "ExistingVolume", "SecretVolume", "Volume"]


class Volume(core.Volume):
    """A volume that is made for the workflow and deleted after it; ``size`` is as ``"50Gi"``."""

    def __init__(
        self, *, size: str, mount_path: str, storage_class_name: str = "standard", **given: Any
    ) -> None:
        given["storage_class_name"] = storage_class_name
        super().__init__(size=size, mount_path=mount_path, **given)


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

    def __init__(
        self, *, mount_path: str, name: str | None = None, size: str | None = None
    ) -> None:
        super().__init__(name=name, mount_path=mount_path, size_limit=size)
