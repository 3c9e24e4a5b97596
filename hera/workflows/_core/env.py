"""Environment variables, in the forms in which they are accepted."""

from __future__ import annotations

import re
from hashlib import md5
from typing import TYPE_CHECKING, Any

import hera_models
from hera.shared.serialization import serialize

from .flat import Flat, as_list, is_mapping, lower
from .parameter import ParameterBase


class EnvBase(Flat):
    """Base of environment variables."""

    if TYPE_CHECKING:
        name: str
        value: Any
        value_from_input: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        if self.__dict__.get("value") is not None and "value_from_input" in self.__dict__:
            raise ValueError(f"cannot specify both `value` and `value_from_input` ({self.name!r})")

    @property
    def param_name(self) -> str:
        """Name of the input parameter that carries ``value_from_input``."""
        readable = re.sub(r"[^-a-zA-Z0-9]", "-", self.name)
        return f"{readable}-{md5(self.name.encode(), usedforsecurity=False).hexdigest()}"

    def build(self) -> hera_models.EnvVar:
        """Return the API object."""
        return hera_models.EnvVar.from_dict(self._wire())

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        if "value" not in self._fields:
            return data
        if self.__dict__.get("value_from_input") is not None:
            data["value"] = f"{{{{inputs.parameters.{self.param_name}}}}}"
        else:
            data["value"] = serialize(self.__dict__.get("value"))
        return data


class EnvFromBase(Flat):
    """Base of sources of many environment variables."""

    def build(self) -> hera_models.EnvFromSource:
        """Return the API object."""
        return hera_models.EnvFromSource.from_dict(self._wire())


def env_wire(_: Any, value: Any) -> list[Any] | None:
    """Return environment variables of any accepted form as wire data."""
    found: list[Any] = []
    for item in as_list(value):
        if is_mapping(item):
            # As Python writes them, and not as JSON: so does Hera.
            found.extend({"name": name, "value": str(each)} for name, each in item.items())
        else:
            found.append(lower(item))
    return found or None


def env_parameters(value: Any) -> list[dict[str, Any]]:
    """Return the input parameters that carry the values of ``value_from_input``."""
    found: list[dict[str, Any]] = []
    for item in as_list(value):
        source = getattr(item, "value_from_input", None)
        if source is None:
            continue
        parameter: dict[str, Any] = {"name": item.param_name}
        text = source.value if isinstance(source, ParameterBase) else source
        if text is not None:
            parameter["value"] = text
        found.append(parameter)
    return found
