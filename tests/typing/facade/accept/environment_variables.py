"""Environment variables: one, several, or a mapping."""

from hera.workflows import (
    ConfigMapEnv,
    ConfigMapEnvFrom,
    Container,
    Env,
    FieldEnv,
    SecretEnv,
    SecretEnvFrom,
    script,
)
from hera.workflows.models import EnvVar

Container(name="a", env={"A": "b", "N": 3})
Container(name="b", env=Env(name="A", value=["any", "JSON"]))
Container(
    name="c",
    env=[
        SecretEnv(name="A", secret_name="s", secret_key="k", optional=True),
        ConfigMapEnv(name="B", config_map_name="m", config_map_key="k"),
        FieldEnv(name="C", field_path="metadata.name"),
        EnvVar(name="D", value="d"),
        {"E": "e"},
    ],
    env_from=[SecretEnvFrom(name="s", prefix="S_"), ConfigMapEnvFrom(name="m")],
)
ours = [Env(name="A", value=1), Env(name="B", value=2)]


@script(env=ours, env_from=SecretEnvFrom(name="s"))
def work() -> None:
    print("working")
