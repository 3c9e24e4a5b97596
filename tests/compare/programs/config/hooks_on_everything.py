"""Which classes' hooks are run: those of templates and workflows, not those of leaves."""

from hera.shared import register_pre_build_hook
from hera.workflows import (
    DAG,
    HTTP,
    Artifact,
    Container,
    ContainerNode,
    ContainerSet,
    Counter,
    Data,
    Env,
    Parameter,
    Resource,
    Resources,
    Script,
    Step,
    Steps,
    Suspend,
    Task,
    UserContainer,
    Volume,
    Workflow,
)
from hera.workflows import models as m

calls = []


def watch(kind):
    def hook(thing) -> kind:
        calls.append(f"{kind.__name__} {getattr(thing, 'name', None)}")
        return thing

    register_pre_build_hook(hook)


for kind in (
    DAG,
    HTTP,
    Artifact,
    ContainerNode,
    ContainerSet,
    Counter,
    Data,
    Env,
    Parameter,
    Resource,
    Resources,
    Script,
    Step,
    Steps,
    Suspend,
    Task,
    UserContainer,
    Volume,
):
    watch(kind)

with Workflow(
    generate_name="x-",
    metrics=Counter(name="c", help="h", value="1"),
    arguments=Parameter(name="p", value=1),
) as w:
    Container(
        name="c",
        image="i",
        env=Env(name="E", value=1),
        resources=Resources(cpu_request=1),
        sidecars=UserContainer(name="u"),
        volumes=Volume(name="v", size="1Gi", mount_path="/"),
        inputs=[Parameter(name="q"), Artifact(name="a", path="/x")],
    )
    with DAG(name="d"):
        Task(name="t", template="c")
    with Steps(name="s"):
        Step(name="t", template="c")
    with ContainerSet(name="cs"):
        ContainerNode(name="n", image="i")
    HTTP(name="h", url="u")
    Suspend(name="su")
    Resource(name="r", action="get")
    Data(name="da", source=m.ArtifactPaths(name="x"), transformations=[])
    Script(name="e", image="i", source="x")
w.to_dict()
observed = {"calls": [*calls]}
