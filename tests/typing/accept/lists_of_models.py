"""Lists of models are given as variables and comprehensions, and extended in place."""

from hera_models import Container, ContainerPort, EnvVar, Template, WorkflowSpec

env = [EnvVar(name=name, value=name.lower()) for name in ("HOME", "USER")]
container = Container(
    image="busybox",
    env=env,
    ports=[ContainerPort(container_port=port) for port in range(8000, 8003)],
)
templates: list[Template] = []
templates.append(Template(name="main", container=container))
spec = WorkflowSpec(entrypoint="main", templates=templates)
if spec.templates is not None:
    spec.templates.extend(Template(name=name) for name in ("first", "second"))
