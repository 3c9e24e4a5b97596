"""Defaults for leaves and for tasks."""

from hera.shared import global_config
from hera.workflows import (
    Artifact,
    Container,
    ContainerNode,
    ContainerSet,
    Counter,
    EmptyDirVolume,
    Parameter,
    Resources,
    RetryStrategy,
    Steps,
    UserContainer,
    Workflow,
)


def outcome(kind, **values):
    try:
        global_config.set_class_defaults(kind, **values)
        return "set"
    except Exception as error:
        return type(error).__name__


observed = {
    "artifact": outcome(Artifact, optional=True),
    "node": outcome(ContainerNode, image="node"),
    "counter": outcome(Counter, when="always"),
    "volume": outcome(EmptyDirVolume, medium="Memory"),
    "parameter": outcome(Parameter, description="about"),
    "resources": outcome(Resources, cpu_request=1),
    "retry": outcome(RetryStrategy, limit=5),
    "user container": outcome(UserContainer, image="user"),
}
with Workflow(
    generate_name="w-", entrypoint="c", metrics=Counter(name="c", help="h", value="1")
) as w:
    Container(
        name="c",
        image="i",
        inputs=[Artifact(name="a", path="/a"), Parameter(name="p")],
        volumes=EmptyDirVolume(name="e", mount_path="/e"),
        resources=Resources(),
        retry_strategy=RetryStrategy(),
        sidecars=UserContainer(name="u"),
    )
    with ContainerSet(name="set"):
        ContainerNode(name="n")
    Steps(name="steps")
