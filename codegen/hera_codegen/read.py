"""A release's facts in normal form (OpenAPI 3.1) into the model of its API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from .api import (
    Api,
    Definition,
    Enum,
    EnumValue,
    Field,
    ListOf,
    MapOf,
    OneOf,
    Operation,
    Parameter,
    Ref,
    Scalar,
    ScalarName,
    Type,
)
from .node import Node, is_array

_REF = "#/components/schemas/"
_METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
_TEXT_FORMATS: Mapping[str, ScalarName] = MappingProxyType(
    {
        "byte": "bytes",
        "binary": "binary",
        "date-time": "time",
        "int64": "int64_string",
        "uint64": "int64_string",
    }
)


def read(document: Mapping[str, Any]) -> Api:
    """Return the API of one release from its document in normal form.

    Args:
        document: The OpenAPI 3.1 document, as ``json.loads`` returns it.

    Returns:
        The model, with the document's ``info.version`` as its only release.

    Raises:
        DocumentError: The document holds something the model has no place for.
    """
    root = Node(dict(document))
    tag = root.need("info").need("version").text()
    reader = _Reader(tag, root.need("components").need("schemas").members())
    operations = {item.id: item for item in reader.operations(root.need("paths"))}
    return Api((tag,), MappingProxyType(reader.definitions()), MappingProxyType(operations))


class _Reader:
    """Reads one document; collects the definitions that inline objects call for."""

    def __init__(self, tag: str, schemas: dict[str, Node]) -> None:
        self._releases = (tag,)
        self._schemas = schemas
        self._inline: dict[str, Definition] = {}

    def definitions(self) -> dict[str, Definition]:
        """Return all definitions, the inline objects of everything read so far among them."""
        named = {name: self._definition(name, node) for name, node in self._schemas.items()}
        return dict(sorted({**named, **self._inline}.items()))

    def operations(self, paths: Node) -> Iterator[Operation]:
        """Yield the operations in the order of their paths."""
        seen: set[str] = set()
        for path, item in paths.members().items():
            for method, node in item.members().items():
                if method not in _METHODS:
                    raise node.error("expected an HTTP method")
                operation = self._operation(path, method, node)
                if operation.id in seen:
                    raise node.error(f"a second operation is called {operation.id!r}")
                seen.add(operation.id)
                yield operation

    def _definition(self, name: str, node: Node) -> Definition:
        if _is_object(node):
            return Definition(name, self._fields(name, node), releases=self._releases)
        return Definition(name, target=self._type(node, name), releases=self._releases)

    def _fields(self, parent: str, node: Node) -> tuple[Field, ...]:
        properties = node.get("properties")
        members = properties.members() if properties else {}
        required = node.get("required")
        demanded = required.texts() if required else []
        for name in demanded:
            if name not in members:
                raise node.error(f"requires {name!r}, which is not among its properties")
        return tuple(
            self._field(parent, name, item, name in demanded) for name, item in members.items()
        )

    def _field(self, parent: str, name: str, node: Node, required: bool) -> Field:
        node, nullable = _without_null(node)
        return Field(
            name,
            self._type(node, parent + name[:1].upper() + name[1:]),
            required=required,
            nullable=nullable,
            releases=self._releases,
            required_in=self._releases if required else (),
        )

    def _type(self, node: Node, name: str) -> Type:
        """Return the type of a schema; ``name`` is for the definition of an inline object."""
        members = node.members()
        if "$ref" in members:
            return self._reference(members["$ref"])
        if "allOf" in members:
            parts = members["allOf"].elements()
            if len(parts) != 1:
                raise members["allOf"].error(f"expected one schema, found {len(parts)}")
            return self._type(parts[0], name)
        for key in ("anyOf", "oneOf"):
            if key in members:
                options = members[key].elements()
                if len(options) == 1:
                    return self._type(options[0], name)
                return OneOf(tuple(self._type(item, name) for item in options))
        if "enum" in members:
            return self._enum(members["enum"])
        return self._plain(node, name)

    def _reference(self, node: Node) -> Ref:
        name = node.text().removeprefix(_REF)
        if name not in self._schemas:
            raise node.error(f"expected {_REF} and a definition's name, found {node.value!r}")
        return Ref(name)

    def _enum(self, node: Node) -> Enum:
        return Enum(tuple(EnumValue(value, self._releases) for value in node.texts()))

    def _plain(self, node: Node, name: str) -> Type:
        kind = node.get("type")
        format_ = node.get("format")
        match kind.value if kind else None:
            case None if node.get("properties") is None and _maps_to(node) is None:
                return Scalar("any")
            case "array":
                return ListOf(self._type(node.need("items"), name))
            case None | "object":
                return self._object(node, name)
            case "string":
                return Scalar(_TEXT_FORMATS.get(format_.text() if format_ else "", "string"))
            case "integer":
                return Scalar("integer")
            case "number":
                return Scalar("number")
            case "boolean":
                return Scalar("boolean")
            case other:
                raise node.error(f"expected one JSON type, found {other!r}")

    def _object(self, node: Node, name: str) -> Type:
        value = _maps_to(node)
        if value is not None:
            return MapOf(Scalar("any") if value.value is True else self._type(value, name))
        if node.get("properties") is None:
            return Scalar("object")
        if name in self._schemas or name in self._inline:
            raise node.error(f"the name for this inline object, {name!r}, is taken")
        self._inline[name] = Definition(name, releases=self._releases)  # the name is taken
        fields = self._fields(name, node)
        self._inline[name] = Definition(name, fields, releases=self._releases)
        return Ref(name)

    def _operation(self, path: str, method: str, node: Node) -> Operation:
        id_ = node.need("operationId").text()
        parameters = node.get("parameters")
        return Operation(
            id_,
            method,
            path,
            service=_service(node),
            parameters=tuple(
                self._parameter(item) for item in (parameters.elements() if parameters else [])
            ),
            body=self._content(node.get("requestBody"), f"{id_}Request"),
            response=self._success(node.need("responses"), f"{id_}Response"),
            shape=_shape(node),
            releases=self._releases,
        )

    def _parameter(self, node: Node) -> Parameter:
        name, schema = node.need("name").text(), node.need("schema")
        required = node.get("required")
        type_ = self._type(schema, name)
        if isinstance(type_, Enum):
            type_ = Enum(type_.values, tags=False)  # Argo fills tags in manifests, not in requests
        return Parameter(
            name,
            _location(node.need("in")),
            type_.item if isinstance(type_, ListOf) else type_,
            required=required.flag() if required else False,
            multi=isinstance(type_, ListOf),
            releases=self._releases,
        )

    def _success(self, responses: Node, name: str) -> Type | None:
        answers = [item for code, item in responses.members().items() if code.startswith("2")]
        if len(answers) != 1:
            raise responses.error(f"expected one successful response, found {len(answers)}")
        return self._content(answers[0], name)

    def _content(self, node: Node | None, name: str) -> Type | None:
        content = node.get("content") if node else None
        if content is None:
            return None
        media = list(content.members().values())
        if len(media) != 1:
            raise content.error(f"expected one media type, found {len(media)}")
        schema = media[0].get("schema")
        return None if schema is None else self._type(schema, name)


def _is_object(node: Node) -> bool:
    """Whether a definition is an object with fields, be it with none."""
    members = node.members()
    if any(key in members for key in ("$ref", "allOf", "anyOf", "oneOf", "enum")):
        return False
    return _maps_to(node) is None and (
        "properties" in members or ("type" in members and members["type"].value == "object")
    )


def _maps_to(node: Node) -> Node | None:
    """Return the schema of a map's values, or None where the object is no map."""
    value = node.get("additionalProperties")
    if value is None or value.value is False:
        return None
    if node.get("properties") is not None:
        raise value.error("expected properties or additionalProperties, found both")
    return value


