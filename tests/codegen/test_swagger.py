"""The normal form holds every fact of Argo's document, none of its prose, and is OpenAPI 3.1."""

from __future__ import annotations

import copy
import functools
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from _shared import shared
from hera_codegen.errors import DocumentError
from hera_codegen.facts import Lock, locks
from hera_codegen.node import is_array, is_object
from hera_codegen.swagger import dumps, normalize
from openapi_spec_validator import OpenAPIV31SpecValidator

SPECS = Path(__file__).resolve().parents[2] / "specs"
TAGS = ("v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2")
PROSE = ("description", "title", "summary", "externalDocs", "example")
NEW = "#/components/schemas/"


@functools.cache
def upstream(tag: str) -> Any:
    return json.loads(shared("specs", f"{tag}.json").read_text("utf-8"))


@functools.cache
def committed(tag: str) -> Any:
    return json.loads((SPECS / f"{tag}.json").read_text("utf-8"))


@pytest.mark.parametrize("tag", TAGS)
def test_committed_facts_are_those_of_the_locked_document(tag: str) -> None:
    source = shared("specs", f"{tag}.json").read_bytes()
    assert locks(SPECS)[tag] == Lock(hashlib.sha256(source).hexdigest(), len(source))
    assert (SPECS / f"{tag}.json").read_text("utf-8") == dumps(normalize(json.loads(source), tag))


@pytest.mark.parametrize("tag", TAGS)
def test_openapi_tools_accept_the_document(tag: str) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(committed(tag)).iter_errors()] == []


def test_the_validator_does_find_errors() -> None:
    broken = copy.deepcopy(committed("v4.1.2"))
    broken["paths"]["/api/v1/version"]["get"]["responses"]["200"].pop("description")
    assert list(OpenAPIV31SpecValidator(broken).iter_errors()) != []


