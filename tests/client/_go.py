"""How the server reads and writes JSON: as Go's types have it.

Read: what the types do not know is dropped, a value of another type is refused. Written: a struct
that is no pointer is there even when it is empty, a time that is not set is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from ._schema import document
from ._state import ApiError, Json, part

_CRON_STATUS: Json = {
    "active": None,
    "lastScheduledTime": None,
    "conditions": None,
    "succeeded": 0,
    "failed": 0,
    "phase": "",
}
_NAMES = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "bool",
    int: "number",
    float: "number",
}
_WORKFLOWS = ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow")


# -- reading -------------------------------------------------------------------------------------


def read(version: str, schema: Json, value: Any, where: str = "") -> Any:
    """Return what Go's decoder keeps of a value; what it cannot keep is an ApiError."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        if name.endswith("IntOrString"):
            return value
        return read(version, document(version)["components"]["schemas"][name], value, where)
    if value is None:
        return None
    kind = schema.get("type")
    if kind is None or isinstance(value, _TYPES[kind]) is False:
        return value if kind is None else _refuse(value, kind, where)
    if kind == "boolean" or not isinstance(value, bool):
        return _inside(version, schema, value, where)
    return _refuse(value, kind, where)


_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}


def _inside(version: str, schema: Json, value: Any, where: str) -> Any:
    if isinstance(value, list):
        items = cast("Sequence[Any]", value)
        return [read(version, schema.get("items", {}), item, where) for item in items]
    if not isinstance(value, dict):
        return value
    fields, given = schema.get("properties"), cast("Json", value)
    if fields is None:
        each = schema.get("additionalProperties")
        one: Json = each if isinstance(each, dict) else {}
        return {key: read(version, one, item, where) for key, item in given.items()}
    return {
        key: read(version, fields[key], item, f"{where}.{key}" if where else key)
        for key, item in given.items()
        if key in fields
    }


def _refuse(value: Any, kind: str, where: str) -> Any:
    what = f"Go struct field {where}" if where else "Go value"
    raise ApiError(3, f"json: cannot unmarshal {_NAMES[type(value)]} into {what} of type {kind}")


# -- writing -------------------------------------------------------------------------------------


def write(kind: str, value: Json) -> Json:
    """Return an object of one of Argo's kinds as Go writes it."""
    if kind not in _WORKFLOWS:
        return value
    new = {**value, "metadata": {"creationTimestamp": None, **part(value, "metadata")}}
    spec = part(value, "spec")
    if kind == "CronWorkflow":
        new["spec"] = {**spec, "workflowSpec": _spec(part(spec, "workflowSpec"))}
        new["status"] = {**_CRON_STATUS, **part(value, "status")}
    else:
        new["spec"] = _spec(spec)
    if kind == "Workflow":
        status = {"startedAt": None, "finishedAt": None, **part(value, "status")}
        if status.get("storedTemplates"):
            stored = part(status, "storedTemplates").items()
            status["storedTemplates"] = {name: _template(one) for name, one in stored}
        new["status"] = status
    return new


def _spec(spec: Json) -> Json:
    new = {**spec, "arguments": part(spec, "arguments")}
    if spec.get("templates"):
        new["templates"] = [_template(one) for one in spec["templates"]]
    if spec.get("templateDefaults"):
        new["templateDefaults"] = _template(spec["templateDefaults"])
    return new


def _template(template: Json) -> Json:
    new: Json = {"inputs": {}, "outputs": {}, "metadata": {}, **template}
    for key, empty in (("container", {}), ("script", {"source": ""})):
        if isinstance(new.get(key), dict):
            new[key] = {"name": "", "resources": {}, **empty, **new[key]}
    if new.get("steps"):
        new["steps"] = [_called(group) for group in new["steps"]]
    if isinstance(new.get("dag"), dict):
        new["dag"] = {**new["dag"], "tasks": _called(new["dag"].get("tasks") or [])}
    return new


def _called(calls: Iterable[Mapping[str, Any]]) -> list[Json]:
    return [{"arguments": {}, **call} for call in calls]
