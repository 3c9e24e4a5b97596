"""Where an override applies: patterns, and the places of an API that they match."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .api import Api, ListOf, MapOf, Type

_PATTERN = re.compile(r"(?P<path>[A-Za-z0-9_.*\-]+)(?P<steps>(\[\]|\{\})*)")


@dataclass(frozen=True, slots=True)
class Site:
    """A place in an API: a definition, a field of one, or a parameter of an operation.

    ``owner`` is the definition's whole name or the operation's id, ``member`` the name of the field
    or parameter, empty for the definition itself.
    """

    owner: str
    member: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The places that an override names.

    ``path`` is ``DEFINITION``, ``DEFINITION.FIELD`` or ``OPERATION.PARAMETER``; ``*`` stands for
    any text without a dot. ``steps`` lead into the type there: ``[]`` to a list's items, ``{}`` to
    a map's values.
    """

    path: str
    steps: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.path + "".join(self.steps)


def parse_pattern(text: str) -> Pattern | None:
    """Return the pattern that a text denotes, or None where it denotes none."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    return Pattern(match["path"], tuple(re.findall(r"\[\]|\{\}", match["steps"])))


class Sites:
    """All places of an API, findable by pattern. A definition goes by its former names as well."""

    def __init__(self, api: Api) -> None:
        self._sites: dict[str, Site] = {}
        for definition in api.definitions.values():
            members = [field.name for field in definition.fields]
            for name in (definition.name, *definition.former):
                self._add(definition.name, name, members)
        for operation in api.operations.values():
            self._add(operation.id, operation.id, [item.name for item in operation.parameters])

    def find(self, pattern: Pattern) -> Sequence[Site]:
        """Return the places that a pattern matches; its steps are the caller's to follow."""
        if "*" not in pattern.path:
            site = self._sites.get(pattern.path)
            return [] if site is None else [site]
        wanted = re.compile(re.escape(pattern.path).replace(r"\*", "[^.]*"))
        found = {site: None for path, site in self._sites.items() if wanted.fullmatch(path)}
        return list(found)

    def nearest(self, pattern: Pattern) -> str | None:
        """Return the path that most resembles a pattern's."""
        close = difflib.get_close_matches(pattern.path, self._sites, n=1, cutoff=0.8)
        return close[0] if close else None

    def _add(self, owner: str, name: str, members: Sequence[str]) -> None:
        self._sites[name] = Site(owner)
        for member in members:
            self._sites[f"{name}.{member}"] = Site(owner, member)


def replace_at(
    type_: Type, steps: Sequence[str], change: Callable[[Type], Type | None]
) -> Type | None:
    """Return a type with the part to which the steps lead changed.

    Returns:
        The new type, or None where the steps do not fit the type or ``change`` returned None.
    """
    if not steps:
        return change(type_)
    match steps[0], type_:
        case "[]", ListOf(item):
            inner = replace_at(item, steps[1:], change)
            return None if inner is None else ListOf(inner)
        case "{}", MapOf(value):
            inner = replace_at(value, steps[1:], change)
            return None if inner is None else MapOf(inner)
        case _:
            return None
