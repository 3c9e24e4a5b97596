"""The DSL's `@closure` and `@scope`: a script, and the helpers that it brings along."""

from hera.workflows import Workflow, script


def celsius(fahrenheit: float) -> float:
    """Return the temperature in degrees that most people know."""
    return (fahrenheit - 32) / 1.8


def shown(degrees: float) -> str:
    """Return a temperature as text."""
    return f"{degrees:.1f} °C"


@script(image="python:3.12", include=[celsius, shown])
def convert(fahrenheit: float = 451) -> None:
    print(shown(celsius(fahrenheit)))


with Workflow(generate_name="scope-", entrypoint="convert") as w:
    convert()