def _without_null(node: Node) -> tuple[Node, bool]:
    """Take the null out of a property's type; tell whether there was one."""
    members = node.members()
    kind = members.get("type")
    if kind is not None and is_array(kind.value):
        rest = [item for item in kind.texts() if item != "null"]
        if len(rest) != 1 or len(rest) == len(kind.value):
            raise kind.error(f"expected one type and null, found {kind.value!r}")
        return Node({**node.value, "type": rest[0]}, node.place), True
    for key in ("anyOf", "oneOf"):
        if key in members and {"type": "null"} in members[key].value:
            rest = [
                item.value for item in members[key].elements() if item.value != {"type": "null"}
            ]
            return Node({**node.value, key: rest}, node.place), True
    return node, False


def _service(node: Node) -> str:
    tags = node.need("tags").texts()
    if len(tags) != 1:
        raise node.need("tags").error(f"expected one service, found {len(tags)}")
    return tags[0]


def _shape(node: Node) -> Literal["unary", "stream", "binary"]:
    members = node.members()
    if "x-argo-stream" in members and members["x-argo-stream"].flag():
        return "stream"
    if "x-argo-binary" in members and members["x-argo-binary"].flag():
        return "binary"
    return "unary"


def _location(node: Node) -> Literal["path", "query"]:
    match node.text():
        case "path":
            return "path"
        case "query":
            return "query"
        case other:
            raise node.error(f"expected path or query, found {other!r}")
