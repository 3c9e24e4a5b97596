"""Environment variables of a task: all keys of a Secret or ConfigMap, with a prefix before each."""

from __future__ import annotations

from typing import Any

from hera.workflows.env_from import ConfigMapEnvFrom, SecretEnvFrom

__all__ = ["ConfigMapEnvFromSpec", "SecretEnvFromSpec"]


class SecretEnvFromSpec(SecretEnvFrom):
    """All keys of a Secret; other arguments are ``prefix`` and ``optional``."""

    def __init__(self, *, secret_name: str, **given: Any) -> None:
        super().__init__(name=secret_name, **given)


class ConfigMapEnvFromSpec(ConfigMapEnvFrom):
    """All keys of a ConfigMap; other arguments are ``prefix`` and ``optional``."""

    def __init__(self, *, config_map_name: str, **given: Any) -> None:
        super().__init__(name=config_map_name, **given)
