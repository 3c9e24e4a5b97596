"""The helper functions for units: what they convert, and what they refuse."""

from hera.workflows.converters import convert_cpu_units, convert_memory_units, convert_storage_units
from hera.workflows.validators import (
    validate_cpu_units,
    validate_memory_units,
    validate_storage_units,
)


def outcome(function, text):
    try:
        return function(text)
    except Exception as error:
        return type(error).__name__


texts = [
    "1",
    "0.5",
    "100m",
    "1k",
    "1Ki",
    "2Mi",
    "1.5Gi",
    "1G",
    "1e3",
    "",
    "x",
    "-1",
    "5 Gi",
    "1E",
    "1Ei",
    "1Pi",
    "1Ti",
    "1T",
    "1M",
    ".5",
    "1mi",
]
functions = {
    "convert_cpu_units": convert_cpu_units,
    "convert_memory_units": convert_memory_units,
    "convert_storage_units": convert_storage_units,
    "validate_cpu_units": validate_cpu_units,
    "validate_memory_units": validate_memory_units,
    "validate_storage_units": validate_storage_units,
}
observed = {
    name: {text: outcome(function, text) for text in texts} for name, function in functions.items()
}
