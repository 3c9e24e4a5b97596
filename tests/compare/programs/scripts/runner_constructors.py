"""The options of the runner constructor."""

from typing import Annotated

from hera.workflows import (
    DAG,
    EmptyDirVolume,
    Env,
    Parameter,
    RunnerScriptConstructor,
    SecretVolume,
    Workflow,
    script,
)


@script(constructor="runner")
def plain(a: int, b: str = "x"):
    print(a, b)


@script(constructor=RunnerScriptConstructor(pydantic_mode=1))
def first_mode(a: int) -> Annotated[int, Parameter(name="out")]:
    return a


@script(constructor=RunnerScriptConstructor(pydantic_mode=2), env=[Env(name="A", value="1")])
def second_mode(a: int) -> Annotated[int, Parameter(name="out")]:
    return a


@script(constructor=RunnerScriptConstructor(outputs_directory="/results"))
def elsewhere(a: int) -> Annotated[int, Parameter(name="out")]:
    return a


@script(
    constructor=RunnerScriptConstructor(
        outputs_directory="/results", volume_for_outputs=EmptyDirVolume(name="results")
    ),
    volumes=[SecretVolume(name="secret", secret_name="s", mount_path="/s")],
    command=["python3"],
)
def on_volume(a: int) -> Annotated[int, Parameter(name="out")]:
    return a


@script(
    constructor=RunnerScriptConstructor(
        volume_for_outputs=EmptyDirVolume(name="mounted", mount_path="/mounted")
    )
)
def own_mount(a: int) -> Annotated[int, Parameter(name="out")]:
    return a


with Workflow(generate_name="runner-", entrypoint="d") as w, DAG(name="d"):
    for number, function in enumerate(
        (plain, first_mode, second_mode, elsewhere, on_volume, own_mount)
    ):
        function(arguments={"a": number})
