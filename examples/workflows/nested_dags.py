"""A DAG is a template as any other: tasks of another DAG run it, with parameters."""

from hera.workflows import DAG, Parameter, Workflow, script


@script(image="python:3.12")
def build(target: str) -> str:
    return f"{target}.tar"


@script(image="python:3.12")
def check(archive: str) -> None:
    print(f"{archive} is all right")


with Workflow(generate_name="nested-dags-", entrypoint="main") as w:
    with DAG(name="release", inputs=Parameter(name="target")) as release:
        built = build(name="build", arguments={"target": "{{inputs.parameters.target}}"})
        check(name="check", arguments={"archive": built.result})

    with DAG(name="main"):
        linux = release(name="linux", arguments={"target": "linux"})
        macos = release(name="macos", arguments={"target": "macos"})
        linux >> macos
