"""Quantities of Kubernetes as numbers."""

from __future__ import annotations

import re

DECIMAL = {"m": 1e-3, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18}
BINARY = {f"{prefix}i": 1024.0 ** (n + 1) for n, prefix in enumerate("KMGTPE")}
_QUANTITY = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)([A-Za-z]*)\s*")


def convert_cpu_units(value: str) -> float:
    """Return a quantity such as ``500m`` or ``2k`` as a number.

    Raises:
        ValueError: it is no number with at most a decimal unit behind it.
    """
    return _converted(value, "decimal", DECIMAL)


def convert_memory_units(value: str) -> float:
    """Return a quantity such as ``500Mi`` as a number of bytes.

    Raises:
        ValueError: it is no number with at most a binary unit behind it.
    """
    return _converted(value, "binary", BINARY)


def convert_storage_units(value: str) -> float:
    """Return a quantity such as ``500Mi`` as a number of bytes; see `convert_memory_units`."""
    return convert_memory_units(value)


def _converted(value: str, kind: str, units: dict[str, float]) -> float:
    match = _QUANTITY.fullmatch(value)
    if match is None or (match[2] and match[2] not in units):
        raise ValueError(
            f"Invalid {kind} units for input: {value}. Supported units are {list(units)}."
        )
    return float(match[1]) * units.get(match[2], 1.0)
