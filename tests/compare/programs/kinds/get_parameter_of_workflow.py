"""What a workflow's get_parameter gives."""

from hera.workflows import Container, Parameter, Workflow
from hera.workflows import models as m


def outcome(make):
    try:
        made = make()
        return type(made).__name__, made.name, str(made), made.value
    except Exception as error:
        return type(error).__name__


with Workflow(generate_name="w-", entrypoint="c", arguments={"p": 1}) as w:
    Container(name="c", image="i", args=[f"{w.get_parameter('p')}"])

one = Workflow(name="x", arguments=Parameter(name="p", value=5))
model = Workflow(name="x", arguments=m.Arguments(parameters=[m.Parameter(name="p", value="1")]))
observed = {
    "known": outcome(lambda: one.get_parameter("p")),
    "unknown": outcome(lambda: one.get_parameter("q")),
    "model": outcome(lambda: model.get_parameter("p")),
    "none": outcome(lambda: Workflow(name="x").get_parameter("p")),
    "dict": outcome(lambda: w.get_parameter("p")),
    "description": outcome(
        lambda: Workflow(name="x", arguments=Parameter(name="p", description="d")).get_parameter(
            "p"
        )
    ),
}
