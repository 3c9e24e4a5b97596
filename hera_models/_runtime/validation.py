"""What does not fit: pydantic's findings told in the manifest's terms.

Each finding is looked up in the models again, so that it can say what the place expects and which
name is the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from reprlib import Repr
from typing import TYPE_CHECKING, Any, cast

from pydantic.main import BaseModel
from pydantic_core import PydanticSerializationError, to_json
from pydantic_core import ValidationError as CoreError

from .errors import PUBLIC, ModelsError, WriteError, WriteTypeError
from .kinds import STRING, Const, Enum, Kind, List, Map, OneOf, Ref

if TYPE_CHECKING:
    from .model import Model

_SHOWN = 20
_MAX_DEPTH = 200  # as deep as the readers read
_KEY = "[key]"  # pydantic's last step of a location where a map's key does not fit


class _Brief(Repr):
    """Shows a value without walking all of it: it may be huge, or nested without end."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self.maxstring = self.maxother = self.maxlong = 60
        self.maxdict = self.maxlist = self.maxtuple = 10

    def repr_instance(self, x: object, level: int) -> str:
        if not isinstance(x, BaseModel):
            return super().repr_instance(x, level)
        name = type(x).__name__
        if level <= 0:
            return f"{name}(...)"
        given = islice(x.__repr_args__(), 10)
        return f"{name}({', '.join(f'{key}={self.repr1(item, level - 1)}' for key, item in given)})"


_BRIEF = _Brief()


@dataclass(frozen=True)
class Problem:
    """One value that does not fit.

    Attributes:
        path: where it stands in the manifest, such as ``spec.templates[2].container``; empty for
            the object itself.
        message: what was given, what fits, and the nearest name where one is close.
    """

    __module__ = PUBLIC

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class ValidationError(ModelsError, ValueError):
    """Values that do not fit their type.

    Attributes:
        type_name: the type that was constructed, read or assigned to.
        problems: every value that does not fit.
    """

    __module__ = PUBLIC

    def __init__(self, type_name: str, problems: Sequence[Problem]) -> None:
        self.type_name = type_name
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(type_name, self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.type_name}: {self.problems[0]}"
        lines = [f"{self.type_name}: {len(self.problems)} values do not fit"]
        lines += [f"  {problem}" for problem in self.problems[:_SHOWN]]
        if len(self.problems) > _SHOWN:
            lines.append(f"  … and {len(self.problems) - _SHOWN} more")
        return "\n".join(lines)


def unfit(model: type[Model], path: str, message: str) -> ValidationError:
    """Return an error with one problem."""
    return ValidationError(model.__name__, [Problem(path, message)])


def unknown_field(model: type[Model], name: str) -> ValidationError:
    """Return the error for an attribute that a model does not have."""
    return unfit(model, "", _no_field(model, name))


def attribute_hint(model: type[Model], name: str) -> str:
    """Return what to say of the nearest attribute; nothing for names that Python probes."""
    if name.startswith("_"):
        return ""
    for python, info in model.__pydantic_fields__.items():
        if info.alias == name:
            return f"; did you mean {python!r}?"
    return _nearest(name, list(model.__pydantic_fields__))


def explain(error: CoreError, model: type[Model]) -> ValidationError:
    """Return pydantic's error as one of this package's."""
    found = error.errors(include_url=False)
    return ValidationError(model.__name__, [_problem(item, model) for item in found])


def unwritable(error: Exception, model: BaseModel) -> WriteError:
    """Return what pydantic's serializer said of a model as one of this package's errors."""
    text = str(error)
    if isinstance(error, RecursionError) or "depth exceeded" in text:
        return WriteError("nested too deeply to be written")
    if "Circular reference" in text:
        return WriteError("an object holds itself, so it cannot be written")
    found = next(_misfits_of_json(model, (), _MAX_DEPTH), None)
    if found is None:
        return WriteError(f"cannot be written as JSON: {text}")
    path, value = found
    if isinstance(value, str):
        return WriteError("the text holds a lone surrogate, which no file can hold", path=path)
    return WriteTypeError(
        f"{type(value).__name__} cannot be written as JSON; "
        "give a dict, list, str, int, float, bool or None",
        path=path,
    )


