"""What changes for users between two releases of an API: two ``Api`` in, one ``Report`` out.

A change is *breaking* when a manifest or a request that the older release takes may be refused, or
lose its meaning, in the newer one: something was removed, has another type, or is newly required.
The rest is *additive*. A new name for a definition is neither: names of definitions appear in no
manifest and no request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypeVar

from .api import (
    Api,
    Definition,
    Field,
    ListOf,
    Operation,
    Parameter,
    Scalar,
    Type,
    describe,
    properties,
    references,
)
from .diff_renames import rename, renamed_definitions, renamed_operations, wire_route
from .diff_types import compare_objects, same, values, without_values

Subject: TypeAlias = Literal["definition", "field", "operation", "parameter", "body", "response"]
Kind: TypeAlias = Literal["added", "removed", "retyped", "required", "optional", "enum", "route"]
Note: TypeAlias = Literal["required", "superset", "response_only", "unused"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        breaking: Whether what worked before may fail now.
        subject: What changed.
        change: How it changed. ``required`` and ``optional`` are what it became; ``enum`` means
            other allowed values; ``route`` means another method or path.
        owner: The whole name of the definition, or the id of the operation.
        name: The field (``spec``) or the parameter (``query:name``); empty for the rest.
        old: The type, route or list of values before; empty for what was added. Definitions have
            the names that the newer release gives them.
        new: The same in the newer release; empty for what was removed.
        gained: Values that were added to an enum, or fields that only the new type has.
        lost: Values that an enum no longer has, or fields that only the old type had.
        notes: ``required``: what was added must be given. ``superset``: the new type takes all
            that the old one took. ``response_only``: responses hold the definition, and no
            request does. ``unused``: no operation uses the definition.
    """

    breaking: bool
    subject: Subject
    change: Kind
    owner: str
    name: str = ""
    old: str = ""
    new: str = ""
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Rename:
    """A definition (by its whole name) or an operation (by its id) under a new name."""

    subject: Literal["definition", "operation"]
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Report:
    """All differences from release ``old`` to release ``new``.

    ``definitions`` and ``operations`` hold the name or id of all that either release has, renamed
    ones by their new name only: whoever shows the report can tell which short names are unique.
    """

    old: str
    new: str
    renames: tuple[Rename, ...]
    changes: tuple[Change, ...]
    definitions: frozenset[str]
    operations: frozenset[str]

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The breaking changes."""
        return tuple(change for change in self.changes if change.breaking)

    @property
    def additive(self) -> tuple[Change, ...]:
        """The changes that break nothing."""
        return tuple(change for change in self.changes if not change.breaking)


def compare(old: Api, new: Api) -> Report:
    """Compare two releases as their documents state them.

    Args:
        old: The release that users have.
        new: The release that they consider. It may be the older of the two: the report then tells
            what a downgrade loses.
    """
    definitions = renamed_definitions(old, new)
    operations = renamed_operations(old, new)
    renamed = rename(old, definitions, operations)
    comparison = _Comparison(renamed, new)
    return Report(
        old.releases[-1],
        new.releases[-1],
        tuple(
            [Rename("definition", *item) for item in sorted(definitions.items())]
            + [Rename("operation", *item) for item in sorted(operations.items())]
        ),
        (*comparison.definitions(), *comparison.operations()),
        frozenset(renamed.definitions) | frozenset(new.definitions),
        frozenset(renamed.operations) | frozenset(new.operations),
    )


class _Comparison:
    """Two releases in one vocabulary, and what users can send in either of them."""

    def __init__(self, old: Api, new: Api) -> None:
        self._old = old
        self._new = new
        self._sent = _sent_by_users(old) | _sent_by_users(new)
        self._used = self._sent | _used(old) | _used(new)

    def definitions(self) -> Iterator[Change]:
        for name, old, new in _matched(self._old.definitions, self._new.definitions):
            for change in self._definition(name, old, new):
                yield replace(change, notes=(*change.notes, *self._role(name)))

    def operations(self) -> Iterator[Change]:
        for id_, old, new in _matched(self._old.operations, self._new.operations):
            if old is None or new is None:
                route = _route(old or new)
                yield _presence("operation", id_, "", *((route, "") if old else ("", route)))
            else:
                yield from self._operation(id_, old, new)

    def _role(self, name: str) -> tuple[Note, ...]:
        if name in self._sent:
            return ()
        return ("response_only",) if name in self._used else ("unused",)

    def _definition(
        self, name: str, old: Definition | None, new: Definition | None
    ) -> Iterator[Change]:
        if old is None or new is None:
            yield _presence("definition", name, "", _kind_of(old), _kind_of(new))
            return
        was, now = old.target or Scalar("object"), new.target or Scalar("object")
        yield from self._type("definition", name, "", was, now)
        if old.target is None and new.target is None:
            for field, before, after in _matched(properties(old), properties(new)):
                yield from self._field(name, field, before, after)

    def _field(
        self, owner: str, name: str, old: Field | None, new: Field | None
    ) -> Iterator[Change]:
        if old is None or new is None:
            demanded = new is not None and new.required
            yield _presence("field", owner, name, _field_type(old), _field_type(new), demanded)
            return
        yield from self._type("field", owner, name, old.type, new.type)
        if old.nullable != new.nullable and same(old.type, new.type):
            types = _field_type(old), _field_type(new)
            yield Change(not new.nullable, "field", "retyped", owner, name, *types)
        if old.required != new.required:
            yield _demand("field", owner, name, new.required)

    def _operation(self, id_: str, old: Operation, new: Operation) -> Iterator[Change]:
        if wire_route(old) != wire_route(new):
            yield Change(True, "operation", "route", id_, "", _route(old), _route(new))
        for name, before, after in _matched(_parameters(old), _parameters(new)):
            yield from self._parameter(id_, name, before, after)
        yield from self._body(id_, old.body, new.body)
        yield from self._response(id_, old, new)

    def _parameter(
        self, id_: str, name: str, old: Parameter | None, new: Parameter | None
    ) -> Iterator[Change]:
        if old is None or new is None:
            types = _parameter_type(old), _parameter_type(new)
            demanded = new is not None and new.required
            yield _presence("parameter", id_, name, *types, demanded)
            return
        yield from self._type("parameter", id_, name, old.type, new.type)
        if old.multi != new.multi and same(old.type, new.type):
            types = _parameter_type(old), _parameter_type(new)
            yield Change(not new.multi, "parameter", "retyped", id_, name, *types)
        if old.required != new.required:
            yield _demand("parameter", id_, name, new.required)

    def _body(self, id_: str, old: Type | None, new: Type | None) -> Iterator[Change]:
        if old is not None and new is not None:
            yield from self._type("body", id_, "", old, new)
        elif old is not None or new is not None:
            # A new body is a demand: no operation of Argo's takes one that may be left out.
            yield _presence("body", id_, "", _text(old), _text(new), new is not None)

    def _response(self, id_: str, old: Operation, new: Operation) -> Iterator[Change]:
        was, now = old.response, new.response
        if was is None or now is None:
            if was is not None or now is not None:
                yield _presence("response", id_, "", _answer(old), _answer(new))
        elif old.shape != new.shape:
            yield Change(True, "response", "retyped", id_, "", _answer(old), _answer(new))
        else:
            yield from self._type("response", id_, "", was, now)

    def _type(
        self, subject: Subject, owner: str, name: str, old: Type, new: Type
    ) -> Iterator[Change]:
        """Yield the change of a type, if any: of its allowed values alone, or of more."""
        if same(old, new):
            return
        if without_values(old) == without_values(new):
            yield _enum(subject, owner, name, old, new)
            return
        objects = compare_objects(old, new, self._old.definitions, self._new.definitions)
        yield Change(
            True,
            subject,
            "retyped",
            owner,
            name,
            describe(old),
            describe(new),
            objects.gained,
            objects.lost,
            ("superset",) if objects.superset else (),
        )


def _sent_by_users(api: Api) -> frozenset[str]:
    """Return the definitions that a request's body can hold, or a part of a body.

    The ``status`` of an object is left out: Kubernetes' convention is that users write the
    ``spec``, and the server the ``status``.
    """
    return _reachable(api, (item.body for item in api.operations.values()), skip_status=True)


def _used(api: Api) -> frozenset[str]:
    bodies = [item.body for item in api.operations.values()]
    responses = [item.response for item in api.operations.values()]
    return _reachable(api, bodies + responses, skip_status=False)


def _reachable(api: Api, roots: Iterable[Type | None], *, skip_status: bool) -> frozenset[str]:
    found: set[str] = set()
    waiting = [name for root in roots if root is not None for name in references(root)]
    while waiting:
        name = waiting.pop()
        if name in found or name not in api.definitions:
            continue
        found.add(name)
        definition = api.definitions[name]
        waiting.extend(references(definition.target) if definition.target else ())
        fields = properties(definition)
        kubernetes = {"metadata", "spec", "status"} <= fields.keys()
        for field in definition.fields:
            if not (skip_status and kubernetes and field.name == "status"):
                waiting.extend(references(field.type))
    return frozenset(found)


def _matched(
    old: Mapping[str, _T], new: Mapping[str, _T]
) -> Iterator[tuple[str, _T | None, _T | None]]:
    for name in sorted(old.keys() | new.keys()):
        yield name, old.get(name), new.get(name)


def _presence(
    subject: Subject, owner: str, name: str, old: str, new: str, demanded: bool = False
) -> Change:
    """Return the change of something that only one release has; that one's text is not empty."""
    if new:
        notes: tuple[Note, ...] = ("required",) if demanded else ()
        return Change(demanded, subject, "added", owner, name, "", new, notes=notes)
    return Change(True, subject, "removed", owner, name, old)


