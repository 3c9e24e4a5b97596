"""Configuration that all workflows of a process share."""

from ._base import BaseMixin
from ._config import GlobalConfig, global_config, register_pre_build_hook

__all__ = ["BaseMixin", "GlobalConfig", "global_config", "register_pre_build_hook"]
