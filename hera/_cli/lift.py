"""From API objects to the calls of the facade's classes that make the same manifest.

The tables by which the classes write are read backwards; then each call is made and its manifest
compared, so what has no equal in the facade stays an API object.
"""

# The command line reads the tables by which the facade's classes write.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import hera.workflows as facade
from hera.workflows._core.context import nothing_open
from hera.workflows._core.flat import Flat, get, is_list, is_mapping, lower
from hera.workflows._core.parameter import wire_of
from hera.workflows._core.reading import value_at
from hera_models import Volume

Form = Callable[[Any], Any]
KINDS = (
    "Workflow",
    "WorkflowTemplate",
    "ClusterWorkflowTemplate",
    "CronWorkflow",
    "WorkflowEventBinding",
)
_TEMPLATES = {
    "container": "Container",
    "script": "Script",
    "dag": "DAG",
    "steps": "Steps",
    "suspend": "Suspend",
    "resource": "Resource",
    "http": "HTTP",
    "data": "Data",
    "containerSet": "ContainerSet",
    "plugin": "Plugin",
}
_DEFAULTS = {"api_version": "argoproj.io/v1alpha1"}


@dataclass
class Call:
    """The call of a class with what it is given: plain values, API objects, and further calls."""

    cls: type[Any]
    given: dict[str, Any]


def make(value: Any) -> Any:
    """Return what an expression with calls stands for."""
    if isinstance(value, Call):
        return value.cls(**{name: make(each) for name, each in value.given.items()})
    if is_list(value):
        return [make(each) for each in value]
    if is_mapping(value):
        return {key: make(each) for key, each in value.items()}
    return value


def same(one: Any, other: Any) -> bool:
    """Tell whether plain data is equal type for type: True is not 1."""
    if type(one) is not type(other):
        return False
    if is_mapping(one):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if is_list(one):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def makes(value: Any, wire: Any, form: Form) -> bool:
    """Tell whether an expression makes this manifest."""
    try:
        with nothing_open():
            return same(form(make(value)), wire)
    except (TypeError, ValueError):  # what the class refuses, it does not make
        return False


def workflow(model: Any) -> Call | None:
    """Return the call for a workflow, its templates left out; None where it has no equal."""
    cls = getattr(facade, type(model).__name__)
    wire = model.to_dict()
    call = Call(cls, _given(cls, model, wire))
    templates = call.given.pop("templates", None)
    for name in ("kind", "api_version"):
        if call.given.get(name) == _DEFAULTS.get(name, cls.__name__):
            del call.given[name]
    for given in (_claimed(call.given), call.given):
        whole = given if templates is None else {**given, "templates": templates}
        if makes(Call(cls, whole), wire, lambda made: made._wire()):
            return Call(cls, given)
    return None


def template(model: Any) -> Any:
    """Return the call for a template, or the template itself where it has no equal."""
    wire = model.to_dict()
    kind = next((name for key, name in _TEMPLATES.items() if key in wire), None)
    if kind is None:
        return model
    cls = getattr(facade, kind)
    given = _given(cls, model, wire)
    for joined in (True, False):
        each = _mounted(given) if joined and cls._mounted_in else _unmounted(given)
        if makes(Call(cls, each), wire, lambda made: made._template_wire()):
            return Call(cls, each)
    return model


def _given(cls: type[Flat], model: Any, wire: dict[str, Any]) -> dict[str, Any]:
    # Where two attributes have one place, the later one is the more telling.
    names = {path: name for name, path in cls._fields.items() if path}
    return {
        name: _lifted(name, value_at(model, path))
        for path, name in names.items()
        if get(wire, path) is not None
    }


def _lift(cls: type[Flat], model: Any, form: Form = lower) -> Call | None:
    wire = model.to_dict()
    if not all(path[0] in wire for path in cls._always):
        return None
    call = Call(cls, _given(cls, model, wire))
    return call if makes(call, wire, form) else None


def _first(classes: Iterable[type[Flat]], model: Any, form: Form = lower) -> Any:
    """Return the call of the first class that makes the same, or the object itself."""
    return next((call for cls in classes if (call := _lift(cls, model, form))), model)


def _classes(module: str) -> Iterator[type[Flat]]:
    """Yield the flattened classes of a module of the facade."""
    for value in vars(import_module(f"hera.workflows.{module}")).values():
        own = getattr(value, "__module__", None) == f"hera.workflows.{module}"
        if own and isinstance(value, type) and issubclass(value, Flat):
            yield value


# --- attributes -----------------------------------------------------------------------------------


def _lifted(name: str, value: Any) -> Any:
    lift = _LIFTED.get(name)
    return value if lift is None else lift(value)


def _each_of(module: str) -> Form:
    return lambda items: [_first(_classes(module), item) for item in items]


def _each_as(name: str) -> Form:
    return lambda items: [_first([getattr(facade, name)], item) for item in items]


def _one_of(module: str) -> Form:
    return lambda item: _first(_classes(module), item)


