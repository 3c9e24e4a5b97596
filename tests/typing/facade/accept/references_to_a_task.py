"""What a task gives is text, a Parameter or an Artifact."""

from typing import Annotated

from typing_extensions import assert_type

from hera.workflows import DAG, Artifact, Parameter, Workflow, script
from hera.workflows.models import ValueFrom


@script(outputs=[Parameter(name="size", value_from=ValueFrom(path="/tmp/size"))])
def write() -> Annotated[str, Artifact(name="text", path="/tmp/text")]:
    return "text"


@script()
def read(size: int, text: Annotated[str, Artifact(name="text")]) -> None:
    print(size, text)


with Workflow(generate_name="files-", entrypoint="main") as w, DAG(name="main"):
    a = write.task()
    assert_type(a.get_parameter("size"), Parameter)
    assert_type(a.get_artifact("text"), Artifact)
    assert_type(a.get_outputs_as_arguments(), list[Parameter | Artifact])
    assert_type(a.get_result_as("n"), Parameter)
    assert_type(a.id, str)
    assert_type(a.exit_code, str)
    read(name="one", arguments=a.get_outputs_as_arguments())
    read(name="two", arguments=[a.get_parameter("size"), a.get_artifact("text")])
print(w.to_yaml())
