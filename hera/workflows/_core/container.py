"""What containers do, as templates and beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import hera_models
from hera.shared import global_config

from .env import env_wire
from .flat import Converter, Flat, list_wire
from .template import TemplateBase
from .volume import mounts_wire


def pull_policy(_: Any, value: Any) -> Any:
    """Return a pull policy as Argo spells it, from an enum's value or name."""
    text = getattr(value, "value", value)
    names = {"always": "Always", "never": "Never", "if_not_present": "IfNotPresent"}
    return names.get(str(text).lower(), names.get(_snake(str(text)), text))


def _snake(text: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in text).lstrip("_")


CONTAINER: dict[str, Converter] = {
    "image_pull_policy": pull_policy,
    "env": env_wire,
    "env_from": list_wire,
}


class ContainerBase(TemplateBase):
    """What `Container` does."""

    _converters: ClassVar[Mapping[str, Converter]] = CONTAINER
    _mounted_in: ClassVar[str] = "container"

    def _complete(self) -> None:
        self.__dict__.setdefault("image", global_config.image)


class UserContainerBase(Flat):
    """What containers beside a template's own do: sidecars, init containers."""

    _converters: ClassVar[Mapping[str, Converter]] = CONTAINER

    if TYPE_CHECKING:
        volumes: Any

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        mounts = mounts_wire(self.volumes)
        if mounts:
            data["volumeMounts"] = [*data.get("volumeMounts", ()), *mounts]
        return data

    def build(self) -> hera_models.UserContainer:
        """Return the API object."""
        return hera_models.UserContainer.from_dict(self._wire())
