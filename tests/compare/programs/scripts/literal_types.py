"""What a Literal allows becomes the parameter's enum, unless a Parameter names its own."""

from typing import Annotated, List, Literal, Optional, Union

from hera.workflows import Input, Parameter, Workflow, script


@script()
def plain(level: Literal["debug", "info"] = "info", *, mode: Literal["fast"] = "fast"):
    print(level, mode)


@script(constructor="runner")
def annotated(
    level: Annotated[Literal["debug", "info"], Parameter(name="log-level")],
    own: Annotated[Literal["a", "b"], Parameter(enum=["a"])],
    other: Annotated[Literal["a"], "a note"],
):
    print(level, own, other)


@script()
def unlike(
    many: List[Literal["a"]],
    either: Union[Literal["a"], str],
    perhaps: Optional[Literal["a"]] = None,
):
    print(many, either, perhaps)


class Choice(Input):
    level: Literal["debug", "info"]
    mode: Annotated[Literal["fast", "slow"], Parameter(name="speed")] = "slow"
    perhaps: Optional[Literal["a"]] = None


@script(constructor="runner")
def chosen(choice: Choice):
    print(choice)


with Workflow(generate_name="literal-", entrypoint="plain") as w:
    plain()
    annotated()
    unlike()
    chosen()
