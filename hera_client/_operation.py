"""Operations as data, the requests they make and the answers they read. Nothing here does I/O."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Generic, Literal, Protocol, TypeVar, cast
from urllib.parse import quote

import hera_models

from ._errors import ConfigError

T_co = TypeVar("T_co", covariant=True)

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
    ``payload_wire`` its place in the body (empty where it is the whole body). ``response`` and
    ``item`` name models of :mod:`hera_models`, such as ``workflows.Workflow``.
    """

    id: str
    method: str
    path: str
    result: Literal["value", "pages", "watch", "logs", "bytes"]
    response: str = ""
    item: str = ""
    namespaced: Literal["", "path", "query"] = ""
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


@dataclass(frozen=True, slots=True)
class Request:
    """A request before it meets a server: the path is quoted, the query is not."""

    operation: Operation
    path: str
    query: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None

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
        ConfigError: an argument that the path needs is missing or empty.
        TypeError: an argument has a type that cannot be sent.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    payload = _plain(given.pop(operation.payload)) if operation.payload in given else None
    names = _names(operation, given, payload, default_namespace)
    return Request(
        operation,
        _path(operation, names),
        tuple(_query(operation, {**given, **names})),
        _content(operation, given, payload),
    )


def read_value(operation: Operation, content: bytes) -> Any:
    """Return what the body of an answer means, read as what servers send.

    Raises:
        ParseError, ValidationError: of ``hera_models``; the body is not what it should be.
    """
    model = model_of(operation.response)
    if model is None:
        return json.loads(content) if content.strip() else None
    if not content.strip():
        return model.from_dict({}, lenient=True)
    return with_kind(model.from_json(content, lenient=True))


def model_of(place: str) -> type[hera_models.Model] | None:
    """Return the model that a place such as ``workflows.Workflow`` names."""
    if not place:
        return None
    module, _, name = place.partition(".")
    return cast("type[hera_models.Model]", getattr(getattr(hera_models, module), name))


def with_kind(value: Any) -> Any:
    """Put the ``kind`` and ``apiVersion`` on an object, and a list's items, that servers leave out."""
    if isinstance(value, hera_models.Manifest):
        value.__pydantic_fields_set__.update(("api_version", "kind"))
        items = getattr(value, "items", None)
        if isinstance(items, list):
            for item in items:
                with_kind(item)
    return value


def _plain(payload: Any) -> Any:
    """Return what is sent for a model, plain data, or anything with ``to_dict``."""
    if hasattr(payload, "to_dict"):
        return payload.to_dict()
    return payload


def _names(
    operation: Operation, given: Mapping[str, Any], payload: Any, default_namespace: str
) -> dict[str, str]:
    """Return what the path (and for some the query) needs, by keyword."""
    metadata = _metadata(payload)
    names = {key: given.get(key, metadata.get(key)) for key in operation.path_names}
    if operation.namespaced:
        namespace = given.get("namespace")
        if namespace is None:
            namespace = metadata.get("namespace") or default_namespace
        names["namespace"] = namespace
    for key, value in names.items():
        if not isinstance(value, str):
            wanted = "text" if value is not None else "a value"
            raise ConfigError(f"{operation.id}: expected {wanted} for {key!r}, got {value!r}")
        # Argo reads an empty namespace as all of them, and an empty discriminator as none.
        if not value and key not in ("namespace", "discriminator"):
            raise ConfigError(f'{operation.id}: expected a non-empty value for {key!r}, got ""')
    return names


def _metadata(payload: Any) -> Mapping[str, Any]:
    if not isinstance(payload, dict):
        return {}
    metadata = cast("dict[str, Any]", payload).get("metadata")
    return cast("dict[str, Any]", metadata) if isinstance(metadata, dict) else {}


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


def _query(operation: Operation, given: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if operation.namespaced == "query" and given.get("namespace"):
        yield "namespace", given["namespace"]
    for name, (wire, kind) in operation.query.items():
        if name not in given:
            continue
        if kind == "list":
            values: Iterable[Any] = [given[name]] if isinstance(given[name], str) else given[name]
            yield from ((wire, _text(value)) for value in values)
        elif kind == "since":
            yield from _since(wire.removesuffix("sinceSeconds"), given[name])
        else:
            yield wire, _text(given[name])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    if isinstance(value, (str, int)):
        return str(value)
    raise TypeError(f"expected text, a number or a boolean in the query, got {value!r}")


def _since(prefix: str, value: Any) -> Iterable[tuple[str, str]]:
    """Write how long ago, or since when; the server reads whole seconds."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("expected a datetime with a time zone for 'since'")
        # In whole microseconds: a float of this size would lose some.
        elapsed = value - datetime(1970, 1, 1, tzinfo=timezone.utc)
        yield f"{prefix}sinceTime.seconds", str(elapsed.days * 86400 + elapsed.seconds)
        if elapsed.microseconds:
            yield f"{prefix}sinceTime.nanos", str(elapsed.microseconds * 1000)
    elif isinstance(value, timedelta):
        # Zero means "not given" to the server.
        yield f"{prefix}sinceSeconds", str(max(1, -(-value // timedelta(seconds=1))))
    else:
        raise TypeError(f"expected a timedelta or a datetime for 'since', got {value!r}")


def _content(operation: Operation, given: Mapping[str, Any], payload: Any) -> bytes | None:
    if not operation.has_body:
        return None
    if operation.payload and not operation.payload_wire:
        return _json(payload)
    body = {wire: _plain(given[name]) for name, wire in operation.body.items() if name in given}
    if operation.payload_wire and payload is not None:
        body[operation.payload_wire] = payload
    return _json(body)


def _json(value: Any) -> bytes:
    try:
        return json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), allow_nan=False
        ).encode()
    except (TypeError, ValueError) as error:
        raise TypeError(f"what is to be sent is no JSON: {error}") from None
