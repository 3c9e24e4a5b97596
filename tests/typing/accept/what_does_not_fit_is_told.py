"""Errors carry each problem and where it stands."""

from typing_extensions import assert_type

from hera_models import Container, ModelsError, ParseError, ValidationError


def problems(data: object) -> list[str]:
    try:
        Container.from_dict(data)
    except ValidationError as error:
        assert_type(error.type_name, str)
        return [f"{problem.path}: {problem.message}" for problem in error.problems]
    return []


def line(text: str) -> int | None:
    try:
        Container.from_yaml(text)
    except ParseError as error:
        return error.line
    except ModelsError:
        return None
    return 0


if not problems({"image": 1}) or line("a: [") is None:
    raise SystemExit("nothing was told")