def _io(use: str) -> Form:
    def lift(model: Any) -> Any:
        wire = model.to_dict()
        parameters = [
            _first(
                [facade.Parameter], item, lambda made: (wire_of(use, [made]) or {})["parameters"][0]
            )
            for item in model.parameters or ()
        ]
        items = [
            *parameters,
            *(_first(_classes("artifact"), each) for each in model.artifacts or ()),
        ]
        simple = all(
            isinstance(item, Call) and item.given.keys() == {"name", "value"} for item in items
        )
        if use == "arguments" and items and simple:
            mapping = {item.given["name"]: item.given["value"] for item in items}
            if makes(mapping, wire, lambda made: wire_of(use, made)):
                return mapping
        return items if makes(items, wire, lambda made: wire_of(use, made)) else model

    return lift


def _resources(model: Any) -> Any:
    names = {"cpu": "cpu", "memory": "memory", "ephemeral-storage": "ephemeral"}
    given = {
        f"{names[key]}_{side.removesuffix('s')}": value
        for side, values in model.to_dict().items()
        if side in ("requests", "limits")
        for key, value in values.items()
        if key in names
    }
    call = Call(facade.Resources, given)
    return call if given and makes(call, model.to_dict(), lower) else model


def _volumes(models: Any) -> Any:
    return [_first(_classes("volume"), item, lambda made: made._parts()[0]) for item in models]


def _metrics(model: Any) -> Any:
    items = [_first(_classes("metrics"), item) for item in model.prometheus or ()]
    plain = model.to_dict() != {"prometheus": [lower(make(item)) for item in items]}
    return model if plain or not items else items


def _data_source(model: Any) -> Any:
    return _first(_classes("artifact"), model.artifact_paths) if model.artifact_paths else model


def _expressions(models: Any) -> Any:
    return [item.expression if item.to_dict().keys() == {"expression"} else item for item in models]


def _steps(groups: Any) -> Any:
    return [[_first([facade.Step], item) for item in group] for group in groups]


_LIFTED: dict[str, Form] = {
    "inputs": _io("inputs"),
    "outputs": _io("outputs"),
    "arguments": _io("arguments"),
    "env": _each_of("env"),
    "env_from": _each_of("env_from"),
    "labels": lambda value: _each_of("metrics")(value) if is_list(value) else value,
    "metrics": _metrics,
    "archive": _one_of("archive"),
    "resources": _resources,
    "retry_strategy": _one_of("retry_strategy"),
    "sidecars": _each_as("UserContainer"),
    "init_containers": _each_as("UserContainer"),
    "containers": _each_as("ContainerNode"),
    "tasks": _each_as("Task"),
    "sub_steps": _steps,
    "volumes": _volumes,
    "source": lambda value: value if isinstance(value, str) else _data_source(value),
    "transformations": _expressions,
}


def _claimed(given: dict[str, Any]) -> dict[str, Any]:
    """Return what a workflow is given with its claims as volumes, where all of them can be."""
    claims = [_claim(each) for each in given.get("volume_claim_templates") or ()]
    if not claims or None in claims:
        return given
    rest = {name: each for name, each in given.items() if name != "volume_claim_templates"}
    return {**rest, "volumes": [*(given.get("volumes") or ()), *claims]}


def _claim(model: Any) -> Call | None:
    wire = model.to_dict()
    given = {
        name: value_at(model, path)
        for name, path in facade.Volume._fields.items()
        if path[:1] == ("spec",) and get(wire, path) is not None
    }
    size = get(wire, ("spec", "resources"))
    if size is not None and size.keys() == {"requests"} and size["requests"].keys() == {"storage"}:
        del given["resources"]
        given["size"] = size["requests"]["storage"]
    if given.get("access_modes") == ["ReadWriteOnce"]:
        del given["access_modes"]
    call = Call(facade.Volume, {"name": get(wire, ("metadata", "name")), **given})
    return call if makes(call, wire, lambda made: made._claim_wire()) else None


def _unmounted(given: dict[str, Any]) -> dict[str, Any]:
    """Return what a template is given with volumes that are the API's: ours want to be mounted."""
    if "volumes" not in given:
        return given
    return {**given, "volumes": [_plain_volume(item) for item in given["volumes"]]}


def _mounted(given: dict[str, Any]) -> dict[str, Any]:
    """Return what a template is given with volumes and their mounts in one where it can be."""
    mounts = list(given.get("volume_mounts") or ())
    volumes: list[Any] = []
    for item in given.get("volumes") or ():
        own = [each for each in mounts if each.name == lower(make(item))["name"]]
        joined = _with_mount(item, own[0]) if len(own) == 1 and isinstance(item, Call) else None
        if joined is not None:
            mounts.remove(own[0])
        volumes.append(joined or _plain_volume(item))
    changed = {"volumes": volumes, "volume_mounts": mounts}
    return {**given, **{name: each for name, each in changed.items() if name in given}}


def _with_mount(volume: Call, mount: Any) -> Call | None:
    given = dict(volume.given)
    wire = mount.to_dict()
    for name, path in volume.cls._fields.items():
        if path[:1] == ("mount",) and get(wire, path[1:]) is not None:
            given[name] = value_at(mount, path[1:])
    parts = [make(volume)._parts()[0], wire]
    call = Call(volume.cls, given)
    return call if makes(call, parts, lambda made: list(made._parts())) else None


def _plain_volume(volume: Any) -> Any:
    if not isinstance(volume, Call):
        return volume
    return Volume.from_dict(make(volume)._parts()[0])
