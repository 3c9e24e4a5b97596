"""Quantities are text or numbers; a map of only texts will do, and so will one of only numbers."""

from typing_extensions import assert_type

from hera_models import ResourceRequirements

limits: dict[str, str] = {"cpu": "500m", "memory": "1Gi"}
requests: dict[str, int] = {"cpu": 1}
mixed: dict[str, str | float] = {"cpu": 0.5, "memory": "1Gi"}
resources = [
    ResourceRequirements(limits=limits, requests=requests),
    ResourceRequirements(limits=mixed, requests={"cpu": 1, "memory": "64Mi"}),
]
assert_type(resources[0].limits, dict[str, str | float] | None)
