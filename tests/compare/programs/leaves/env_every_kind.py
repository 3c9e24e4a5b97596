"""The kinds of environment variables, and the forms of the argument."""

from hera.workflows import (
    ConfigMapEnv,
    ConfigMapEnvFrom,
    Container,
    Env,
    FieldEnv,
    ResourceEnv,
    SecretEnv,
    SecretEnvFrom,
    Workflow,
)
from hera.workflows import models as m

with Workflow(generate_name="env-", entrypoint="all") as w:
    Container(
        name="all",
        image="i",
        env=[
            Env(name="TEXT", value="x"),
            SecretEnv(name="SECRET", secret_name="s", secret_key="k", optional=True),
            SecretEnv(name="SECRET_LEAST", secret_key="k"),
            ConfigMapEnv(name="MAP", config_map_name="m", config_map_key="k", optional=False),
            FieldEnv(name="FIELD", field_path="metadata.name", api_version="v1"),
            FieldEnv(name="FIELD_LEAST", field_path="metadata.name"),
            ResourceEnv(name="CPU", resource="limits.cpu", container_name="main", divisor="1m"),
            ResourceEnv(name="CPU_LEAST", resource="limits.cpu"),
            m.EnvVar(name="MODEL", value="y"),
        ],
        env_from=[
            SecretEnvFrom(name="s", prefix="S_", optional=True),
            ConfigMapEnvFrom(name="m", optional=False),
            m.EnvFromSource(prefix="M_", config_map_ref=m.ConfigMapEnvSource(name="c")),
        ],
    )
    Container(
        name="single", image="i", env=Env(name="A", value="b"), env_from=SecretEnvFrom(name="s")
    )
    Container(name="model", image="i", env=m.EnvVar(name="A", value="b"))
