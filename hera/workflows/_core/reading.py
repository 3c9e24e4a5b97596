"""From a manifest to a workflow whose attributes lie flat; nothing is lost on the way."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import hera_models

from . import state
from .flat import Path, get, place_of_caller, put

if TYPE_CHECKING:
    from .workflow import WorkflowBase

    WorkflowT = TypeVar("WorkflowT", bound=WorkflowBase)


def from_dict(cls: type[WorkflowT], data: Mapping[str, Any]) -> WorkflowT:
    """Return the workflow that plain data describes."""
    return _flatten(cls, _model(cls).from_dict(data), data)


def from_yaml(cls: type[WorkflowT], text: str | bytes) -> WorkflowT:
    """Return the workflow that the one document of a YAML text describes.

    Of equal keys the last one counts, as for Argo's command line, with a warning.
    """
    reader = _model(cls)
    try:
        model = reader.from_yaml(text)
    except hera_models.ParseError as error:
        problem = str(error)
    else:
        return _flatten(cls, model, model.to_dict())
    model = reader.from_yaml(text, allow_duplicate_keys=True)
    state.warn(problem)
    return _flatten(cls, model, model.to_dict())


def _model(cls: type[WorkflowBase]) -> Any:
    return getattr(hera_models, cls._kind())


def _flatten(cls: type[WorkflowT], model: Any, data: Mapping[str, Any]) -> WorkflowT:
    workflow = object.__new__(cls)
    values = workflow.__dict__
    paths = cls._fields
    # Where two attributes have one place, the later one is the more telling.
    names = {path: name for name, path in paths.items() if path}
    for path, name in names.items():
        if get(data, path) is not None:
            values[name] = value_at(model, path)
    values.setdefault("templates", [])
    values["_place"] = place_of_caller()
    values["_bare"] = _bare(data, set(paths.values()))
    values["_empty"] = {
        path: (name, value)
        for path, name in names.items()
        if (value := get(data, path)) == [] or value == {}
    }
    values["_reads_schedule"] = "schedule" in (data.get("spec") or ())
    return workflow


def value_at(model: Any, path: Path) -> Any:
    """Return what lies in an API object at a path of the manifest's keys."""
    for key in path:
        fields: dict[str, Any] = model.__class__.__pydantic_fields__
        model = getattr(
            model,
            next(name for name, info in fields.items() if key in (info.alias, name)),
        )
    return model


def _bare(data: Any, places: set[Path], path: Path = ()) -> dict[Path, Any]:
    """Return what no attribute shows: objects that are absent or empty, and nulls, by path."""
    found: dict[Path, Any] = {}
    inner = {place[: len(path) + 1] for place in places if len(place) > len(path)}
    for key in {place[-1] for place in inner if place[:-1] == path}:
        here = (*path, key)
        is_object = any(place[: len(here)] == here and len(place) > len(here) for place in places)
        value = data.get(key, _ABSENT)
        if is_object and isinstance(value, Mapping):
            found.update(_bare(value, places, here))
        if value is None or (is_object and (value is _ABSENT or not value)):
            found[here] = value
    return found


_ABSENT: Any = type("Absent", (), {})()


def restore(workflow: WorkflowBase, data: dict[str, Any]) -> None:
    """Give a manifest the empty objects and nulls that it was read with, where nothing changed."""
    values = workflow.__dict__
    for path, value in values.get("_bare", {}).items():
        there = get(data, path)
        if value is _ABSENT:
            if there == {}:
                _remove(data, path)
        elif there is None or (value is None and there == {}):
            put(data, path, {} if value == {} else value)
    for path, (name, value) in values.get("_empty", {}).items():
        if values.get(name) is not None and get(data, path) is None:
            put(data, path, type(value)())


def _remove(data: dict[str, Any], path: Path) -> None:
    for key in path[:-1]:
        data = data[key]
    del data[path[-1]]
