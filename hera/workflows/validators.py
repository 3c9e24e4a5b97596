"""Checks of quantities of Kubernetes, as strict as Hera's."""

from __future__ import annotations

import re

from .converters import BINARY, DECIMAL


def validate_cpu_units(value: str) -> None:
    """Check a quantity such as ``500m``, ``2k`` or ``0.5``.

    Raises:
        ValueError: it is no number with at most a decimal unit behind it.
    """
    if not re.fullmatch(rf"\s*\d+(\.\d+)?[{''.join(DECIMAL)}]?\s*", value):
        raise ValueError(
            f"Invalid decimal unit for input: {value}. Supported units are {list(DECIMAL)}."
        )


def validate_memory_units(value: str) -> None:
    """Check a quantity such as ``500Mi``.

    Raises:
        ValueError: it is no number with a binary unit behind it.
    """
    if not re.fullmatch(rf"\s*\d+(\.\d+)?({'|'.join(BINARY)})\s*", value):
        raise ValueError(
            f"Invalid binary unit for input: {value}. Supported units are {list(BINARY)}."
        )


def validate_storage_units(value: str) -> None:
    """Check a quantity such as ``500Mi``; see `validate_memory_units`."""
    validate_memory_units(value)