def schema_facts(schema: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield each fact of a schema, upstream's or ours, as its place and its value in JSON."""
    for key, value in schema.items():
        if key == "properties":
            for name, item in value.items():
                yield f"{place}.{name}", "is a property"
                yield from schema_facts(item, f"{place}.{name}")
        elif key in ("items", "additionalProperties"):
            yield from schema_facts(value, f"{place}[{key}]")
        elif key == "required":
            yield from ((f"{place}.{name}", "is required") for name in value)
        elif key == "$ref":
            yield place, "refers to " + value.rsplit("/", 1)[1]
        elif key not in PROSE:
            yield f"{place}#{key}", json.dumps(value, sort_keys=True)


@pytest.mark.parametrize("tag", TAGS)
def test_every_fact_of_the_definitions_survives(tag: str) -> None:
    old, new = upstream(tag)["definitions"], committed(tag)["components"]["schemas"]
    assert set(new) == set(old)
    before = {fact for name in old for fact in schema_facts(old[name], name)}
    after = {fact for name in new for fact in schema_facts(new[name], name)}
    assert after == before
    assert len(before) > 4000


def old_operation(document: Any, operation: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the facts of an operation in the upstream document."""
    yield "id", operation["operationId"], tuple(operation["tags"])
    parameters = operation.get("parameters", [])
    for item in (item for item in parameters if item["in"] == "body"):
        yield "body", item["required"], item["schema"]["$ref"].rsplit("/", 1)[1]
        yield from (("accepts", media) for media in document["consumes"])
    for order, item in enumerate(item for item in parameters if item["in"] != "body"):
        kept = {key: item[key] for key in item if key in ("type", "format", "enum", "default")}
        if "items" in item:
            kept["items"] = item["items"]
        multi = item.get("collectionFormat") == "multi"
        facts = json.dumps(kept, sort_keys=True)
        yield "parameter", order, item["name"], item["in"], item.get("required"), multi, facts
    for code, response in operation["responses"].items():
        schema = response["schema"]
        if "properties" in schema:
            result, error = (schema["properties"][key]["$ref"] for key in ("result", "error"))
            yield "stream", code, result.rsplit("/", 1)[1], error.rsplit("/", 1)[1]
        elif schema.get("format") == "binary":
            yield "binary", code
        else:
            yield "response", code, schema["$ref"].rsplit("/", 1)[1], *document["produces"]


def new_operation(operation: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the facts of an operation in the normal form."""
    yield "id", operation["operationId"], tuple(operation["tags"])
    for order, item in enumerate(operation.get("parameters", [])):
        multi = item.get("style") == "form" and item.get("explode") is True
        facts = json.dumps(item["schema"], sort_keys=True)
        yield "parameter", order, item["name"], item["in"], item.get("required"), multi, facts
    if body := operation.get("requestBody"):
        for media, content in body["content"].items():
            yield "body", body["required"], content["schema"]["$ref"].removeprefix(NEW)
            yield "accepts", media
    for code, response in operation["responses"].items():
        for media, content in response["content"].items():
            schema = content["schema"]
            if media == "text/event-stream" and operation["x-argo-stream"]:
                error = operation["x-argo-stream-error"]["$ref"].removeprefix(NEW)
                yield "stream", code, schema["$ref"].removeprefix(NEW), error
            elif media == "application/octet-stream" and operation["x-argo-binary"]:
                assert schema == {"type": "string", "format": "binary"}
                yield "binary", code
            else:
                yield "response", code, schema["$ref"].removeprefix(NEW), media


@pytest.mark.parametrize(("tag", "count"), list(zip(TAGS, (69, 69, 69, 69, 73, 73), strict=True)))
def test_every_fact_of_the_operations_survives(tag: str, count: int) -> None:
    old, new = upstream(tag), committed(tag)
    before = {
        (path, method): sorted(old_operation(old, item), key=repr)
        for path, methods in old["paths"].items()
        for method, item in methods.items()
    }
    after = {
        (path, method): sorted(new_operation(item), key=repr)
        for path, methods in new["paths"].items()
        for method, item in methods.items()
    }
    assert after == before
    assert len(before) == count
    kinds = [fact[0] for facts in after.values() for fact in facts]
    assert kinds.count("stream") == 8
    assert kinds.count("binary") == 5


@pytest.mark.parametrize("tag", TAGS)
def test_address_and_security_survive(tag: str) -> None:
    old, new = upstream(tag), committed(tag)
    assert new["openapi"] == "3.1.0"
    assert new["info"] == {"title": "Argo Workflows API", "version": tag}
    assert [item["url"] for item in new["servers"]] == [
        f"{scheme}://{old['host']}" for scheme in old["schemes"]
    ]
    assert new["security"] == old["security"]
    assert new["components"]["securitySchemes"] == {
        name: {key: value for key, value in scheme.items() if key != "description"}
        for name, scheme in old["securityDefinitions"].items()
    }


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a document, keys included, with the key it stands under."""
    if isinstance(value, str):
        yield key, value
    elif is_array(value):
        for item in value:
            yield from texts(item, key)
    elif is_object(value):
        for name, item in value.items():
            yield "", name
            yield from texts(item, name)


@pytest.mark.parametrize("tag", TAGS)
def test_no_prose_remains(tag: str) -> None:
    found = list(texts(committed(tag)))
    assert [text for _, text in found if len(text.split()) > 3] == []
    prose = {(key, text) for key, text in found if key in PROSE}
    assert prose == {
        ("title", "Argo Workflows API"),
        ("description", "Success."),
        ("description", "Failure."),
    }
    assert len(found) > 10_000


@pytest.mark.parametrize("tag", TAGS)
def test_the_text_is_sorted_and_the_input_untouched(tag: str) -> None:
    source = copy.deepcopy(upstream(tag))
    text = dumps(normalize(source, tag))
    assert source == upstream(tag)
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"


def small(**changes: Any) -> dict[str, Any]:
    """Return a small swagger document with one operation, as changed."""
    document: dict[str, Any] = {
        "swagger": "2.0",
        "info": {"title": "Small", "version": "VERSION"},
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {"/things": {"get": operation()}},
        "definitions": {"Thing": {"type": "object", "description": "Some thing."}},
    }
    return document | changes


def operation(*parameters: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": "It is so.", "schema": {"$ref": "#/definitions/Thing"}}
    return {
        "operationId": "Things_List",
        "tags": ["Things"],
        "parameters": list(parameters),
        "responses": {"200": answer},
    }


def test_a_property_may_be_called_like_a_keyword() -> None:
    names = ("description", "title", "required", "enum", "default", "format", "$ref", "items")
    thing = {"type": "object", "properties": {name: {"type": "string"} for name in names}}
    normal = normalize(small(definitions={"Thing": thing}), "v1.0.0")
    assert normal["components"]["schemas"]["Thing"] == thing


def test_required_is_sorted_and_enums_keep_their_order() -> None:
    thing = {
        "type": "object",
        "required": ["b", "a"],
        "properties": {"a": {"type": "string", "enum": ["z", "y"]}, "b": {"type": "string"}},
    }
    normal = normalize(small(definitions={"Thing": thing}), "v1.0.0")["components"]["schemas"]
    assert normal["Thing"]["required"] == ["a", "b"]
    assert normal["Thing"]["properties"]["a"]["enum"] == ["z", "y"]


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        (
            {"type": "object", "discriminator": "kind"},
            "definitions/Thing/discriminator: the normal form has no place for this key",
        ),
        (
            {"type": "array", "items": {"type": "integer", "exclusiveMinimum": True}},
            "definitions/Thing/items/exclusiveMinimum: the normal form has no place",
        ),
        (
            {"type": "object", "properties": {"a": {"$ref": "other.json#/Thing"}}},
            "definitions/Thing/properties/a/$ref: expected #/definitions/…, found 'other.json#",
        ),
        (
            {"type": "object", "properties": {"a": {"$ref": "#/definitions/Nothing"}}},
            "components/schemas/Thing/properties/a/$ref: the document defines no 'Nothing'",
        ),
        ({"type": "object", "properties": []}, "Thing/properties: expected an object, found an ar"),
        ({"type": "object", "required": "a"}, "Thing/required: expected an array, found a text"),
        ({"type": "object", "required": [1]}, "required/0: expected a text, found a number"),
        ("object", "definitions/Thing: expected an object, found a text"),
    ],
)
def test_what_it_cannot_carry_over_in_a_definition_is_an_error(
    definition: Any, message: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        normalize(small(definitions={"Thing": definition}), "v1.0.0")
    assert message in str(caught.value)


BODY = {"in": "body", "name": "body", "schema": {"$ref": "#/definitions/Thing"}}


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ([{"in": "formData", "name": "a", "type": "string"}], "in: expected path, query or body"),
        ([{"in": "header", "name": "a", "type": "string"}], "in: expected path, query or body"),
        ([{"in": "query", "name": "a", "type": "array"}], "expected a member 'collectionFormat'"),
        (
            [{"in": "query", "name": "a", "type": "array", "collectionFormat": "csv"}],
            "expected multi in a query, found 'csv' in the query",
        ),
        ([{"in": "query", "name": "a", "type": "string", "allowEmptyValue": True}], "no place for"),
        ([{"in": "query", "type": "string"}], "expected a member 'name', found none"),
        ([BODY, BODY], "parameters/1: expected one body, found a second"),
    ],
)
def test_what_it_cannot_carry_over_in_a_parameter_is_an_error(
    parameters: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        normalize(small(paths={"/things": {"get": operation(*parameters)}}), "v1.0.0")
    assert "paths//things/get/parameters/" in str(caught.value)
    assert message in str(caught.value)


UNKNOWN_KEYS: list[tuple[dict[str, Any], str]] = [
    ({"parameters": {}}, "parameters"),
    ({"paths": {"/things": {"parameters": []}}}, "paths//things/parameters"),
    ({"definitions": {"a b": {}}}, "definitions/a b"),
    ({"paths": {"/a": {"get": operation() | {"schemes": ["ws"]}}}}, "paths//a/get/schemes"),
]


@pytest.mark.parametrize(("changes", "place"), UNKNOWN_KEYS)
def test_other_unknown_keys_are_errors(changes: dict[str, Any], place: str) -> None:
    with pytest.raises(DocumentError, match=f"^{place}: "):
        normalize(small(**changes), "v1.0.0")


def test_an_operation_may_have_its_own_media_types() -> None:
    own = operation(BODY | {"required": True}) | {"consumes": ["a/b"], "produces": ["c/d"]}
    normal = normalize(small(paths={"/things": {"post": own}}), "v1.0.0")
    post = normal["paths"]["/things"]["post"]
    assert set(post["requestBody"]["content"]) == {"a/b"}
    assert set(post["responses"]["200"]["content"]) == {"c/d"}
