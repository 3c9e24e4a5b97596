"""What counts as the same workflow after the server has written it its own way."""

from __future__ import annotations

from typing import Any

import pytest

from hera_client._sameness import is_same


def named(spec: dict[str, Any]) -> dict[str, Any]:
    return {"metadata": {"name": "one"}, "spec": spec}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"templates": [{"suspend": {}}]}, {"arguments": {}, "templates": [{"suspend": {}}]}),
        ({"templates": [{"name": "a"}]}, {"templates": [{"name": "a", "inputs": {}}]}),
        ({"suspend": False, "hostAliases": []}, {}),
        ({"ttlStrategy": None}, {}),
        ({"parameters": [{"value": 3}]}, {"parameters": [{"value": "3"}]}),
        ({"parameters": [{"value": True}]}, {"parameters": [{"value": "true"}]}),
        (
            {"limits": {"cpu": 0.5, "memory": "1Gi"}},
            {"limits": {"cpu": "500m", "memory": "1024Mi"}},
        ),
        ({"requests": {"storage": "1000k"}}, {"requests": {"storage": "1M"}}),
        ({"requests": {"storage": "1e3"}}, {"requests": {"storage": "1k"}}),
    ],
)
def test_the_server_writes_it_its_own_way(sent: dict[str, Any], kept: dict[str, Any]) -> None:
    assert is_same(named(sent), named(kept))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"archive": {"none": {}}}, {"archive": {"tar": {}}}),
        ({"volumes": [{"name": "a", "emptyDir": {}}]}, {"volumes": [{"name": "a"}]}),
        ({"limits": {"cpu": "1"}}, {"limits": {"cpu": "1001m"}}),
        ({"limits": {"memory": "1G"}}, {"limits": {"memory": "1Gi"}}),
        ({"parameters": [{"value": "1"}]}, {"parameters": [{"value": "1000m"}]}),
        ({"parameters": [{"value": "3"}]}, {"parameters": [{"value": "4"}]}),
        ({"templates": [{"name": "a"}]}, {"templates": [{"name": "a"}, {"name": "b"}]}),
        ({"parallelism": 3}, {}),
        ({}, {"parallelism": 3}),
        ({"entrypoint": "a"}, {"entrypoint": ["a"]}),
    ],
)
def test_it_is_another_one(sent: dict[str, Any], kept: dict[str, Any]) -> None:
    assert not is_same(named(sent), named(kept))
