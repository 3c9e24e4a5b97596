"""Operations as data, the requests they make and the answers they read. Nothing here does I/O."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import IO, Any, Generic, Literal, Protocol, TypeVar, cast
from urllib.parse import quote

import hera_models

from ._errors import ConfigError
from ._times import rfc3339

T_co = TypeVar("T_co", covariant=True)

_KIND = frozenset({"api_version", "kind"})

QueryKind = Literal["text", "boolean", "integer", "list", "since"]


class Buildable(Protocol):
    """What builds a manifest, such as a workflow of the authoring API.

    At run time anything with ``to_dict`` will do; ``build`` is what tells checkers a builder from
    a model of the wrong kind.
    """

    def to_dict(self) -> Any:
        """Return the manifest as plain data."""
        ...

    def build(self) -> Any:
        """Return the manifest as a model."""
        ...


@dataclass(frozen=True, slots=True)
class Operation:
    """One endpoint of the Argo server.

    ``path_names`` and ``body`` map keywords to names on the wire; ``query`` maps them to the name
    and how the value is written. ``payload`` is the keyword of the object that is sent, and
    ``payload_wire`` its place in the body (empty where it is the whole body, and any JSON).
    ``response`` and ``item`` name models of :mod:`hera_models`, such as ``workflows.Workflow``.
    """

    id: str
    method: str
    path: str
    result: Literal["value", "pages", "watch", "logs", "bytes"]
    response: str = ""
    item: str = ""
    namespaced: Literal["", "path", "query", "body"] = ""
    path_names: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, tuple[str, QueryKind]] = field(
        default_factory=dict[str, "tuple[str, QueryKind]"]
    )
    body: Mapping[str, str] = field(default_factory=dict[str, str])
    has_body: bool = False
    payload: str = ""
    payload_wire: str = ""
    since: str = ""
    until: str = ""

    @property
    def idempotent(self) -> bool:
        """Whether sending the request twice does no more than sending it once."""
        return self.method == "GET"

    @property
    def keeps_alive(self) -> bool:
        """Whether the server breaks the silence of the stream while there is nothing to tell.

        Of Argo Events it sends not even the headers before the first message.
        """
        return not self.id.startswith(("EventSourceService_", "SensorService_"))


@dataclass(frozen=True, slots=True)
class Request:
    """A request before it meets a server: the path is quoted, the query is not.

    ``file`` is the name and the bytes of a file that is sent as the form field ``file``.
    """

    operation: Operation
    path: str
    query: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None
    file: tuple[str, IO[bytes]] | None = None

    @property
    def method(self) -> str:
        """The HTTP method."""
        return self.operation.method


@dataclass(frozen=True, slots=True)
class Response(Generic[T_co]):
    """An answer as it came, and what it means."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    parsed: T_co


def build_request(
    operation: Operation, arguments: Mapping[str, Any], default_namespace: str
) -> Request:
    """Return the request for a call.

    Args:
        operation: what is called.
        arguments: the call's arguments by keyword; None means not given.
        default_namespace: taken where neither an argument nor the payload's metadata names one.

    Raises:
        ConfigError: an argument is missing or empty where it must not be, or cannot be sent.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    payload = _payload(operation, given.pop(operation.payload, None))
    names = _names(operation, given, _metadata(operation, payload), default_namespace)
    given.update(names)
    return Request(
        operation,
        _path(operation, names),
        tuple(_query(operation, given)),
        _content(operation, given, payload),
    )


def model_of(place: str) -> type[hera_models.Model] | None:
    """Return the model that a place such as ``workflows.Workflow`` names."""
    if not place:
        return None
    module, _, name = place.partition(".")
    return cast("type[hera_models.Model]", getattr(getattr(hera_models, module), name))


def with_kind(value: Any) -> Any:
    """Put the ``kind`` and ``apiVersion`` on an object, and a list's items, that servers leave out."""
    if isinstance(value, hera_models.Manifest):
        given = value.__pydantic_fields_set__
        if not given >= _KIND:
            # The set may be shared with other models: it is never changed.
            object.__setattr__(value, "__pydantic_fields_set__", given | _KIND)
        # Asking a model for a field that it lacks would look for a near name before it failed.
        if "items" in type(value).__pydantic_fields__:
            items: list[Any] | None = cast("Any", value).items
            for item in items or ():
                with_kind(item)
    return value


def _payload(operation: Operation, given: Any) -> Any:
    """Return the object that is sent as plain data."""
    payload = _plain(given)
    if not operation.payload_wire:
        return payload
    model = model_of(operation.response)
    wanted = model.__pydantic_fields__["kind"].default if model is not None else "object"
    if not isinstance(payload, dict):
        raise _wrong(
            operation, operation.payload, f"a {wanted}, its plain data, or a builder", given
        )
    # A model that was read from plain data without its kind has it all the same.
    own = getattr(given, "kind", None) if isinstance(given, hera_models.Manifest) else None
    kind = own or cast("dict[str, Any]", payload).get("kind", wanted)
    if kind != wanted:
        raise _wrong(operation, operation.payload, f"the kind {wanted!r}", kind)
    return cast("Any", payload)


