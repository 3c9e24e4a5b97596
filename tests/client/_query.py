"""Which objects a list tells: selectors, pages, and the fields that the caller asks for."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import Any, cast

from ._state import ApiError, Json
from ._wire import Request

_FIELDS = ("metadata.name", "metadata.namespace", "metadata.resourceVersion", "status.phase")
_IN = re.compile(r"^(\S+)\s+(in|notin)\s*\(([^)]*)\)$")
_LABEL = re.compile(r"^!?[\w./-]+(\s*(==|=|!=)\s*[\w.-]*)?$")
_NUMBER = re.compile(r"[+-]?\d+")
_BOOLEANS = ("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False")
# What the database of workflows can be asked for; the rest is for Kubernetes to judge.
_STORED = ("metadata.namespace=", "metadata.name=", "spec.startedAt>", "spec.startedAt<", "ext.")


def _split(selector: str) -> list[str]:
    """Split at the commas outside of parentheses."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", selector) if part.strip()]


def label_matches(selector: str, labels: dict[str, str]) -> bool:
    """Tell whether the labels meet the selector; raise ApiError for one that cannot be read."""
    if selector.strip(" ")[:1] == ",":
        raise ApiError(3, "found ',', expected: !, identifier, or 'end of string'")
    return all(_meets(requirement, labels) for requirement in _split(selector))


def _meets(requirement: str, labels: dict[str, str]) -> bool:
    if found := _IN.match(requirement):
        key, operator, values = found.groups()
        inside = labels.get(key) in [value.strip() for value in values.split(",")]
        return inside if operator == "in" else not inside
    if not _LABEL.match(requirement):
        raise ApiError(3, "found '=', expected: ',' or 'end of string'")
    for operator in ("!=", "==", "="):
        if operator in requirement:
            key, value = (text.strip() for text in requirement.split(operator, 1))
            return (labels.get(key) == value) is (operator != "!=")
    return requirement[1:] not in labels if requirement[0] == "!" else requirement in labels


def field_matches(selector: str, value: Json) -> bool:
    """Tell whether the object meets the field selector; an unknown field is an ApiError."""
    return all(_field_meets(part, value) for part in _split(selector) if _is_of_object(part))


def _is_of_object(requirement: str) -> bool:
    return (
        not requirement.startswith(("ext.", "spec.startedAt")) and requirement != "metadata.name="
    )


def _field_meets(requirement: str, value: Json) -> bool:
    operator = "!=" if "!=" in requirement else "="
    key, _, wanted = requirement.replace("==", "=").partition(operator)
    if "=" not in requirement:
        what = f"invalid selector: '{requirement}'; can't understand '{requirement}'"
        raise ApiError(3, what)
    if key not in _FIELDS:
        raise ApiError(3, f"field label not supported: {key}")
    group, name = key.split(".")
    found = str(value.get(group, {}).get(name, ""))
    return (found == wanted) is (operator == "=")


def _name_matches(request: Request, name: str) -> bool:
    """Apply nameFilter, which makes metadata.name a prefix, a substring or the whole name."""
    how, wanted = request.param("nameFilter"), request.param("namePrefix")
    for part in _split(request.param("listOptions.fieldSelector")):
        if part.startswith("metadata.name=") and how in ("Prefix", "Contains"):
            text = part.removeprefix("metadata.name=").removeprefix("=")
            if not (name.startswith(text) if how == "Prefix" else text in name):
                return False
    return name.startswith(wanted)


def check(request: Request) -> None:
    """Raise ApiError for selectors that cannot be read, be there objects or not."""
    label_matches(request.param("listOptions.labelSelector"), {})
    field_matches(request.param("listOptions.fieldSelector"), {})


def check_stored(request: Request, namespace: str) -> None:
    """Raise ApiError for what the database of workflows cannot be asked."""
    if request.param("listOptions.continue"):
        _read_token(request.param("listOptions.continue"))
    for name in ("createdAfter", "finishedBefore"):
        _check_time(request.param(name))
    for requirement in _split(request.param("listOptions.fieldSelector")):
        if not requirement.startswith(_STORED):
            raise ApiError(3, f"unsupported requirement {requirement}")
        if requirement.startswith("spec.startedAt"):
            _check_time(requirement[len("spec.startedAt>") :])
        where = requirement.removeprefix("metadata.namespace=")
        if requirement.startswith("metadata.namespace=") and namespace not in ("", where):
            text = (
                f"'namespace' query param (\"{namespace}\") and fieldselector 'metadata.namespace'"
            )
            raise ApiError(3, f'{text} ("{where}") are both specified and contradict each other')
    label_matches(request.param("listOptions.labelSelector"), {})


def _check_time(text: str) -> None:
    if text and not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", text):
        layout, year = "2006-01-02T15:04:05Z07:00", '"2006"'
        what = f'parsing time "{text}" as "{layout}": cannot parse "{text}" as {year}'
        raise ApiError(13, what)


