"""What the templates of the client show: services and verbs, all text ready."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .api import Api, Definition, Enum, Ref, Scalar, Type, references
from .client_model import Keyword, Service, Verb
from .client_tables import ClientDocs
from .naming import python_name
from .python_types import Types, quoted

_NO_DOCS = ClientDocs()
_NAME = "the object's name"
_QUERY_TYPES = {
    "text": "str",
    "boolean": "bool",
    "integer": "int",
    "list": "List[str]",
    "since": "timedelta | datetime",
}


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """An argument of a method: ``default`` is empty where it must be given.

    ``time`` tells whether a ``datetime`` is written as text before it is passed on.
    """

    name: str
    type: str
    default: str
    doc: str
    time: bool = False


@dataclass(frozen=True, slots=True)
class VerbView:
    """A method, and the operation object it calls."""

    name: str
    constant: str
    operation: Sequence[tuple[str, str]]
    positional: tuple[ArgumentView, ...]
    keywords: tuple[ArgumentView, ...]
    result: str
    returns: str
    item: str
    id: str
    route: str
    summary: str
    availability: str
    listed_by: str

    @property
    def arguments(self) -> tuple[ArgumentView, ...]:
        """Return all arguments in their order."""
        return self.positional + self.keywords


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A module of one service."""

    attribute: str
    name: str
    helpers: str
    title: str
    verbs: tuple[VerbView, ...]
    models: tuple[tuple[str, str], ...]


def service_view(api: Api, service: Service, docs: ClientDocs = _NO_DOCS) -> ServiceView:
    """Return the view of a service."""
    types = Types(api, local=_local_names(api, service))
    return ServiceView(
        attribute=service.attribute,
        name="".join(part.capitalize() for part in service.attribute.split("_")),
        helpers=service.helpers,
        title=service.name,
        verbs=tuple(_verb_view(api, types, verb, docs) for verb in service.verbs),
        models=tuple(sorted(_models(api, types, service))),
    )


def _mentioned(api: Api, service: Service) -> set[str]:
    """Return the definitions that a service's methods mention, aliases resolved."""
    types = Types(api)
    found: set[str] = set()
    for verb in service.verbs:
        mentioned: list[Type] = [verb.response, *(item.type for item in verb.keywords)]
        mentioned += [verb.item] if verb.item else []
        mentioned += [verb.payload.type] if verb.payload else []
        for type_ in mentioned:
            found.update(references(types.resolve(type_)))
    return found


def _local_names(api: Api, service: Service) -> dict[str, str]:
    """Return what the module calls each model: with its package in front where names clash."""
    names: dict[str, str] = {}
    for name in sorted(_mentioned(api, service)):
        definition = api.definitions[name]
        taken = definition.python in names.values() or definition.python in ("Any", "List")
        names[name] = (
            f"{definition.module.capitalize()}{definition.python}" if taken else definition.python
        )
    return names


def _models(api: Api, types: Types, service: Service) -> Iterator[tuple[str, str]]:
    """Yield for each model the module it is imported from, and how."""
    for name in _mentioned(api, service):
        definition = api.definitions[name]
        local = types.local[name]
        renamed = f" as {local}" if local != definition.python else ""
        yield definition.module, definition.python + renamed


def _verb_view(api: Api, types: Types, verb: Verb, docs: ClientDocs) -> VerbView:
    operation = verb.operation
    positional = [_argument(types, item, docs, required=True) for item in verb.positional]
    if verb.payload is not None:
        positional.append(_payload(api, types, verb.payload))
    keywords = [_argument(types, item, docs, required=False) for item in verb.keywords]
    if verb.namespaced:
        doc = "the namespace; the client's where not given"
        if verb.payload is not None and verb.payload.wire:
            doc = "the namespace; the object's own or the client's where not given"
        elif verb.namespaced == "query" or verb.result in ("pages", "watch"):
            doc += ", all where empty"
        keywords.insert(0, ArgumentView("namespace", "str | None", "None", doc))
    response = types.resolve(verb.response)
    return VerbView(
        name=verb.name,
        constant=verb.name.upper(),
        operation=tuple(_operation(api, types, verb)),
        positional=tuple(positional),
        keywords=tuple(keywords),
        result=verb.result,
        returns=types.attribute(response),
        item=types.attribute(types.resolve(verb.item)) if verb.item else "",
        id=operation.id,
        summary=docs.verbs.get(operation.id, ""),
        route=f"{operation.method.upper()} {operation.path}",
        availability=_availability(api, operation.releases),
        listed_by=f"operations.{verb.listed_by.upper()}" if verb.listed_by else "None",
    )


