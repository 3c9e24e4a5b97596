"""The DSL's submit with parameters: `python -m examples.coming_from.argo_dsl_submit city=Kyiv`.

What is missing is told before anything is sent. The server is `global_config.host`, or that of the
`ARGO_*` variables, as for the `argo` command.
"""

import sys

from hera.exceptions import HeraException
from hera.workflows import DAG, Parameter, Workflow, script


@script(image="python:3.12")
def forecast(city: str, days: int) -> None:
    print(f"the weather in {city} for {days} days")


with (
    Workflow(
        generate_name="forecast-",
        entrypoint="main",
        arguments=[Parameter(name="city"), Parameter(name="days", value=3)],
    ) as w,
    DAG(name="main"),
):
    forecast(
        name="forecast",
        arguments={"city": w.get_parameter("city"), "days": w.get_parameter("days")},
    )


def main() -> int:
    """Submit the workflow, with values for its parameters."""
    given = dict(each.split("=", 1) for each in sys.argv[1:] if "=" in each)
    w.arguments = {"city": None, "days": 3, **given}
    try:
        w.create()
    except HeraException as error:
        print(error, file=sys.stderr)
        return 1
    print(w.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
