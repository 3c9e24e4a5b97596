"""The DSL's decorators for tasks: their parameters, artifacts, conditions and loops."""

from pathlib import Path
from typing import Annotated

from hera.workflows import DAG, Artifact, TaskResult, Workflow, models, script


@script(image="python:3.12")
def numbers(count: int) -> list[int]:
    return list(range(count))


@script(image="python:3.12")
def write(number: int) -> Annotated[str, Artifact(name="line")]:
    return f"line {number}\n"


@script(image="python:3.12")
def show(line: Annotated[Path, Artifact(name="line")]) -> None:
    print(line.read_text())


with Workflow(generate_name="decorators-", entrypoint="main") as w, DAG(name="main"):
    # @parameter
    made = numbers.task(name="numbers", arguments={"count": 3})
    # @dependencies, @with_param
    each = write.task(
        name="each",
        depends="numbers",
        with_param=made.result,
        arguments={"number": "{{item}}"},
    )
    # @with_items, @when
    some = write.task(
        name="some", with_items=[7, 8], arguments={"number": "{{item}}"}, when="{{item}} > 7"
    )
    # @with_sequence
    more = write.task(
        name="more",
        with_sequence=models.Sequence(count=2),
        arguments={"number": "{{item}}"},
    )
    last = write.task(name="last", arguments={"number": 9})
    # @artifact
    show.task(name="show", arguments=last.get_artifact("line"))
    [some, more] >> last
    # @continue_on: who waits says which ends will do.
    each.next(last, on=[TaskResult.succeeded, TaskResult.failed])
