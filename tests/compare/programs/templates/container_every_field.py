"""Every constructor argument of a container that is no list of leaves."""

from hera.workflows import Container, Parameter, Resources, RetryStrategy, Workflow
from hera.workflows import models as m

probe = m.Probe(http_get=m.HTTPGetAction(path="/", port=8080))

with Workflow(name="full", entrypoint="full") as w:
    Container(
        name="full",
        image="alpine:3.20",
        image_pull_policy="Always",
        command=["sh", "-c"],
        args=["sleep 1"],
        working_dir="/tmp",
        liveness_probe=probe,
        readiness_probe=m.Probe(exec=m.ExecAction(command=["true"])),
        startup_probe=m.Probe(tcp_socket=m.TCPSocketAction(port=m.IntOrString("web"))),
        ports=[m.ContainerPort(container_port=8080, name="web", protocol="TCP")],
        stdin=True,
        stdin_once=False,
        tty=True,
        termination_message_path="/dev/termination-log",
        termination_message_policy="File",
        lifecycle=m.Lifecycle(pre_stop=m.LifecycleHandler(exec=m.ExecAction(command=["true"]))),
        security_context=m.SecurityContext(run_as_user=1000, privileged=False),
        pod_security_context=m.PodSecurityContext(run_as_non_root=True),
        resize_policy=[m.ContainerResizePolicy(resource_name="cpu", restart_policy="NotRequired")],
        restart_policy="Always",
        resources=Resources(cpu_request=1, memory_limit="2Gi"),
        volume_devices=[m.VolumeDevice(device_path="/dev/x", name="raw")],
        volume_mounts=[m.VolumeMount(mount_path="/mnt", name="data", read_only=True)],
        inputs=Parameter(name="one"),
        outputs=Parameter(name="two", value_from=m.ValueFrom(path="/tmp/two")),
        retry_strategy=RetryStrategy(limit=3),
    )
