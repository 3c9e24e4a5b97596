"""What programs pass to a service's methods, as the client's operations take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any, cast

from hera.exceptions import HeraException
from hera_client._operation import Operation, QueryKind
from hera_client._times import time_text

from .._core.flat import lower

Arguments = dict[str, Any]


def prepared(
    operation: Operation, given: Mapping[str, Any], req: Any, also: Mapping[str, Any] | None
) -> tuple[Operation, Arguments]:
    """Return the operation to call, and its arguments.

    Args:
        operation: what is called.
        given: the arguments by the client's keywords; None means not given.
        req: the body: a model, or its plain data.
        also: parameters of the query, by their names on the wire, that the client leaves out.
    """
    arguments = {name: _plain(operation, name, value) for name, value in given.items()}
    if operation.has_body:
        operation, arguments = _with_body(operation, arguments, lower(req))
    for wire, value in (also or {}).items():
        if value is not None:
            kind: QueryKind = "list" if isinstance(value, (list, tuple)) else "text"
            operation = replace(operation, query={**operation.query, wire: (wire, kind)})
            arguments[wire] = value
    return operation, arguments


def _plain(operation: Operation, name: str, value: Any) -> Any:
    """Return an argument as the client takes it: numbers may be given as text, times as such."""
    _, kind = operation.query.get(name, ("", ""))
    if kind == "integer" and isinstance(value, str) and value.isdecimal():
        return int(value)
    if isinstance(value, datetime) and kind == "text":
        return time_text(operation, name, value)
    return value


def _with_body(
    operation: Operation, arguments: Arguments, body: Any
) -> tuple[Operation, Arguments]:
    """Add the body as it was given: whatever it holds beside the object goes along."""
    if operation.payload and not operation.payload_wire:
        return operation, {**arguments, operation.payload: body}
    if not isinstance(body, dict):
        raise HeraException(
            f"{operation.id}: expected a model or its plain data for 'req', got {body!r}"
        )
    given = cast("dict[str, Any]", body)
    rest = {key: value for key, value in given.items() if key != operation.payload_wire}
    arguments = {**rest, **{name: value for name, value in arguments.items() if value is not None}}
    if operation.payload:
        arguments[operation.payload] = given.get(operation.payload_wire)
    return replace(operation, body={key: key for key in rest}), arguments


def since(
    since_seconds: int | str | None, seconds: int | str | None, nanos: int | str | None
) -> timedelta | datetime | None:
    """Return since when lines of a log are wanted, as the client takes it.

    Args:
        since_seconds: how long ago, in seconds; it goes before the others.
        seconds: the moment, in seconds since 1970.
        nanos: what comes on top of ``seconds``, in nanoseconds.
    """
    if since_seconds is not None:
        return timedelta(seconds=int(since_seconds))
    if seconds is None:
        return None
    moment = datetime.fromtimestamp(int(seconds), timezone.utc)
    return moment + timedelta(microseconds=int(nanos or 0) // 1000)


def refuse(method: str, given: Mapping[str, Any]) -> None:
    """Refuse parameters that the server would ignore, where that would do harm.

    Raises:
        HeraException: one of them is given.
    """
    names = [name for name, value in given.items() if value]
    if names:
        raise HeraException(
            f"{method}: the server ignores {' and '.join(names)} and deletes all the same;"
            " leave it out, or look at the object before"
        )
