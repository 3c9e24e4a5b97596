"""Secrets as a variable, as all variables and as files."""

from hera.workflows import Container, SecretEnv, SecretEnvFrom, SecretVolume, Workflow

with Workflow(generate_name="secrets-", entrypoint="main") as w:
    Container(
        name="main",
        image="alpine:3.20",
        command=["sh", "-c"],
        args=["echo $PASSWORD; ls /secret"],
        env=[SecretEnv(name="PASSWORD", secret_name="db", secret_key="password")],
        env_from=[SecretEnvFrom(name="db", prefix="DB_")],
        volumes=[SecretVolume(name="db", secret_name="db", mount_path="/secret")],
    )
