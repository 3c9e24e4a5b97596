"""The forms that arguments of the facade's constructors may have; for checkers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

if TYPE_CHECKING:
    import hera_models as api
    from hera.workflows.io import Input, Output

    from .. import (
        metrics,
        parameter,
        resources,
        retry_strategy,
        user_container,
    )
    from .artifact import ArtifactBase
    from .env import EnvBase, EnvFromBase
    from .script_types import ScriptFunction
    from .template import TemplateBase
    from .volume import VolumeBase

    ItemT = TypeVar("ItemT")
    OneOrMany: TypeAlias = ItemT | Sequence[ItemT]

    _IO: TypeAlias = parameter.Parameter | api.Parameter | ArtifactBase | api.Artifact
    InputsT: TypeAlias = (
        OneOrMany[_IO | Mapping[str, Any] | type[Input]] | api.Inputs | Input | None
    )
    OutputsT: TypeAlias = (
        OneOrMany[_IO | Mapping[str, Any] | type[Output]] | api.Outputs | Output | None
    )
    ArgumentsT: TypeAlias = (
        OneOrMany[_IO | Mapping[str, Any] | Input | Sequence[_IO]]
        | api.Arguments
        | api.Outputs
        | None
    )
    EnvT: TypeAlias = OneOrMany[EnvBase | api.EnvVar | Mapping[str, Any]] | None
    EnvFromT: TypeAlias = OneOrMany[EnvFromBase | api.EnvFromSource] | None
    VolumesT: TypeAlias = OneOrMany[VolumeBase | api.Volume] | None
    MetricsT: TypeAlias = (
        OneOrMany[
            metrics.Metric | metrics.Counter | metrics.Gauge | metrics.Histogram | api.Prometheus
        ]
        | metrics.Metrics
        | api.Metrics
        | None
    )
    SidecarsT: TypeAlias = OneOrMany[user_container.UserContainer | api.UserContainer] | None
    ResourcesT: TypeAlias = resources.Resources | api.ResourceRequirements | None
    RetryStrategyT: TypeAlias = retry_strategy.RetryStrategy | api.RetryStrategy | None
    TemplateT: TypeAlias = str | TemplateBase | api.Template | ScriptFunction[..., Any] | None
    TemplatesT: TypeAlias = Sequence[TemplateBase | api.Template] | None
