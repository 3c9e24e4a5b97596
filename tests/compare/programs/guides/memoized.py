"""A script whose output is kept in a config map."""

from hera.workflows import Parameter, Steps, Workflow, script
from hera.workflows import models as m


@script(
    image="python:3.12",
    memoize=m.Memoize(
        key="{{inputs.parameters.key}}",
        max_age="24h",
        cache=m.Cache(config_map=m.LocalObjectReference(name="cache")),
    ),
    outputs=Parameter(name="answer", value_from=m.ValueFrom(path="/tmp/answer")),
)
def compute(key):
    with open("/tmp/answer", "w") as file:
        file.write(str(key))


with (
    Workflow(generate_name="memoized-", entrypoint="steps", arguments={"key": "k1"}) as w,
    Steps(name="steps"),
):
    compute(arguments={"key": w.get_parameter("key")})
