"""Argo's swagger 2.0 document into the normal form: OpenAPI 3.1 that keeps facts and drops prose.

A key that is neither known here nor an extension (``x-…``) is an error that names its place, so
that no fact of a later release is lost in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from .errors import DocumentError
from .node import Node, is_array, is_object

_PROSE = {"description", "title", "summary", "externalDocs", "example"}
_METHODS = {"get", "put", "post", "delete", "options", "head", "patch"}
_TOP = {
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "security",
    "securityDefinitions",
    "tags",  # upstream lists none; the operations name theirs
}
_OPERATION = {
    "operationId",
    "tags",
    "parameters",
    "responses",
    "consumes",
    "produces",
    "deprecated",
    "security",
}
# What JSON Schema has meanwhile and swagger 2.0 wrote alike.
_SCHEMA_AS_IS = {
    "type",
    "format",
    "enum",
    "default",
    "pattern",
    "minimum",
    "maximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "readOnly",
}
_PARAMETER = {"name", "in", "required", "collectionFormat", "items"}
_COMPONENT = re.compile(r"[A-Za-z0-9._-]+")
_OLD_REF = "#/definitions/"
_NEW_REF = "#/components/schemas/"
_STREAM = "text/event-stream"
_BYTES = "application/octet-stream"
# OpenAPI demands a description of every response; these stand in for all of upstream's.
_SUCCESS = "Success."
_FAILURE = "Failure."


def normalize(document: Mapping[str, Any], tag: str) -> dict[str, Any]:
    """Return the normal form of Argo's swagger 2.0 document.

    Args:
        document: The upstream document, as ``json.loads`` returns it.
        tag: The release it belongs to; becomes ``info.version``, for which upstream holds the
            literal text ``VERSION``.

    Raises:
        DocumentError: The document holds something for which the normal form has no place.
    """
    root = Node(dict(document))
    _only(root, _TOP)
    definitions = root.need("definitions").members()
    normal: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": root.need("info").need("title").text(), "version": tag},
        "servers": _servers(root),
        "paths": _paths(root),
        "components": {
            "schemas": {_component(node, name): _schema(node) for name, node in definitions.items()}
        },
    }
    if security := root.get("security"):
        normal["security"] = security.value
    if schemes := root.get("securityDefinitions"):
        normal["components"]["securitySchemes"] = {
            name: _without_prose(node) for name, node in schemes.members().items()
        }
    _check_references(Node(normal))
    return normal


def dumps(normal: Mapping[str, Any]) -> str:
    """Return a document in normal form as text: sorted, one member a line, newline at the end."""
    return json.dumps(normal, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _only(node: Node, known: set[str]) -> None:
    for key, member in node.members().items():
        if key not in known and not key.startswith("x-"):
            raise member.error("the normal form has no place for this key; teach swagger.py to it")


def _component(node: Node, name: str) -> str:
    if not _COMPONENT.fullmatch(name):
        raise node.error("OpenAPI allows only letters, digits, '.', '_' and '-' in such a name")
    return name


def _servers(root: Node) -> list[dict[str, str]]:
    host, base = root.get("host"), root.get("basePath")
    if host is None:
        return [{"url": base.text() if base else "/"}]
    suffix = host.text() + (base.text().rstrip("/") if base else "")
    return [{"url": f"{scheme}://{suffix}"} for scheme in root.need("schemes").texts()]


def _paths(root: Node) -> dict[str, Any]:
    defaults = {key: root.need(key).texts() for key in ("consumes", "produces")}
    paths: dict[str, Any] = {}
    for path, item in root.need("paths").members().items():
        _only(item, _METHODS)
        paths[path] = {
            method: _operation(node, defaults) for method, node in item.members().items()
        }
    return paths


def _operation(node: Node, defaults: Mapping[str, list[str]]) -> dict[str, Any]:
    _only(node, _OPERATION | _PROSE)
    members = node.members()
    media = {
        key: members[key].texts() if key in members else defaults[key]
        for key in ("consumes", "produces")
    }
    operation = {
        key: member.value
        for key, member in members.items()
        if key in {"operationId", "tags", "deprecated", "security"} or key.startswith("x-")
    }
    parameters = members["parameters"].elements() if "parameters" in members else []
    bodies = [item for item in parameters if item.need("in").text() == "body"]
    if len(bodies) > 1:
        raise bodies[1].error("expected one body, found a second")
    if others := [_parameter(item) for item in parameters if item not in bodies]:
        operation["parameters"] = others
    if bodies:
        operation["requestBody"] = _body(bodies[0], media["consumes"])
    operation["responses"] = responses = {}
    for code, item in node.need("responses").members().items():
        responses[code], marks = _response(item, code, media["produces"])
        operation |= marks
    return operation


def _parameter(node: Node) -> dict[str, Any]:
    _only(node, _PARAMETER | _SCHEMA_AS_IS | _PROSE)
    members = node.members()
    location = node.need("in").text()
    if location not in {"path", "query"}:
        raise members["in"].error(f"expected path, query or body, found {location!r}")
    parameter: dict[str, Any] = {
        "name": node.need("name").text(),
        "in": location,
        "schema": {
            key: _keyword(key, member)
            for key, member in members.items()
            if key == "items" or key in _SCHEMA_AS_IS
        },
        **{key: member.value for key, member in members.items() if key.startswith("x-")},
    }
    if "required" in members:
        parameter["required"] = members["required"].flag()
    if parameter["schema"].get("type") == "array":
        style = node.need("collectionFormat")
        if style.text() != "multi" or location != "query":
            raise style.error(f"expected multi in a query, found {style.value!r} in the {location}")
        parameter |= {"style": "form", "explode": True}
    return parameter


def _body(node: Node, consumes: list[str]) -> dict[str, Any]:
    _only(node, {"name", "in", "required", "schema"} | _PROSE)
    schema = _schema(node.need("schema"))
    body: dict[str, Any] = {"content": {media: {"schema": schema} for media in consumes}}
    if required := node.get("required"):
        body["required"] = required.flag()
    return body


def _response(node: Node, code: str, produces: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a response, and the marks that its operation gets for a stream or for bytes."""
    _only(node, {"schema"} | _PROSE)
    response: dict[str, Any] = {"description": _SUCCESS if code.startswith("2") else _FAILURE}
    upstream = node.get("schema")
    if upstream is None:
        return response, {}
    schema, media, marks = _schema(upstream), produces, {}
    parts = schema.get("properties", {})
    if set(parts) == {"result", "error"}:
        # The gateway's frames: each holds either the result or the error that ends the stream.
        marks = {"x-argo-stream": True, "x-argo-stream-error": parts["error"]}
        schema, media = parts["result"], [_STREAM]
    elif schema == {"type": "string", "format": "binary"}:
        marks = {"x-argo-binary": True}
        media = [_BYTES]
    response["content"] = {name: {"schema": schema} for name in media}
    return response, marks


