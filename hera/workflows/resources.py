"""What a container asks for, and what it may use at most."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

import hera_models

from ._core.flat import Flat, lower
from .converters import BINARY, DECIMAL

__all__ = ["Resources"]

_UNITS = {**DECIMAL, **BINARY, "n": 1e-9, "u": 1e-6}
_QUANTITY = re.compile(rf"(\d+(?:\.\d*)?|\.\d+)({'|'.join(_UNITS)}|[eE][+-]?\d+)?")
# The attributes' stems, what Kubernetes calls them, and what messages do.
_KINDS = (
    ("cpu", "cpu", "CPU"),
    ("memory", "memory", "Memory"),
    ("ephemeral", "ephemeral-storage", "Ephemeral"),
)


class Resources(Flat):
    """CPU, memory, storage and GPUs of a container.

    A quantity is a number, text such as ``"500m"`` or ``"2Gi"``, or text with a ``{{…}}`` tag.

    Attributes:
        cpu_request: CPUs that the container gets in any case.
        cpu_limit: CPUs that it may use at most.
        memory_request: memory that it gets in any case.
        memory_limit: memory at which it is ended.
        ephemeral_request: space on the node's disk that it gets in any case.
        ephemeral_limit: space on the node's disk that it may use at most.
        gpus: number of GPUs, as request and limit.
        gpu_flag: the resource that ``gpus`` counts; ``nvidia.com/gpu`` by default.
        custom_resources: ``limits``, ``requests`` and ``claims`` to add, as Kubernetes has them.

    Raises:
        ValueError: a value is no quantity, is negative, or a request is larger than its limit.
    """

    if TYPE_CHECKING:
        cpu_request: float | str | None
        cpu_limit: float | str | None
        memory_request: str | int | None
        memory_limit: str | int | None
        ephemeral_request: str | int | None
        ephemeral_limit: str | int | None
        gpus: int | str | None
        gpu_flag: str | None
        custom_resources: Mapping[str, Any] | None

    _fields: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **{f"{kind}_{side}": () for kind, _, _ in _KINDS for side in ("request", "limit")},
        "gpus": (),
        "gpu_flag": (),
        "custom_resources": (),
    }
    _defaults: ClassVar[Mapping[str, Any]] = {"gpu_flag": "nvidia.com/gpu"}

    def __init__(
        self,
        *,
        cpu_request: float | str | None = None,
        cpu_limit: float | str | None = None,
        memory_request: str | int | None = None,
        memory_limit: str | int | None = None,
        ephemeral_request: str | int | None = None,
        ephemeral_limit: str | int | None = None,
        gpus: int | str | None = None,
        gpu_flag: str | None = None,
        custom_resources: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(
            cpu_request=cpu_request,
            cpu_limit=cpu_limit,
            memory_request=memory_request,
            memory_limit=memory_limit,
            ephemeral_request=ephemeral_request,
            ephemeral_limit=ephemeral_limit,
            gpus=gpus,
            gpu_flag=gpu_flag,
            custom_resources=custom_resources,
        )
        for stem, _, title in _KINDS:
            request = self._checked(f"{stem}_request", f"{title} request")
            limit = self._checked(f"{stem}_limit", f"{title} limit")
            if request is not None and limit is not None and request > limit:
                raise ValueError(
                    f"{title} request must be smaller or equal to limit; it is"
                    f" {getattr(self, f'{stem}_request')!r}, the limit"
                    f" {getattr(self, f'{stem}_limit')!r}"
                )

    def _checked(self, name: str, title: str) -> float | None:
        """Return an attribute as a number; None where it is absent or a tag."""
        value = getattr(self, name)
        if value is None or (isinstance(value, str) and "{{" in value):
            return None
        if isinstance(value, str):
            return _number(value, name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(f"{name}: expected a number or a quantity, found {value!r}")
        if value < 0:
            raise ValueError(f"{title} must be positive; {name} is {value!r}")
        return float(value)

    def _wire(self) -> dict[str, Any]:
        parts: dict[str, dict[str, str]] = {"limits": {}, "requests": {}}
        for stem, resource, _ in _KINDS:
            for side in ("limit", "request"):
                value = getattr(self, f"{stem}_{side}")
                if value is not None:
                    parts[f"{side}s"][resource] = str(value)
        if self.gpus is not None:
            for part in parts.values():
                part[str(self.gpu_flag)] = str(self.gpus)
        data: dict[str, Any] = {name: part for name, part in parts.items() if part}
        _merge(data, lower(self.custom_resources or {}), "")
        return data

    def build(self) -> hera_models.ResourceRequirements:
        """Return the resources as a model.

        Raises:
            ValueError: ``custom_resources`` says otherwise than another attribute.
            hera_models.ValidationError: ``custom_resources`` holds what Kubernetes does not know.
        """
        return hera_models.ResourceRequirements.from_dict(self._wire())


def _number(text: str, name: str) -> float:
    match = _QUANTITY.fullmatch(text.strip())
    if match is None:
        raise ValueError(
            f"{name}: {text!r} is no quantity; expected a number with a unit such as"
            " m, k, M, G or Ki, Mi, Gi behind it, or none"
        )
    number, unit = match[1], match[2] or ""
    return float(number) * _UNITS[unit] if unit in _UNITS else float(number + unit)


def _merge(data: dict[str, Any], other: dict[str, Any], place: str) -> None:
    """Add what another object has; two different values at one place are an error."""
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(data.get(key), dict):
            _merge(data[key], cast("dict[str, Any]", value), f"{place}{key}.")
        elif data.setdefault(key, value) != value:
            raise ValueError(
                f"custom_resources: {place}{key} is {value!r}, but {data[key]!r} by another"
                " attribute; give it once"
            )