def check_initial_events(request: Request) -> None:
    """Raise ApiError for a watch that begins in a way that Kubernetes does not offer."""
    match = request.param("listOptions.resourceVersionMatch")
    begins = request.param("listOptions.sendInitialEvents") == "true"
    what = 'ListOptions.meta.k8s.io "" is invalid: '
    if begins and match != "NotOlderThan":
        rule = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
        raise ApiError(3, f"{what}resourceVersionMatch: Forbidden: {rule}")
    if match and not begins:
        rule = "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
        raise ApiError(3, f"{what}[resourceVersionMatch: Forbidden: {rule}]")


def bad_parameter(definition: Json, request: Request) -> str:
    """Return what is wrong with the form of the query, or the empty text."""
    parameters = definition.get("parameters", [])
    kinds = {each["name"]: each["schema"].get("type") for each in parameters}
    integers = {name for name, kind in kinds.items() if kind == "integer"}
    integers |= {each["name"] for each in parameters if each["schema"].get("format") == "int64"}
    if found := re.search(r"%(?![0-9A-Fa-f]{2}).{0,2}", request.target.partition("?")[2]):
        return f'invalid URL escape "{found[0]}"'
    for name, text in request.query:
        kind = kinds.get(name)
        if name in integers and not _NUMBER.fullmatch(text):
            return f'strconv.ParseInt: parsing "{text}": invalid syntax'
        if kind == "boolean" and text not in _BOOLEANS:
            return f'strconv.ParseBool: parsing "{text}": invalid syntax'
        if kind is None and any(other.startswith(f"{name}.") for other in kinds):
            what = "Time" if name.endswith("Time") else name[:1].upper() + name[1:]
            return f"field type *v1.{what} is not supported in query parameters"
    return ""


def selected(
    request: Request, value: Json, *, by_filter: bool = True, by_pattern: bool = False
) -> bool:
    """Tell whether an object is among those that the request asks for.

    Only workflows can be listed by a filter of the name, only workflow templates by a pattern.
    """
    fields = request.param("listOptions.fieldSelector")
    if by_filter and request.param("nameFilter") not in ("", "Exact"):
        fields = ",".join(part for part in _split(fields) if not part.startswith("metadata.name="))
    metadata = value.get("metadata", {})
    created = metadata.get("creationTimestamp") or ""
    finished = value.get("status", {}).get("finishedAt") or ""
    before = request.param("finishedBefore")
    return (
        label_matches(request.param("listOptions.labelSelector"), metadata.get("labels") or {})
        and field_matches(fields, value)
        and (not by_filter or _name_matches(request, metadata.get("name", "")))
        and (not by_pattern or request.param("namePattern") in metadata.get("name", ""))
        and created >= request.param("createdAfter")
        and (not before or "" < finished < before)
    )


def _write_token(offset: int) -> str:
    # Plus, slash and equals are what a client breaks when it parses or quotes a token wrongly.
    return base64.b64encode(json.dumps({"o": offset}).encode() + b"\xfb\xff\xfe\xff").decode()


def _read_token(token: str) -> int:
    try:
        return int(json.loads(base64.b64decode(token, validate=True)[:-4])["o"])
    except (ValueError, KeyError, TypeError):
        raise ApiError(3, "listOptions.continue must be int") from None


def page(items: list[Json], request: Request, *, with_continue: bool) -> tuple[list[Json], Json]:
    """Return the items of the asked page, and what the list's metadata tells of the others."""
    text = request.param("listOptions.limit") or "0"
    token = request.param("listOptions.continue")
    start = _read_token(token) if token else 0
    end = start + int(text) if int(text) > 0 else len(items)
    metadata: Json = {}
    if end < len(items) and with_continue:
        metadata["continue"] = _write_token(end)
    if "ext.showRemainingItemCount=true" in request.param("listOptions.fieldSelector"):
        metadata["remainingItemCount"] = max(len(items) - end, 0)
    return items[start:end], metadata


def clean(value: Any, fields: str) -> Any:
    """Keep the fields of a comma-separated list, or drop them where it begins with a minus."""
    if not fields:
        return value
    names = fields.removeprefix("-").split(",")
    return _clean(value, "", names, fields.startswith("-"))


def _clean(value: Any, path: str, names: list[str], drop: bool) -> Any:
    if isinstance(value, list):
        return [_clean(item, path, names, drop) for item in cast("Iterable[Any]", value)]
    if not isinstance(value, dict):
        return value
    kept: Json = {}
    for key, item in cast("Json", value).items():
        inner = f"{path}.{key}" if path else key
        if inner in names:
            if not drop:
                kept[key] = item
        elif drop or any(name.startswith(inner + ".") for name in names):
            kept[key] = _clean(item, inner, names, drop)
    return kept


def excludes_nodes(fields: str, prefix: str) -> bool:
    """Tell whether the fields leave out status.nodes of the object under the prefix."""
    probe: Any = {"status": {"nodes": 1}}
    for part in reversed([part for part in prefix.split(".") if part]):
        probe = {part: probe}
    return "nodes" not in json.dumps(clean(probe, fields))