def _plain(value: Any) -> Any:
    """Return what is sent for a model, a mapping, or anything else with ``to_dict``."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    return dict(cast("Mapping[str, Any]", value)) if isinstance(value, Mapping) else value


def _metadata(operation: Operation, payload: Any) -> Mapping[str, Any]:
    """Return an object's metadata; an event's payload has none, whatever it looks like."""
    if not operation.payload_wire:
        return {}
    metadata = _plain(payload.get("metadata"))
    return cast("dict[str, Any]", metadata) if isinstance(metadata, dict) else {}


def _names(
    operation: Operation,
    given: Mapping[str, Any],
    metadata: Mapping[str, Any],
    default_namespace: str,
) -> dict[str, str]:
    """Return what the path (and for some the query or the body) needs, by keyword."""
    names = {key: given.get(key, metadata.get(key)) for key in operation.path_names}
    if operation.namespaced:
        namespace = given.get("namespace")
        if namespace is None:
            namespace = metadata.get("namespace") or default_namespace
        names["namespace"] = namespace
    for key, value in names.items():
        if not _is_text(value):
            raise _wrong(operation, key, "text" if value is not None else "a value", value)
        if not value and not _may_be_empty(operation, key):
            raise _wrong(operation, key, "a non-empty value", value)
    return names


def _is_text(value: object) -> bool:
    """Tell whether a value is text, and such as can be sent: a lone surrogate has no bytes."""
    return isinstance(value, str) and not any("\ud800" <= char <= "\udfff" for char in value)


def _may_be_empty(operation: Operation, key: str) -> bool:
    """Tell whether an empty name means something: all namespaces, or no discriminator.

    Elsewhere it would leave a gap in the path, which servers close, so that another path is meant.
    """
    if key != "namespace":
        return key == "discriminator"
    if operation.namespaced == "path":
        return operation.method == "GET" and operation.path.endswith("/{namespace}")
    return operation.namespaced == "query"


def _wrong(operation: Operation, key: str, expected: str, given: object) -> ConfigError:
    return ConfigError(f"{operation.id}: expected {expected} for {key!r}, got {given!r}")


def _path(operation: Operation, names: Mapping[str, str]) -> str:
    path = operation.path
    for key, wire in operation.path_names.items():
        path = path.replace("{" + wire + "}", _segment(names[key]))
    return path.replace("{namespace}", _segment(names.get("namespace", "")))


def _segment(text: str) -> str:
    """Return a text as one segment of a path, so that it arrives exactly."""
    quoted = quote(text, safe="")
    # Servers and proxies resolve a segment of dots, whatever it stands for.
    return quoted.replace(".", "%2E") if set(text) == {"."} else quoted


def _query(operation: Operation, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if operation.namespaced == "query" and given["namespace"]:
        yield "namespace", given["namespace"]
    for name, (wire, kind) in operation.query.items():
        if name not in given:
            continue
        value = given[name]
        if kind == "since":
            yield from _since(operation, name, wire.removesuffix("sinceSeconds"), value)
        elif kind == "list":
            if not isinstance(value, (list, tuple)):
                raise _wrong(operation, name, "a list of text", value)
            for item in cast("Sequence[Any]", value):
                yield wire, _text(operation, name, "text", item)
        else:
            yield wire, _text(operation, name, kind, value)


def _text(operation: Operation, name: str, kind: QueryKind, value: Any) -> str:
    if kind == "boolean" and isinstance(value, bool):
        return "true" if value else "false"
    if kind == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if kind == "text" and _is_text(value):
        return cast("str", value)
    expected = {"boolean": "True or False", "integer": "a whole number"}.get(kind, "text")
    raise _wrong(operation, name, expected, value)


def _since(operation: Operation, name: str, prefix: str, value: Any) -> Iterator[tuple[str, str]]:
    """Write how long ago, or since when; the server reads whole seconds."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        # What the server reads, though its document names only the two others.
        yield f"{prefix}sinceTime.Time", rfc3339(value)
        # In whole microseconds: a float of this size would lose some.
        elapsed = value - datetime(1970, 1, 1, tzinfo=timezone.utc)
        yield f"{prefix}sinceTime.seconds", str(elapsed.days * 86400 + elapsed.seconds)
        if elapsed.microseconds:
            yield f"{prefix}sinceTime.nanos", str(elapsed.microseconds * 1000)
    elif isinstance(value, timedelta) and value >= timedelta(0):
        # Zero means "not given" to the server.
        yield f"{prefix}sinceSeconds", str(max(1, -(-value // timedelta(seconds=1))))
    else:
        expected = "a timedelta that is not negative, or a datetime with a time zone,"
        raise _wrong(operation, name, expected, value)


def _content(operation: Operation, given: Mapping[str, Any], payload: Any) -> bytes | None:
    if not operation.has_body:
        return None
    if operation.payload and not operation.payload_wire:
        return _json(operation, payload)
    body = {wire: given[name] for name, wire in operation.body.items() if name in given}
    if operation.namespaced == "body":
        body["namespace"] = given["namespace"]
    if operation.payload_wire:
        body[operation.payload_wire] = _in_namespace(operation, payload, given.get("namespace"))
    return _json(operation, body)


def _in_namespace(operation: Operation, payload: dict[str, Any], namespace: Any) -> dict[str, Any]:
    """Return an object as one of the namespace asked; Kubernetes refuses it in another's path."""
    metadata = _metadata(operation, payload)
    if not operation.namespaced or metadata.get("namespace") in (None, "", namespace):
        return payload
    return {**payload, "metadata": {**metadata, "namespace": namespace}}


def _json(operation: Operation, value: Any) -> bytes:
    try:
        return json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_inner
        ).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise ConfigError(f"{operation.id}: what is to be sent is no JSON: {error}") from None


def _inner(value: Any) -> Any:
    """Return plain data for what lies within: a model among plain data, say."""
    plain = _plain(value)
    if plain is value:
        raise TypeError(f"expected a model or plain data, got {value!r}")
    return plain
