"""Which Argo releases have which type, field and enum value.

The classes hold the releases as bits, the oldest supported release being the lowest, and only for
what not every supported release has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from .._index import RELEASES
from .errors import PUBLIC, ModelsError
from .kinds import Ref
from .model import Model
from .validation import Problem, ValidationError, unfit

if TYPE_CHECKING:
    from typing import TypeGuard

    from pydantic.fields import FieldInfo


_RELEASE = re.compile(r"v?\d+(\.\d+(\.\d+(-rc\d+)?)?)?")


class ReleaseError(ModelsError, ValueError):
    """A release that these models do not know."""

    __module__ = PUBLIC


@dataclass(frozen=True)
class Availability:
    """The releases that have something.

    Attributes:
        releases: all supported releases that have it, oldest first.
        since: the first of them.
        until: the last of them; None if the newest supported release still has it.
    """

    __module__ = PUBLIC

    releases: tuple[str, ...]
    since: str
    until: str | None


def availability(
    of: type[Model] | str, field: str | None = None, value: str | None = None
) -> Availability:
    """Tell which supported releases have a type, a field of it, or a value of the field's enum.

    Args:
        of: a type, or text such as ``"Template"``, ``"Template.priority"`` or
            ``"events.Template.container"``.
        field: a field's Python name or the wire's.
        value: one value of the field's enum.

    Raises:
        ValueError: there is no such type, field or value.
    """
    if isinstance(of, str):
        of, field = _named(of, field)
    elif not _is_model(of):
        raise TypeError(f"expected a type of {PUBLIC} or its name, got {of!r}")
    mask = of.__releases__ if of.__releases__ is not None else _everywhere()
    if field is not None:
        name = _field(of, field)
        mask = of.__field_releases__.get(name, mask)
        if value is not None:
            mask = _value_mask(of, name, value, mask)
    return _spelled_out(mask)


def check_release(model: Model, release: str) -> list[Problem]:
    """Tell what an object holds that a release does not have, and what the release demands more.

    Args:
        model: any object of these models; its parts are checked too.
        release: ``"v3.6"``, ``"3.6"`` or a whole tag. A patch release counts as the supported one
            of its minor release.

    Returns:
        A problem for each field, type or enum value that the release lacks or requires; none if
        the release takes the object.

    Raises:
        ReleaseError: the release is not among the supported ones.
        ValidationError: the object is nested too deeply to be checked.
    """
    if not isinstance(cast("object", model), Model):
        raise TypeError(f"expected an object of {PUBLIC}, got {type(model).__name__}")
    tag = _release(release)
    try:
        return list(_check(model, tag, ""))
    except RecursionError:
        raise unfit(type(model), "", "nested too deeply to be checked") from None


def _everywhere() -> int:
    return (1 << len(RELEASES)) - 1


def _spelled_out(mask: int) -> Availability:
    releases = tuple(item for bit, item in enumerate(RELEASES) if mask >> bit & 1)
    last = releases[-1]
    return Availability(releases, releases[0], None if last == RELEASES[-1] else last)


def _release(release: str) -> str:
    if not isinstance(cast("object", release), str):
        raise TypeError(f"expected a release as text, such as 'v3.6', got {release!r}")
    wanted = release.removeprefix("v").split(".") if _RELEASE.fullmatch(release) else []
    for tag in reversed(RELEASES):
        if wanted and tag.removeprefix("v").split(".")[: min(2, len(wanted))] == wanted[:2]:
            return tag
    raise ReleaseError(f"unknown Argo release {release!r}; these models know {', '.join(RELEASES)}")


def _named(text: str, field: str | None) -> tuple[type[Model], str | None]:
    """Return the type (and field) that a text names."""
    parts = text.split(".")
    place: Any = __import__(PUBLIC, fromlist=("RELEASES",))
    for number, part in enumerate(parts):
        place = getattr(place, part, None)
        if _is_model(place):
            rest = parts[number + 1 :]
            if len(rest) > 1 or (rest and field):
                raise ValueError(f"expected a type and at most one field, got {text!r}")
            return place, rest[0] if rest else field
    raise ValueError(f"{text!r} names no type of {PUBLIC}")


def _is_model(place: object) -> TypeGuard[type[Model]]:
    return isinstance(place, type) and issubclass(place, Model)


def _field(model: type[Model], field: str) -> str:
    fields = model.__pydantic_fields__
    for name, info in fields.items():
        if field in (name, info.alias):
            return name
    close = get_close_matches(field, fields, 1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    raise ValueError(f"no field {field!r} in {model.__name__}{hint}")


def _value_mask(model: type[Model], name: str, value: str, mask: int) -> int:
    values = getattr(model.__pydantic_fields__[name].annotation, "values", ())
    if value not in values:
        raise ValueError(f"no value {value!r} in {model.__name__}.{name}")
    return model.__value_releases__.get(name, {}).get(value, mask)


def _check(model: Model, release: str, path: str) -> Iterator[Problem]:
    cls = type(model)
    bit = 1 << RELEASES.index(release)
    if cls.__releases__ is not None and not cls.__releases__ & bit:
        yield Problem(path, f"{release} has no {cls.__name__} ({_span(cls.__releases__)})")
        return
    fields = cls.__pydantic_fields__
    for name, mask in cls.__required_in__.items():
        if mask & bit and name not in model.__pydantic_fields_set__:
            yield Problem(_join(path, _wire(name, fields[name])), f"required by {release}")
    for name in fields:
        if name in model.__pydantic_fields_set__:
            wire = _join(path, _wire(name, fields[name]))
            yield from _check_field(cls, name, model.__dict__[name], release, wire)
    for name in model.__pydantic_extra__ or ():
        yield Problem(_join(path, name), f"no supported release has this field of {cls.__name__}")


def _check_field(
    cls: type[Model], name: str, value: object, release: str, path: str
) -> Iterator[Problem]:
    bit = 1 << RELEASES.index(release)
    mask = cls.__field_releases__.get(name)
    if mask is not None and not mask & bit:
        yield Problem(path, f"{release} has no such field of {cls.__name__} ({_span(mask)})")
        return
    values = cls.__value_releases__.get(name)
    if values and isinstance(value, str) and not values.get(value, bit) & bit:
        yield Problem(path, f"{release} has no value {value!r} here ({_span(values[value])})")
    for kind, had in cls.__type_releases__.get(name, ()):
        if had & bit and isinstance(kind, Ref) and isinstance(value, Model):
            yield from _check_as(kind.model(), value, release, path)
            return
    yield from _check_value(value, release, path)


def _check_as(wanted: type[Model], value: Model, release: str, path: str) -> Iterator[Problem]:
    """Check a value whose type the release does not use here against the one it does."""
    try:
        told = wanted.from_dict(value.to_dict())
    except ValidationError as error:
        for problem in error.problems:
            place = f"{path}.{problem.path}".rstrip(".")
            says = " has " if problem.message.startswith("no field") else ": "
            yield Problem(place, f"{release}{says}{problem.message}")
    else:
        yield from _check(told, release, path)


def _check_value(value: object, release: str, path: str) -> Iterator[Problem]:
    if isinstance(value, Model):
        yield from _check(value, release, path)
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            yield from _check_value(item, release, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in cast("dict[str, object]", value).items():
            yield from _check_value(item, release, _join(path, key))


def _span(mask: int) -> str:
    found = _spelled_out(mask)
    if found.until is None:
        return f"since {found.since}"
    if found.since == RELEASES[0]:
        return f"until {found.until}"
    return f"only {found.since} to {found.until}"


def _wire(name: str, info: FieldInfo) -> str:
    return info.alias or name


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