def _schema(node: Node) -> dict[str, Any]:
    return {
        key: _keyword(key, member) for key, member in node.members().items() if key not in _PROSE
    }


def _keyword(key: str, member: Node) -> Any:
    match key:
        case "$ref":
            if not member.text().startswith(_OLD_REF):
                raise member.error(f"expected {_OLD_REF}…, found {member.value!r}")
            return _NEW_REF + member.text().removeprefix(_OLD_REF)
        case "properties":
            return {name: _schema(item) for name, item in member.members().items()}
        case "additionalProperties" if isinstance(member.value, bool):
            return member.value
        case "items" | "additionalProperties":
            return _schema(member)
        case "allOf":
            return [_schema(item) for item in member.elements()]
        case "required":
            return sorted(member.texts())
        case _ if key in _SCHEMA_AS_IS or key.startswith("x-"):
            return member.value
        case _:
            raise member.error("the normal form has no place for this key; teach swagger.py to it")


def _without_prose(node: Node) -> dict[str, Any]:
    return {key: member.value for key, member in node.members().items() if key not in _PROSE}


def _check_references(root: Node) -> None:
    known = root.value["components"]["schemas"]
    pending = [root]
    while pending:
        node = pending.pop()
        if is_array(node.value):
            pending += node.elements()
        elif is_object(node.value):
            pending += node.members().values()
        elif isinstance(node.value, str) and node.value.startswith(_NEW_REF):
            name = node.value.removeprefix(_NEW_REF)
            if name not in known:
                raise DocumentError(f"{node.place}: the document defines no {name!r}")
