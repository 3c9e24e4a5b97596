"""Environment variables: plain ones, and from secrets, config maps and the pod itself."""

from hera.workflows import (
    ConfigMapEnvFrom,
    Env,
    FieldEnv,
    SecretEnv,
    SecretVolume,
    Workflow,
    script,
)


@script(
    image="python:3.12",
    env=[
        Env(name="MODE", value="fast"),
        SecretEnv(name="PASSWORD", secret_name="database", secret_key="password"),
        FieldEnv(name="POD_NAME", field_path="metadata.name"),
    ],
    env_from=ConfigMapEnvFrom(name="settings", prefix="SETTING_"),
    volumes=SecretVolume(name="certificates", secret_name="tls", mount_path="/etc/tls"),
)
def connect() -> None:
    import os

    print(os.environ["POD_NAME"], os.environ["MODE"], len(os.environ["PASSWORD"]))
    print(os.listdir("/etc/tls"))


with Workflow(generate_name="secrets-and-env-", entrypoint="connect") as w:
    connect()