def _argument(types: Types, keyword: Keyword, docs: ClientDocs, *, required: bool) -> ArgumentView:
    resolved = types.resolve(keyword.type)
    text = types.argument(resolved).replace("list[", "List[").replace(" | Tag", "")
    time = keyword.place == "query" and resolved == Scalar("time")
    if keyword.place == "query" and not isinstance(resolved, Enum) and not time:
        text = _QUERY_TYPES[keyword.kind]
    since = _availability(types.api, keyword.releases) if keyword.releases else ""
    doc = docs.keywords.get(keyword.wire, f"``{keyword.wire}``" if keyword.wire else _NAME)
    if time:
        doc += ", a datetime with a time zone or RFC 3339 text"
    return ArgumentView(
        keyword.name,
        text if required else f"{text} | None",
        "" if required else "None",
        f"{doc}; {since}" if since else doc,
        time,
    )


def _payload(api: Api, types: Types, payload: Keyword) -> ArgumentView:
    resolved = types.resolve(payload.type)
    if isinstance(resolved, Ref):
        text = f"{types.attribute(resolved)} | Mapping[str, Any] | Buildable"
        return ArgumentView(payload.name, text, "", "the object: a model, plain data, or a builder")
    return ArgumentView(payload.name, "Any", "", "any JSON value")


def _operation(api: Api, types: Types, verb: Verb) -> Iterator[tuple[str, str]]:
    operation = verb.operation
    yield "id", quoted(operation.id)
    yield "method", quoted(operation.method.upper())
    yield "path", quoted(operation.path)
    yield "result", quoted(verb.result)
    response = types.resolve(verb.response)
    if isinstance(response, Ref):
        yield "response", quoted(_place(api.definitions[response.name]))
    item = types.resolve(verb.item) if verb.item else None
    if isinstance(item, Ref):
        yield "item", quoted(_place(api.definitions[item.name]))
    if verb.namespaced:
        yield "namespaced", quoted(verb.namespaced)
    in_path = [
        item
        for item in operation.parameters
        if item.location == "path" and item.name != "namespace"
    ]
    if in_path:
        yield "path_names", _table((python_name(item.name), quoted(item.name)) for item in in_path)
    query = [item for item in verb.keywords if item.place == "query" and item.wire]
    if query:
        yield (
            "query",
            _table((item.name, f"({quoted(item.wire)}, {quoted(item.kind)})") for item in query),
        )
    body = [item for item in verb.keywords if item.place == "body"]
    if body:
        yield "body", _table((item.name, quoted(item.wire)) for item in body)
    if operation.body is not None:
        yield "has_body", "True"
    if verb.payload is not None:
        yield "payload", quoted(verb.payload.name)
        if verb.payload.wire:
            yield "payload_wire", quoted(verb.payload.wire)
    if operation.releases[0] != api.releases[0]:
        yield "since", quoted(operation.releases[0])
    if operation.releases[-1] != api.releases[-1]:
        yield "until", quoted(operation.releases[-1])


def _place(definition: Definition) -> str:
    return f"{definition.module}.{definition.python}"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return "{" + ", ".join(f"{quoted(key)}: {value}" for key, value in rows) + "}"


def _availability(api: Api, releases: Sequence[str]) -> str:
    if set(api.releases) <= set(releases):
        return ""
    since = f"since {releases[0]}" if releases[0] != api.releases[0] else ""
    until = f"until {releases[-1]}" if releases[-1] != api.releases[-1] else ""
    return " ".join(part for part in (since, until) if part)
