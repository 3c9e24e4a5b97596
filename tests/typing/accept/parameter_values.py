"""A parameter's value is text, a number or a boolean."""

from hera_models import Arguments, Parameter

arguments = Arguments(
    parameters=[
        Parameter(name="text", value="a"),
        Parameter(name="integer", value=1),
        Parameter(name="number", value=0.5),
        Parameter(name="boolean", value=True),
        Parameter(name="choice", default="a", enum=["a", 1, False]),
    ]
)
