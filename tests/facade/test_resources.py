"""Resources, and the quantities in them."""

from __future__ import annotations

from typing import Any

import pytest
from facade._peer import ask_peer

from hera.workflows.converters import convert_cpu_units, convert_memory_units, convert_storage_units
from hera.workflows.resources import Resources
from hera.workflows.validators import (
    validate_cpu_units,
    validate_memory_units,
    validate_storage_units,
)

RIGHT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"cpu_request": 1}, {"requests": {"cpu": "1"}}),
    ({"cpu_request": 0.5, "cpu_limit": "1"}, {"requests": {"cpu": "0.5"}, "limits": {"cpu": "1"}}),
    ({"memory_request": "1Gi"}, {"requests": {"memory": "1Gi"}}),
    ({"memory_limit": "1.5Gi"}, {"limits": {"memory": "1.5Gi"}}),
    ({"ephemeral_request": "50Mi"}, {"requests": {"ephemeral-storage": "50Mi"}}),
    ({"gpus": 1}, {"requests": {"nvidia.com/gpu": "1"}, "limits": {"nvidia.com/gpu": "1"}}),
    (
        {"gpus": "{{x}}", "gpu_flag": "amd.com/gpu"},
        {"requests": {"amd.com/gpu": "{{x}}"}, "limits": {"amd.com/gpu": "{{x}}"}},
    ),
    ({"custom_resources": {"limits": {"a": "1"}}}, {"limits": {"a": "1"}}),
    (
        {"cpu_request": 1, "custom_resources": {"requests": {"cpu": "1", "z": "2"}}},
        {"requests": {"cpu": "1", "z": "2"}},
    ),
]
PEER = """
import json, sys
from hera.workflows import Resources
print(json.dumps([
    Resources(**given).build().model_dump(exclude_none=True, mode="json")
    for given in json.load(sys.stdin)
]))
"""
TEXTS = [
    "1",
    "1Ki",
    "0.5",
    "100m",
    "1.5Gi",
    "x",
    "1k",
    "-1",
    "",
    "1.",
    " 1",
    "Mi",
    "1E",
    "2Ei",
    "+1",
]
PEER_UNITS = """
import json, sys
from hera.workflows import converters, validators
def told(function, text):
    try:
        return function(text)
    except ValueError as error:
        return str(error)
print(json.dumps([
    [told(function, text) for function in (
        converters.convert_cpu_units, converters.convert_memory_units,
        converters.convert_storage_units, validators.validate_cpu_units,
        validators.validate_memory_units, validators.validate_storage_units,
    )]
    for text in json.load(sys.stdin)
]))
"""


@pytest.mark.parametrize(("given", "wire"), RIGHT)
def test_resources_are_written_as_kubernetes_has_them(
    given: dict[str, Any], wire: dict[str, Any]
) -> None:
    assert Resources(**given).build().to_dict() == wire


def test_resources_are_written_as_the_peer_s() -> None:
    assert ask_peer(PEER, [given for given, _ in RIGHT]) == [wire for _, wire in RIGHT]


@pytest.mark.parametrize(
    ("given", "wire"),
    [
        ({"memory_request": 1000}, {"requests": {"memory": "1000"}}),
        ({"memory_request": "{{inputs.parameters.m}}", "memory_limit": "1Mi"}, None),
        ({"memory_request": "1000000", "memory_limit": "1Mi"}, None),
        ({"cpu_request": "1e2", "cpu_limit": "1k"}, None),
    ],
)
def test_what_kubernetes_takes_is_taken(given: dict[str, Any], wire: Any) -> None:
    built = Resources(**given).build().to_dict()

    assert built == (
        wire
        or {"requests": {next(iter(given)).partition("_")[0]: next(iter(given.values()))}}
        | {"limits": {next(iter(given)).partition("_")[0]: list(given.values())[1]}}
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"cpu_request": 2, "cpu_limit": 1}, "CPU request must be smaller or equal to limit"),
        ({"cpu_request": "1500m", "cpu_limit": 1}, "CPU request must be smaller or equal"),
        ({"memory_request": "1Gi", "memory_limit": "1Mi"}, "Memory request must be smaller"),
        ({"ephemeral_request": "1M", "ephemeral_limit": "10k"}, "Ephemeral request must be"),
        ({"cpu_limit": -1}, "CPU limit must be positive; cpu_limit is -1"),
        ({"cpu_request": "-1"}, "cpu_request: '-1' is no quantity"),
        ({"memory_limit": "x"}, "memory_limit: 'x' is no quantity; expected a number with a unit"),
        ({"cpu_request": True}, "cpu_request: expected a number or a quantity, found True"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Resources(**given)


def test_two_values_for_one_resource_are_refused() -> None:
    resources = Resources(cpu_request=1, custom_resources={"requests": {"cpu": "7"}})

    with pytest.raises(ValueError, match=r"requests\.cpu is '7', but '1' by another"):
        resources.build()


def test_an_unknown_argument_has_the_nearest_name_told() -> None:
    with pytest.raises(TypeError, match="cpu_requests"):
        Resources(cpu_requests=1)  # type: ignore[call-arg]  # what is wrong here


def test_units_are_read_as_the_peer_reads_them() -> None:
    functions = (
        convert_cpu_units,
        convert_memory_units,
        convert_storage_units,
        validate_cpu_units,
        validate_memory_units,
        validate_storage_units,
    )

    def told(function: Any, text: str) -> Any:
        try:
            return function(text)
        except ValueError as error:
            return str(error)

    ours = [[told(function, text) for function in functions] for text in TEXTS]
    assert ours == ask_peer(PEER_UNITS, TEXTS)


def test_some_units() -> None:
    assert convert_cpu_units("500m") == 0.5
    assert convert_memory_units("2Ki") == convert_storage_units("2048")
    with pytest.raises(ValueError, match="Supported units are"):
        validate_memory_units("1")
