"""The client's view of an API: services with verbs, verbs with keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from .api import (
    Api,
    Definition,
    Field,
    ListOf,
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
    properties,
)
from .client_tables import ClientNames, ServiceName
from .errors import CodegenError
from .naming import python_name

# How a keyword's value is written into the query.
QueryKind = Literal["text", "boolean", "integer", "list", "since"]
# What a verb gives back: one value, pages of a list, a watch, a log, bytes.
Result = Literal["value", "pages", "watch", "logs", "bytes"]
# Where the namespace goes, for operations within one.
Namespaced = Literal["", "path", "query", "body"]


@dataclass(frozen=True, slots=True)
class Keyword:
    """An argument of a verb: where it goes on the wire, and what type it has."""

    name: str
    wire: str
    place: Literal["path", "query", "body"]
    type: Type
    kind: QueryKind = "text"
    releases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verb:
    """One operation as a method of its service.

    ``positional`` are the path's parts that must be named; ``payload`` the object or value that
    makes up the body, or the part of it that matters; ``item`` what pages and streams are made of;
    ``listed_by`` is the verb that lists what a watch tells of.
    """

    operation: Operation
    name: str
    result: Result
    response: Type
    item: Type | None = None
    payload: Keyword | None = None
    positional: tuple[Keyword, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    namespaced: Namespaced = ""
    listed_by: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service of the API as an attribute of the client."""

    name: str
    attribute: str
    helpers: str
    verbs: tuple[Verb, ...] = field(default_factory=tuple)


def services(api: Api, names: ClientNames) -> tuple[Service, ...]:
    """Return the services of an API, with all that the client calls them.

    Raises:
        CodegenError: two operations of a service, or two arguments of a verb, get one name.
    """
    by_service: dict[str, list[Operation]] = {}
    for operation in api.operations.values():
        by_service.setdefault(operation.service, []).append(operation)
    return tuple(
        _service(api, names, name, operations) for name, operations in sorted(by_service.items())
    )


def unmatched(api: Api, names: ClientNames) -> Iterator[str]:
    """Yield a line for each entry of the names that matches nothing in an API."""
    known = {item.service for item in api.operations.values()}
    queries = {item.name for each in api.operations.values() for item in each.parameters}
    fields = {item.name for each in api.definitions.values() for item in each.fields}
    for wire in names.docs.keywords:
        if wire not in queries | fields:
            yield f"client_docs.toml: no parameter or field {wire}"
    for operation in names.docs.verbs:
        if operation not in api.operations:
            yield f"client_docs.toml: no operation {operation}"
    for service in names.services:
        if service.name not in known:
            yield f"{service.where}: no service {service.name}"
    for verb in names.verbs:
        if verb.operation not in api.operations:
            yield f"{verb.where}: no operation {verb.operation}"
    for keyword in names.keywords:
        for query in keyword.query:
            if query not in queries:
                yield f"{keyword.where}: no parameter {query}"


def _service(api: Api, names: ClientNames, name: str, operations: list[Operation]) -> Service:
    said = names.service(name) or ServiceName("", name, _attribute(name), _noun(name))
    verbs = sorted(
        (_verb(api, names, said, operation) for operation in operations),
        key=lambda verb: verb.name,
    )
    for one, other in pairwise(verbs):
        if one.name == other.name:
            raise CodegenError(
                f"{one.operation.id} and {other.operation.id} would both be "
                f"{said.attribute}.{one.name}; name one in client.toml"
            )
    lists = {verb.item: verb.name for verb in verbs if verb.result == "pages"}
    told = (replace(verb, listed_by=lists.get(_watched(api, verb), "")) for verb in verbs)
    return Service(name, said.attribute, said.helpers, tuple(told))


def _watched(api: Api, verb: Verb) -> Type | None:
    """Return what a watch's events are about."""
    if verb.result != "watch" or not isinstance(verb.item, Ref):
        return None
    event = properties(api.definitions[verb.item.name])
    return event["object"].type if "object" in event else None


def _noun(service: str) -> str:
    return service.removesuffix("Service")


def _attribute(service: str) -> str:
    return python_name(_noun(service) + "s")


def _verb(api: Api, names: ClientNames, said: ServiceName, operation: Operation) -> Verb:
    name = names.verb(operation.id) or _verb_name(operation.id, said.noun)
    keywords = list(_query(names, operation)) + list(_body(api, operation))
    payload = _payload(api, operation)
    positional = [
        Keyword(python_name(item.name), item.name, "path", item.type)
        for item in operation.parameters
        if item.location == "path" and item.name != "namespace"
    ]
    if payload is not None and any(item.name == "name" for item in positional):
        # The object's own name, unless another is given.
        keywords.insert(0, next(item for item in positional if item.name == "name"))
        positional = [item for item in positional if item.name != "name"]
    response = operation.response or Scalar("any")
    result, item = _result(api, operation, response)
    taken = {keyword.name for keyword in keywords}
    if result == "watch" and "name" not in taken and "field_selector" in taken:
        keywords.insert(0, Keyword("name", "", "query", Scalar("string"), "text"))
    namespaced = _namespaced(operation, keywords)
    keywords = [keyword for keyword in keywords if keyword.name != "namespace"]
    _check_names(operation, [*positional, *keywords])
    return Verb(
        operation,
        name,
        result,
        response,
        item,
        payload,
        tuple(positional),
        tuple(keywords),
        namespaced,
    )


