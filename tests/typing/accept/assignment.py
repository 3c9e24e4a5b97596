"""Fields are assigned, made absent by None, and deleted."""

from hera_models import Container, Parameter, Probe, tag

container = Container()
container.image = "busybox"
container.command = ["sh", "-c"]
container.image_pull_policy = "Always"
container.image_pull_policy = tag("{{item}}")
container.liveness_probe = Probe(period_seconds=5)
container.liveness_probe.period_seconds = 10
container.command += ["true"]
container.image = None
del container.command
parameter = Parameter(name="a")
parameter.value = 3