def _misfits_of_json(
    value: object, path: tuple[str | int, ...], depth: int
) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Yield each text or other leaf that pydantic cannot write, with its path."""
    if depth == 0:
        return
    members: Iterable[tuple[object, object]] | None = None
    if isinstance(value, BaseModel):
        fields = type(value).__pydantic_fields__
        members = (
            ((fields[name].alias or name) if name in fields else name, item) for name, item in value
        )
    elif isinstance(value, dict):
        members = cast("dict[object, object]", value).items()
    elif isinstance(value, (list, tuple)):
        members = enumerate(cast("list[object]", value))
    if members is not None:
        for key, item in members:
            step = key if isinstance(key, (int, str)) else str(key)
            yield from _misfits_of_json(item, (*path, step), depth - 1)
        return
    try:
        to_json(value)
    except PydanticSerializationError:
        yield path, value


def _problem(item: Any, model: type[Model]) -> Problem:
    location: tuple[str | int, ...] = item["loc"]
    place, steps = _walk(model, location)
    if item["type"] == "extra_forbidden":
        owner = _model_of(_walk(model, location[:-1])[0])
        if owner is not None:
            return Problem(_path(steps), _no_field(owner, str(location[-1])))
    if item["type"] == "invalid_key":
        return Problem(_path(steps), _wrong_key(item))
    if location[-1:] == (_KEY,) and not isinstance(_walk(model, location[:-1])[0], Map):
        return Problem(_path(steps[:-1]), _wrong_key(item))
    if item["type"] == "missing":
        return Problem(_path(steps), "required, but not given")
    return Problem(_path(steps), _misfit(item, place))


def _wrong_key(item: Any) -> str:
    return f"expected text as a key, got {_shown(item['input'])}"


def _misfit(item: Any, place: Any) -> str:
    value = item["input"]
    if item["type"] == "expected":
        return f"expected {item['ctx']['expects']}, got {_shown(value)}"
    if not isinstance(place, Kind):
        if _model_of(place) is None:
            # A type of the user's, which only pydantic knows.
            return f"{item['msg']}, got {_shown(value)}"
        return f"expected {place.__name__} (an object), got {_shown(value)}"
    if item["type"] in ("greater_than_equal", "less_than_equal"):
        return f"expected {place.expects} of at most 64 bits, got {_shown(value)}"
    return f"expected {place.expects}, got {_shown(value)}{_advice(place, value)}"


def _advice(place: Kind, value: object) -> str:
    """Return what to do about a value of the wrong type, where that is plain."""
    if isinstance(place, Enum):
        return _nearest(value, place.values)
    if isinstance(place, Const):
        return "; load_all reads each document into the class of its kind"
    if isinstance(place, List):
        return "; use list(...)" if isinstance(value, tuple) else "; put it into a list"
    if place is STRING and isinstance(value, (bool, int, float)):
        return "; write it in quotes, as text"
    return ""


def _walk(model: type[Model], location: Sequence[str | int]) -> tuple[Any, list[str | int]]:
    """Follow a location down the models; return what stands there and the manifest's path."""
    place: Any = model
    steps: list[str | int] = []
    for step in location:
        if isinstance(place, OneOf):
            # The location of a union's finding holds the option's name; the manifest doesn't.
            chosen = [option for option in place.options if _label(option) == step]
            if chosen:
                place = chosen[0]
                continue
        place, step = _below(place, step)
        steps.append(step)
    return place, steps


def _below(place: Any, step: str | int) -> tuple[Any, str | int]:
    """Return what stands one step below, and the step as the manifest writes it."""
    if isinstance(place, List):
        return place.item, step
    if isinstance(place, Map):
        return place.value, step
    owner = _model_of(place)
    if owner is not None:
        for name, info in owner.__pydantic_fields__.items():
            if step in (name, info.alias):
                return info.annotation, info.alias or name
    return None, step


def _model_of(place: Any) -> type[BaseModel] | None:
    if isinstance(place, Ref):
        return place.model()
    return place if isinstance(place, type) and issubclass(place, BaseModel) else None


def _label(option: Kind) -> str:
    return option.name if isinstance(option, Ref) else ""


def _path(steps: Sequence[str | int]) -> str:
    return "".join(_written(steps)).removeprefix(".")


def _written(steps: Sequence[str | int]) -> Iterator[str]:
    for step in steps:
        if isinstance(step, int):
            yield f"[{step}]"
        else:
            yield f".{step}" if step.replace("-", "_").isidentifier() else f"[{step!r}]"


def _no_field(model: type[BaseModel], name: str) -> str:
    fields = model.__pydantic_fields__
    if name in fields:
        wire = fields[name].alias
        return f"{name!r} is Python's name for {wire!r}: write {wire!r} in a manifest, never both"
    names = [*fields, *(info.alias for info in fields.values() if info.alias)]
    return f"no field {name!r} in {model.__name__}{_nearest(name, names)}"


def _nearest(given: object, names: Sequence[Any]) -> str:
    texts = [name for name in names if isinstance(name, str)]
    close = get_close_matches(given, texts, 1, 0.6) if isinstance(given, str) else []
    return f"; did you mean {close[0]!r}?" if close else ""


def _shown(value: object) -> str:
    if value is None:
        return "null"
    try:
        text = repr(value[:61]) if isinstance(value, str) else _BRIEF.repr(value)
    except ValueError:
        text = "an integer of very many digits"  # Python refuses to write it
    if len(text) > 60:
        text = text[:57] + "..."
    return f"{text} ({type(value).__name__})"
