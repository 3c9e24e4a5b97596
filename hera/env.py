"""Environment variables of a task: given, or from a Secret, a ConfigMap or a field of the pod."""

from hera.workflows.env import ConfigMapEnv as ConfigMapEnvSpec
from hera.workflows.env import Env as EnvSpec
from hera.workflows.env import FieldEnv as FieldEnvSpec
from hera.workflows.env import SecretEnv as SecretEnvSpec

__all__ = ["ConfigMapEnvSpec", "EnvSpec", "FieldEnvSpec", "SecretEnvSpec"]
