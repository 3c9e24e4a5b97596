"""Metrics, in the forms in which they are accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from .flat import Converter, Flat, Path, as_list, items_wire, list_wire, lower


class Metrics(Flat):
    """Several metrics of a template or workflow.

    https://argo-workflows.readthedocs.io/en/latest/metrics/

    Attributes:
        metrics: the metrics, in order.
    """

    if TYPE_CHECKING:
        metrics: list[Any]

    _fields: ClassVar[Mapping[str, Path]] = {"metrics": ("prometheus",)}
    _required: ClassVar[tuple[str, ...]] = ("metrics",)

    def __init__(self, *, metrics: list[Any]) -> None:
        super().__init__(metrics=metrics)


def _buckets(_: Any, value: Any) -> list[Any]:
    return [float(item) if isinstance(item, int) else lower(item) for item in value]


def _part(_: Any, value: Any) -> Any:
    """Return a counter, gauge or histogram, also out of a whole metric of that kind."""
    data = lower(value)
    own = _PARTS & data.keys()
    return data[own.pop()] if own else data


_PARTS = {"counter", "gauge", "histogram"}


class MetricBase(Flat):
    """What metrics do: labels one or several, buckets as numbers with a fraction."""

    _converters: ClassVar[Mapping[str, Converter]] = {
        "labels": list_wire,
        "buckets": _buckets,
        "counter": _part,
        "gauge": _part,
        "histogram": _part,
    }


def metrics_wire(_: Any, value: Any) -> dict[str, Any] | None:
    """Return metrics of any accepted form as wire data."""
    if isinstance(value, Metrics):
        return {"prometheus": items_wire(_, value.metrics)}
    found: list[Any] = []
    for item in as_list(value):
        data: dict[str, Any] = lower(item)
        if not data or "prometheus" in data:  # the API's Metrics
            return data
        found.append(data)
    return {"prometheus": found} if found else None
