"""Volumes that are volume and mount in one, and what a template or workflow makes of them."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import hera_models

from ..validators import validate_storage_units
from .enums import AccessMode
from .flat import Flat, as_list, lower

_MOUNT = "mount"


class VolumeBase(Flat):
    """Base of all volumes. One without a name gets a unique one when it is made."""

    if TYPE_CHECKING:
        name: str | None
        mount_path: str | None

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        if self.name is None:
            self.__dict__["name"] = str(uuid4())

    def _parts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the volume's wire form, and its mount's."""
        data = self._wire()
        mount = data.pop(_MOUNT, {})
        return data, {"name": data["name"], **mount}

    def _mount_wire(self) -> dict[str, Any]:
        mount = self._parts()[1]
        if "mountPath" not in mount:
            raise ValueError(f"volume {self.name!r} has no mount_path, which a template's needs")
        return mount

    def _claim_wire(self) -> dict[str, Any] | None:
        """Return the claim that the workflow must make for it, if any."""
        return None

    def _build_volume(self) -> hera_models.Volume:
        return hera_models.Volume.from_dict(self._parts()[0])

    def _build_volume_mount(self) -> hera_models.VolumeMount:
        return hera_models.VolumeMount.from_dict(self._mount_wire())


class ClaimedVolumeBase(VolumeBase):
    """Base of `Volume`, whose claim the workflow makes from a template."""

    if TYPE_CHECKING:
        size: str | None
        resources: Any
        access_modes: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.access_modes = [AccessMode(mode) for mode in as_list(self.access_modes)] or None
        if self.size is not None:
            validate_storage_units(str(self.size))
        elif self.resources is None:
            raise ValueError(
                f"volume {self.name!r}: at least one of `size` or `resources` must be specified"
            )

    def _claim_wire(self) -> dict[str, Any]:
        data = self._wire()
        data.pop(_MOUNT, None)
        name = data.pop("name")
        spec = data.setdefault("spec", {})
        if not spec.get("accessModes"):
            spec["accessModes"] = ["ReadWriteOnce"]
        if self.size is not None:
            resources = spec.setdefault("resources", {})
            resources["requests"] = {**resources.get("requests", {}), "storage": str(self.size)}
        return {"metadata": {"name": name, **data.pop("metadata", {})}, **data}

    def _build_persistent_volume_claim(self) -> hera_models.PersistentVolumeClaim:
        return hera_models.PersistentVolumeClaim.from_dict(self._claim_wire())


def volumes_wire(value: Any) -> list[Any]:
    """Return the volumes in a template or workflow, less those that are claimed."""
    return [
        item._parts()[0] if isinstance(item, VolumeBase) else lower(item)
        for item in as_list(value)
        if not isinstance(item, ClaimedVolumeBase)
    ]


def mounts_wire(value: Any) -> list[dict[str, Any]]:
    """Return the mounts that a template's volumes stand for."""
    return [item._mount_wire() for item in as_list(value) if isinstance(item, VolumeBase)]


def claims_wire(value: Any) -> list[dict[str, Any]]:
    """Return the claims that volumes ask the workflow to make."""
    return [
        claim
        for item in as_list(value)
        if isinstance(item, VolumeBase) and (claim := item._claim_wire()) is not None
    ]
