"""Init containers and sidecars with environment and mounts of their own."""

from hera.workflows import (
    ConfigMapEnvFrom,
    Container,
    EmptyDirVolume,
    Env,
    ExistingVolume,
    Resources,
    SecretEnv,
    UserContainer,
    Workflow,
)
from hera.workflows import models as m

with Workflow(
    generate_name="user-", entrypoint="main", volumes=EmptyDirVolume(name="v", mount_path="/v")
) as w:
    Container(
        name="main",
        image="i",
        init_containers=[
            UserContainer(
                name="init",
                image="busybox",
                command=["sh", "-c"],
                args=["true"],
                env=[
                    Env(name="A", value="1"),
                    SecretEnv(name="B", secret_name="s", secret_key="k"),
                ],
                env_from=[ConfigMapEnvFrom(name="c", prefix="X_")],
                resources=Resources(memory_request="1Gi"),
                volumes=[ExistingVolume(name="claim", claim_name="c", mount_path="/c")],
                mirror_volume_mounts=True,
                image_pull_policy="Never",
                restart_policy="Always",
            ),
            m.UserContainer(name="plain", image="busybox"),
        ],
        sidecars=UserContainer(
            name="side",
            image="nginx",
            lifecycle=m.Lifecycle(),
            liveness_probe=m.Probe(),
            ports=[m.ContainerPort(container_port=80)],
            readiness_probe=m.Probe(),
            resize_policy=[],
            security_context=m.SecurityContext(),
            startup_probe=m.Probe(),
            stdin=True,
            stdin_once=True,
            termination_message_path="/t",
            termination_message_policy="File",
            tty=True,
            volume_devices=[m.VolumeDevice(device_path="/dev/x", name="x")],
            volume_mounts=[m.VolumeMount(mount_path="/m", name="m")],
            working_dir="/w",
        ),
    )

observed = {"built": type(UserContainer(name="x").build()).__name__}