def _namespaced(operation: Operation, keywords: list[Keyword]) -> Namespaced:
    for parameter in operation.parameters:
        if parameter.name == "namespace":
            return parameter.location
    in_body = any(item.name == "namespace" and item.place == "body" for item in keywords)
    return "body" if in_body else ""


def _verb_name(operation: str, noun: str) -> str:
    name = operation.rpartition("_")[2]
    if noun:
        shorter = re.sub(rf"{noun}s?(?![a-z])", "", name, count=1)
        name = shorter or name
    # A method may be called like a built-in type, unlike a field.
    return python_name(name).removesuffix("_")


def _query(names: ClientNames, operation: Operation) -> Iterator[Keyword]:
    for parameter in operation.parameters:
        if parameter.location != "query":
            continue
        said = names.keyword(parameter.name)
        if said is not None and not said.keyword:
            continue
        name = said.keyword if said else python_name(_last_parts(parameter.name))
        kind: QueryKind = "since" if said and said.kind == "since" else _kind(parameter)
        type_ = Scalar("time") if said and said.kind == "time" else parameter.type
        yield Keyword(name, parameter.name, "query", type_, kind, parameter.releases)


def _last_parts(wire: str) -> str:
    """Return a dotted parameter's name without the options object that it is in."""
    first, dot, rest = wire.partition(".")
    return rest.replace(".", "_") if dot and first.endswith("Options") else wire.replace(".", "_")


def _kind(parameter: Parameter) -> QueryKind:
    if parameter.multi:
        return "list"
    match parameter.type:
        case Scalar("boolean"):
            return "boolean"
        case Scalar("integer" | "int64_string"):
            return "integer"
        case _:
            return "text"


def _wrapper(api: Api, operation: Operation) -> Definition | None:
    """Return the definition of a body that wraps what is sent, if the body is one."""
    if not isinstance(operation.body, Ref):
        return None
    definition = api.definitions[operation.body.name]
    return definition if definition.target is None else None


def _payload(api: Api, operation: Operation) -> Keyword | None:
    if operation.body is None:
        return None
    wrapper = _wrapper(api, operation)
    if wrapper is None:
        return Keyword("payload", "", "body", operation.body)
    for item in wrapper.fields:
        if _is_manifest(api, item.type):
            return Keyword(item.python, item.name, "body", item.type)
    return None


def _is_manifest(api: Api, type_: Type) -> bool:
    return isinstance(type_, Ref) and bool(api.definitions[type_.name].kind)


def _body(api: Api, operation: Operation) -> Iterator[Keyword]:
    wrapper = _wrapper(api, operation)
    if wrapper is None:
        return
    in_path = {item.name for item in operation.parameters if item.location == "path"}
    for item in wrapper.fields:
        if item.name not in in_path and not _is_manifest(api, item.type):
            yield Keyword(item.python, item.name, "body", item.type, releases=item.releases)


def _result(api: Api, operation: Operation, response: Type) -> tuple[Result, Type | None]:
    if operation.shape == "binary":
        return "bytes", None
    queries = {item.name.rpartition(".")[2] for item in operation.parameters}
    if operation.shape == "stream":
        return ("logs" if "follow" in queries else "watch"), response
    items = _items(api, response)
    if items is not None and "continue" in queries and _has_metadata(api, response):
        return "pages", items
    return "value", None


def _items(api: Api, response: Type) -> Type | None:
    if not isinstance(response, Ref):
        return None
    items: Field | None = properties(api.definitions[response.name]).get("items")
    return items.type.item if items and isinstance(items.type, ListOf) else None


def _has_metadata(api: Api, response: Type) -> bool:
    """Tell whether a list can say where its next page begins."""
    return isinstance(response, Ref) and "metadata" in properties(api.definitions[response.name])


def _check_names(operation: Operation, keywords: list[Keyword]) -> None:
    seen: dict[str, str] = {}
    for keyword in keywords:
        other = seen.setdefault(keyword.name, keyword.wire)
        if other != keyword.wire:
            raise CodegenError(
                f"{operation.id}: {other} and {keyword.wire} would both be the keyword "
                f"{keyword.name}; name one in client.toml"
            )
