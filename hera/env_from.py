"""Environment variables of a task: all keys of a Secret or ConfigMap."""

from __future__ import annotations

from hera.workflows.env_from import ConfigMapEnvFrom, SecretEnvFrom

__all__ = ["ConfigMapEnvFromSpec", "SecretEnvFromSpec"]


class SecretEnvFromSpec(SecretEnvFrom):
    """All keys of a Secret.

    Args:
        secret_name: the Secret.
        prefix: put before each name.
        optional: whether the task runs without the Secret; it does not by default.
    """

    def __init__(
        self, *, secret_name: str, prefix: str | None = None, optional: bool | None = None
    ) -> None:
        super().__init__(name=secret_name, prefix=prefix, optional=optional)


class ConfigMapEnvFromSpec(ConfigMapEnvFrom):
    """All keys of a ConfigMap.

    Args:
        config_map_name: the ConfigMap.
        prefix: put before each name.
        optional: whether the task runs without the ConfigMap; it does not by default.
    """

    def __init__(
        self, *, config_map_name: str, prefix: str | None = None, optional: bool | None = None
    ) -> None:
        super().__init__(name=config_map_name, prefix=prefix, optional=optional)
