"""Every constructor argument of a container set's node."""

from hera.workflows import ContainerNode, ContainerSet, Env, Resources, SecretEnvFrom, Workflow
from hera.workflows import models as m

with Workflow(generate_name="node-", entrypoint="set") as w, ContainerSet(name="set"):
    ContainerNode(
        name="main",
        image="alpine:3.20",
        image_pull_policy=m.ImagePullPolicy.if_not_present,
        command=["sh"],
        args=["-c", "true"],
        dependencies=[],
        env=Env(name="A", value=1),
        env_from=SecretEnvFrom(name="s"),
        lifecycle=m.Lifecycle(),
        liveness_probe=m.Probe(period_seconds=5),
        ports=[m.ContainerPort(container_port=80)],
        readiness_probe=m.Probe(timeout_seconds=5),
        resize_policy=[],
        resources=Resources(cpu_request="100m"),
        restart_policy="Never",
        security_context=m.SecurityContext(),
        startup_probe=m.Probe(),
        stdin=False,
        stdin_once=True,
        termination_message_path="/t",
        termination_message_policy="File",
        tty=False,
        volume_devices=[],
        volume_mounts=[m.VolumeMount(mount_path="/a", name="a")],
        working_dir="/",
    )
