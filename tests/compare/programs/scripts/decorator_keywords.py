"""What `@script(...)` may be given beside the function."""

from hera.workflows import (
    EmptyDirVolume,
    Env,
    Parameter,
    Resources,
    RetryStrategy,
    SecretEnvFrom,
    Workflow,
    models,
    script,
)


@script(
    name="another-name",
    image="python:3.12",
    image_pull_policy="Always",
    command=["python3", "-u"],
    args=["--fast"],
    env=[Env(name="A", value=1), models.EnvVar(name="B", value="2")],
    env_from=SecretEnvFrom(name="secret"),
    inputs=[Parameter(name="extra", default="1"), Parameter(name="a", description="given here")],
    outputs=[Parameter(name="out", value_from=models.ValueFrom(path="/out"))],
    resources=Resources(cpu_request=1, memory_limit="1Gi"),
    volumes=EmptyDirVolume(name="scratch", mount_path="/scratch"),
    labels={"l": "1"},
    annotations={"n": "2"},
    retry_strategy=RetryStrategy(limit=2),
    timeout="5m",
    working_dir="/srv",
    add_cwd_to_sys_path=False,
)
def many(a, b: int = 1):
    print(a, b)


with Workflow(generate_name="keywords-", entrypoint="another-name") as w:
    many()
