"""The DSL's submit, which checks that each parameter has a value:

    python -m examples.coming_from.argo_dsl_submit https://argo.example.com city=Kyiv

What is missing is told before anything is sent. The token is `ARGO_TOKEN`'s, if that is set.
"""

import os
import sys

from hera.exceptions import HeraException
from hera.workflows import DAG, Parameter, Workflow, WorkflowsService, script

PARAMETERS = [Parameter(name="city"), Parameter(name="days", value=3)]


@script(image="python:3.12")
def forecast(city: str, days: int) -> None:
    print(f"the weather in {city} for {days} days")


with (
    Workflow(
        generate_name="forecast-",
        entrypoint="main",
        arguments=PARAMETERS,
    ) as w,
    DAG(name="main"),
):
    forecast(
        name="forecast",
        arguments={"city": w.get_parameter("city"), "days": w.get_parameter("days")},
    )


def main() -> int:
    """Submit the workflow, with values for its parameters."""
    if len(sys.argv) < 2 or not all("=" in each for each in sys.argv[2:]):
        print("usage: argo_dsl_submit HOST [NAME=VALUE ...]", file=sys.stderr)
        return 2
    w.workflows_service = WorkflowsService(
        host=sys.argv[1], token=os.environ.get("ARGO_TOKEN"), namespace="default"
    )
    given = dict(each.split("=", 1) for each in sys.argv[2:])
    for parameter in PARAMETERS:
        if parameter.name in given:
            parameter.value = given.pop(parameter.name)
    w.arguments = [*PARAMETERS, given]
    try:
        w.create()
    except HeraException as error:
        print(error, file=sys.stderr)
        return 1
    print(w.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
