"""How the normal form reads as the model of an API."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hera_codegen.api import (
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
    Type,
    properties,
)
from hera_codegen.errors import DocumentError
from hera_codegen.read import read

SPECS = Path(__file__).resolve().parents[2] / "specs"
TAG = ("v1.0.0",)
THING = {"$ref": "#/components/schemas/a.Thing"}
NULL = {"type": "null"}


def document(**schemas: Any) -> dict[str, Any]:
    """Return a document whose definitions are ``a.Thing`` and those given."""
    named = {f"a.{name}": schema for name, schema in schemas.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Small", "version": TAG[0]},
        "paths": {},
        "components": {"schemas": {"a.Thing": {"type": "object"}, **named}},
    }


def field(schema: Any) -> Field:
    """Return how a property with a schema reads."""
    api = read(document(Holder={"type": "object", "properties": {"x": schema}}))
    return api.definitions["a.Holder"].fields[0]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, Scalar("string")),
        ({"type": "string", "format": "byte"}, Scalar("bytes")),
        ({"type": "string", "format": "binary"}, Scalar("binary")),
        ({"type": "string", "format": "date-time"}, Scalar("time")),
        ({"type": "string", "format": "int64"}, Scalar("int64_string")),
        ({"type": "string", "format": "uint64"}, Scalar("int64_string")),
        ({"type": "string", "format": "email"}, Scalar("string")),
        ({"type": "integer", "format": "int32"}, Scalar("integer")),
        ({"type": "number"}, Scalar("number")),
        ({"type": "boolean"}, Scalar("boolean")),
        ({}, Scalar("any")),
        ({"x-kubernetes-patch-strategy": "merge"}, Scalar("any")),
        ({"type": "object"}, Scalar("object")),
        ({"type": "object", "additionalProperties": False}, Scalar("object")),
        ({"type": "object", "additionalProperties": True}, MapOf(Scalar("any"))),
        ({"type": "object", "additionalProperties": {}}, MapOf(Scalar("any"))),
        ({"additionalProperties": {"type": "integer"}}, MapOf(Scalar("integer"))),
        ({"type": "object", "additionalProperties": THING}, MapOf(Ref("a.Thing"))),
        ({"type": "array", "items": {"type": "string"}}, ListOf(Scalar("string"))),
        (
            {"type": "array", "items": {"type": "array", "items": THING}},
            ListOf(ListOf(Ref("a.Thing"))),
        ),
        ({**THING, "x-kubernetes-patch-strategy": "merge"}, Ref("a.Thing")),
        ({"allOf": [THING]}, Ref("a.Thing")),
        ({"anyOf": [THING, {"type": "string"}]}, OneOf((Ref("a.Thing"), Scalar("string")))),
        ({"oneOf": [{"type": "integer"}, THING]}, OneOf((Scalar("integer"), Ref("a.Thing")))),
        (
            {"type": "string", "enum": ["b", "a"]},
            Enum((EnumValue("b", TAG), EnumValue("a", TAG))),
        ),
    ],
)
def test_types(schema: Any, expected: Type) -> None:
    assert field(schema) == Field("x", expected, releases=TAG)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"], "format": "date-time"}, Scalar("time")),
        ({"type": ["null", "array"], "items": THING}, ListOf(Ref("a.Thing"))),
        ({"anyOf": [THING, NULL]}, Ref("a.Thing")),
        ({"oneOf": [THING, NULL, {"type": "string"}]}, OneOf((Ref("a.Thing"), Scalar("string")))),
    ],
)
def test_null_makes_a_field_nullable(schema: Any, expected: Type) -> None:
    assert field(schema) == Field("x", expected, nullable=True, releases=TAG)


def test_required_fields() -> None:
    holder = {
        "type": "object",
        "required": ["b"],
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
    }
    a, b = read(document(Holder=holder)).definitions["a.Holder"].fields
    assert (a.required, a.required_in) == (False, ())
    assert (b.required, b.required_in) == (True, TAG)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "object"}, Definition("a.X", releases=TAG)),
        ({"type": "object", "properties": {}}, Definition("a.X", releases=TAG)),
        (
            {"properties": {"y": {"type": "string"}}},
            Definition("a.X", (Field("y", Scalar("string"), releases=TAG),), releases=TAG),
        ),
        ({}, Definition("a.X", target=Scalar("any"), releases=TAG)),
        (
            {"type": "object", "additionalProperties": THING},
            Definition("a.X", target=MapOf(Ref("a.Thing")), releases=TAG),
        ),
        ({"type": "number"}, Definition("a.X", target=Scalar("number"), releases=TAG)),
        (
            {"type": "array", "items": THING},
            Definition("a.X", target=ListOf(Ref("a.Thing")), releases=TAG),
        ),
        (
            {"type": "string", "enum": ["A"], "default": "A"},
            Definition("a.X", target=Enum((EnumValue("A", TAG),)), releases=TAG),
        ),
    ],
)
def test_definitions(schema: Any, expected: Definition) -> None:
    assert read(document(X=schema)).definitions["a.X"] == expected


def test_an_inline_object_becomes_a_definition() -> None:
    inner = {"type": "object", "properties": {"deep": {"properties": {"n": {"type": "integer"}}}}}
    holder = {"type": "object", "properties": {"list": {"type": "array", "items": inner}}}
    definitions = read(document(Holder=holder)).definitions
    assert definitions["a.Holder"].fields[0].type == ListOf(Ref("a.HolderList"))
    assert definitions["a.HolderList"].fields[0].type == Ref("a.HolderListDeep")
    assert definitions["a.HolderListDeep"].fields[0].type == Scalar("integer")
    assert list(definitions) == sorted(definitions)


def api_with(operation: dict[str, Any], method: str = "get") -> Api:
    whole = document()
    whole["paths"] = {"/things/{name}": {method: operation}}
    return read(whole)


def answer(schema: Any, media: str = "application/json") -> dict[str, Any]:
    return {"description": "Success.", "content": {media: {"schema": schema}}}


def operation(**changes: Any) -> dict[str, Any]:
    usual = {"operationId": "Things_Get", "tags": ["Things"], "responses": {"200": answer(THING)}}
    return usual | changes


def test_an_operation() -> None:
    parameters = [
        {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "limit", "in": "query", "schema": {"type": "string", "format": "int64"}},
        {"name": "run", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
        {"name": "kind", "in": "query", "schema": {"type": "string", "enum": ["A"]}},
    ]
    body = {"required": True, "content": {"application/json": {"schema": THING}}}
    responses = {"200": answer({"type": "array", "items": THING}), "default": answer({})}
    api = api_with(operation(parameters=parameters, requestBody=body, responses=responses), "put")
    assert api.operations == {
        "Things_Get": Operation(
            "Things_Get",
            "put",
            "/things/{name}",
            "Things",
            parameters=(
                Parameter("name", "path", Scalar("string"), required=True, releases=TAG),
                Parameter("limit", "query", Scalar("int64_string"), releases=TAG),
                Parameter("run", "query", Scalar("string"), multi=True, releases=TAG),
                Parameter("kind", "query", Enum((EnumValue("A", TAG),), tags=False), releases=TAG),
            ),
            body=Ref("a.Thing"),
            response=ListOf(Ref("a.Thing")),
            shape="unary",
            releases=TAG,
        )
    }


def test_streams_bytes_and_empty_answers() -> None:
    stream = operation(
        responses={"200": answer(THING, "text/event-stream")}, **{"x-argo-stream": True}
    )
    binary = operation(
        responses={
            "200": answer({"type": "string", "format": "binary"}, "application/octet-stream")
        },
        **{"x-argo-binary": True},
    )
    empty = operation(responses={"204": {"description": "Success."}})
    found = [api_with(item).operations["Things_Get"] for item in (stream, binary, empty)]
    assert [(item.shape, item.response) for item in found] == [
        ("stream", Ref("a.Thing")),
        ("binary", Scalar("binary")),
        ("unary", None),
    ]


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": "wrong"}, "expected one JSON type, found 'wrong'"),
        ({"type": ["string", "integer"]}, "type: expected one type and null, found ['string', "),
        ({"type": ["string", "integer", "null"]}, "type: expected one type and null, found"),
        ({"type": "array"}, "expected a member 'items', found none"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "items: expected one JSON type"),
        ({"$ref": "#/components/schemas/a.Nothing"}, "$ref: expected #/components/schemas/ and a"),
        ({"allOf": [THING, THING]}, "allOf: expected one schema, found 2"),
        ({"enum": [1]}, "enum/0: expected a text, found a number"),
        ({"properties": {}, "additionalProperties": THING}, "properties or additionalProperties"),
        ({"properties": {}, "required": ["b"]}, "requires 'b', which is not among its properties"),
        ([], "expected an object, found an array"),
        (None, "expected an object, found null"),
    ],
)
def test_what_it_cannot_read_is_an_error_that_names_the_place(schema: Any, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        field(schema)
    assert str(caught.value).startswith("components/schemas/a.Holder/properties/x")
    assert message in str(caught.value)


def test_an_inline_object_does_not_take_the_name_of_another() -> None:
    inner = {"properties": {"n": {"type": "integer"}}}
    holder = {"type": "object", "properties": {"list": inner}}
    with pytest.raises(DocumentError, match=r"'a\.HolderList', is taken"):
        read(document(Holder=holder, HolderList={"type": "object"}))


UNREADABLE: list[tuple[dict[str, Any], str]] = [
    ({"tags": []}, "tags: expected one service, found 0"),
    ({"responses": {"default": answer(THING)}}, "expected one successful response, found 0"),
    ({"parameters": [{"name": "a", "in": "header", "schema": {}}]}, "expected path or query"),
    ({"responses": {"200": {"content": {"a/b": {}, "c/d": {}}}}}, "expected one media type"),
    ({"x-argo-stream": "yes"}, "x-argo-stream: expected true or false, found a text"),
]


@pytest.mark.parametrize(("changes", "message"), UNREADABLE)
def test_an_operation_it_cannot_read_is_an_error(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        api_with(operation(**changes))
    assert str(caught.value).startswith("paths//things/{name}/get")
    assert message in str(caught.value)


def test_operations_have_names_of_their_own() -> None:
    whole = document()
    whole["paths"] = {"/a": {"get": operation()}, "/b": {"get": operation()}}
    with pytest.raises(DocumentError, match="paths//b/get: a second operation is called 'Things_G"):
        read(whole)
    whole["paths"] = {"/a": {"fetch": operation()}}
    with pytest.raises(DocumentError, match="paths//a/fetch: expected an HTTP method"):
        read(whole)


@pytest.fixture(
    scope="module", params=["v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2"]
)
def release(request: pytest.FixtureRequest) -> tuple[str, Any, Api]:
    tag = str(request.param)
    facts = json.loads((SPECS / f"{tag}.json").read_text("utf-8"))
    return tag, facts, read(facts)


FIGURES = {  # definitions, fields, operations
    "v3.4.18": (395, 1817, 69),
    "v3.5.15": (397, 1836, 69),
    "v3.6.19": (408, 1976, 69),
    "v3.7.18": (409, 1981, 69),
    "v4.0.10": (416, 2007, 73),
    "v4.1.2": (425, 2061, 73),
}


def test_a_release_reads_in_full(release: tuple[str, Any, Api]) -> None:
    tag, facts, api = release
    assert api.releases == (tag,)
    fields = [item for definition in api.definitions.values() for item in definition.fields]
    assert (len(api.definitions), len(fields), len(api.operations)) == FIGURES[tag]
    schemas = facts["components"]["schemas"].values()
    assert sum(item.required for item in fields) == sum(len(s.get("required", ())) for s in schemas)
    assert {item.releases for item in fields} == {(tag,)}
    assert {item.releases for item in api.definitions.values()} == {(tag,)}
    assert {item.releases for item in api.operations.values()} == {(tag,)}


def test_every_kind_of_type_of_a_release_is_read(release: tuple[str, Any, Api]) -> None:
    _, facts, api = release
    text = json.dumps(facts["components"]["schemas"])
    types = [
        type_
        for definition in api.definitions.values()
        for whole in (*(item.type for item in definition.fields), definition.target)
        for type_ in parts(whole)
    ]
    kinds = Counter(type(item).__name__ for item in types)
    scalars = Counter(item.name for item in types if isinstance(item, Scalar))
    assert kinds["Ref"] == text.count('"$ref"')
    assert kinds["Enum"] == text.count('"enum": [')
    assert kinds["ListOf"] == text.count('"type": "array"')
    assert kinds["MapOf"] == text.count('"additionalProperties"')
    assert scalars["bytes"] == text.count('"format": "byte"') > 0
    assert scalars["time"] == text.count('"format": "date-time"') == 2
    assert scalars["int64_string"] == text.count('"format": "uint64"') == 1
    assert scalars["integer"] == text.count('"type": "integer"') > 0
    assert scalars["boolean"] == text.count('"type": "boolean"') > 0


def test_the_model_shows_known_facts(release: tuple[str, Any, Api]) -> None:
    _, _, api = release
    template = properties(api.definitions["io.argoproj.workflow.v1alpha1.Template"])
    assert template["container"].type == Ref("io.k8s.api.core.v1.Container")
    assert template["nodeSelector"].type == MapOf(Scalar("string"))
    watch = api.operations["WorkflowService_WatchWorkflows"]
    assert watch.shape == "stream"
    assert watch.response == Ref("io.argoproj.workflow.v1alpha1.WorkflowWatchEvent")
    limit = next(item for item in watch.parameters if item.name == "listOptions.limit")
    assert limit == Parameter(
        "listOptions.limit", "query", Scalar("int64_string"), releases=api.releases
    )


def parts(type_: Type | None) -> Iterator[Type]:
    """Yield a type and all those inside it."""
    if type_ is None:
        return
    yield type_
    match type_:
        case ListOf(inner) | MapOf(inner):
            yield from parts(inner)
        case OneOf(options):
            for option in options:
                yield from parts(option)
        case _:
            pass
