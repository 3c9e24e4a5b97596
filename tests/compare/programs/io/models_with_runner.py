"""Input and Output models with the runner, outputs used by the next task."""

from typing import Annotated

from hera.workflows import DAG, Artifact, Input, Output, Parameter, Workflow, script


class In(Input):
    number: int
    text: Annotated[str, Parameter(name="words")] = "x"


class Out(Output):
    number: int
    text: Annotated[str, Parameter(name="said")]
    data: Annotated[str, Artifact(name="made")]
    kept: Annotated[str, Artifact(name="kept", path="/kept")]


@script(constructor="runner")
def first(values: In) -> Out:
    return Out(number=values.number, text=values.text, data="d", kept="k", exit_code=2)


@script(constructor="runner")
def second(values: In):
    print(values)


with Workflow(generate_name="models-", entrypoint="d") as w, DAG(name="d"):
    a = first(arguments={"number": 1})
    b = second(
        arguments=[
            a.get_parameter("number"),
            a.get_parameter("said").with_name("words"),
            a.get_artifact("made"),
        ]
    )
    c = second(name="fan", with_param="{{workflow.parameters.list}}")
    a >> b >> c
