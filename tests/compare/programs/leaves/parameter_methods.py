"""What a parameter's methods, text and comparison give."""

from hera.workflows import Parameter
from hera.workflows import models as m


def outcome(make):
    try:
        made = make()
        return (
            made
            if isinstance(made, (str, bool, int, float, list, dict, type(None)))
            else type(made).__name__
        )
    except Exception as error:
        return type(error).__name__


def fields(make):
    try:
        made = make()
        return (
            type(made).__name__,
            made.name,
            made.value,
            made.default,
            made.description,
            made.enum,
            made.global_name,
        )
    except Exception as error:
        return type(error).__name__


full = Parameter(name="a", default="1", description="d", enum=["1"], value=2, global_name="g")
observed = {
    "text": outcome(lambda: str(full)),
    "text without value": outcome(lambda: str(Parameter(name="a"))),
    "format": outcome(lambda: f"{Parameter(name='a', value=[1])}"),
    "equal": outcome(lambda: Parameter(name="a", value=1) == Parameter(name="a", value=1)),
    "unequal": outcome(lambda: Parameter(name="a", value=1) == Parameter(name="a", value=2)),
    "with_name": fields(lambda: full.with_name("b")),
    "unchanged": outcome(lambda: full.name),
    "as_input": fields(lambda: full.as_input()),
    "as_output": fields(lambda: full.as_output()),
    "as_argument": fields(lambda: full.as_argument()),
    "as_argument of default": fields(lambda: Parameter(name="a", default=1).as_argument()),
    "no name": outcome(lambda: Parameter(value=1).name),
    "no name built": outcome(lambda: Parameter(value=1).as_input()),
    "value and default": outcome(lambda: Parameter(name="a", value=1, default=2).value),
    "value_from and value": outcome(
        lambda: Parameter(name="a", value=1, value_from={"path": "x"}).value
    ),
    "value_from dict": outcome(lambda: Parameter(name="a", value_from={"path": "x"}).value_from),
    "value_from model": outcome(
        lambda: Parameter(name="a", value_from=m.ValueFrom(path="x")).value_from
    ),
    "value when not given": outcome(lambda: Parameter(name="a").value),
    "value null": outcome(lambda: Parameter(name="a", value=None).value),
    "default": outcome(lambda: Parameter(name="a", default=1).default),
    "enum": outcome(lambda: Parameter(name="a", enum=[1, "b", None]).enum),
    "unknown": outcome(lambda: Parameter(name="a", nothing=1)),
    "output": outcome(lambda: Parameter(name="a").output),
    "contains": outcome(lambda: Parameter(name="a", value="b") in [Parameter(name="a", value="b")]),
    "hash": outcome(lambda: isinstance(hash(Parameter(name="a")), int)),
}