def _demand(subject: Subject, owner: str, name: str, required: bool) -> Change:
    return Change(required, subject, "required" if required else "optional", owner, name)


def _enum(subject: Subject, owner: str, name: str, old: Type, new: Type) -> Change:
    types = describe(old), describe(new)
    was, now = values(old), values(new)
    if was is None or now is None:  # from any text to a closed list, or back
        return Change(was is None, subject, "enum", owner, name, *types)
    gained = tuple(value for value in now if value not in was)
    lost = tuple(value for value in was if value not in now)
    # White space around a value is a slip of the document: no value is lost with it.
    breaking = not {value.strip() for value in was} <= {value.strip() for value in now}
    return Change(breaking, subject, "enum", owner, name, *types, gained, lost)


def _text(type_: Type | None) -> str:
    return "" if type_ is None else describe(type_)


def _kind_of(definition: Definition | None) -> str:
    if definition is None:
        return ""
    return describe(definition.target or Scalar("object"))


def _field_type(field: Field | None) -> str:
    if field is None:
        return ""
    return describe(field.type) + (" | null" if field.nullable else "")


def _parameters(operation: Operation) -> dict[str, Parameter]:
    return {f"{item.location}:{item.name}": item for item in operation.parameters}


def _parameter_type(parameter: Parameter | None) -> str:
    if parameter is None:
        return ""
    return describe(ListOf(parameter.type) if parameter.multi else parameter.type)


def _route(operation: Operation | None) -> str:
    return "" if operation is None else f"{operation.method.upper()} {operation.path}"


def _answer(operation: Operation) -> str:
    text = _text(operation.response)
    return text if operation.shape == "unary" or not text else f"{operation.shape} of {text}"
