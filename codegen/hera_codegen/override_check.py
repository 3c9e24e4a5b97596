"""Finds the overrides that no longer apply, so that the run can fail and name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .api import Api, Field, OneOf, Ref, Scalar, Type, properties
from .kinds import missing_type_meta
from .naming import class_name, python_name
from .override_model import (
    ConflictChoice,
    EnumOverride,
    Order,
    Overrides,
    Package,
    Retyping,
    fitting,
)
from .override_sites import Pattern, Site, Sites, replace_at

_NO_CHANGE = "changes nothing: what it states holds already, or does not fit what is there"


def unmatched(api: Api, overrides: Overrides) -> tuple[str, ...]:
    """Return a line for every override, or pattern of one, that has no effect.

    Args:
        api: The union of all known releases, as it is before the overrides are applied.
        overrides: The overrides to check.
    """
    return tuple(_Check(api).findings(overrides))


class _Check:
    """Checks overrides against one API."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._sites = Sites(api)

    def findings(self, overrides: Overrides) -> Iterator[str]:
        """Yield a line for each override without effect, file by file."""
        for package in overrides.packages:
            yield from self._package(package)
        retypings: list[Retyping] = [*overrides.types, *overrides.enums]
        for retyping in retypings:
            yield from self._places(retyping.where, retyping.at, self._retypes(retyping))
        for item in overrides.optional:
            yield from self._places(item.where, item.fields, self._is_required)
        for item in overrides.nullable:
            yield from self._places(item.where, item.fields, self._is_never_null)
        for conflict in overrides.conflicts:
            yield from self._places(conflict.where, [conflict.field], self._disagrees(conflict))
        wires = {field.name for item in self._api.definitions.values() for field in item.fields}
        for name in overrides.field_names:
            yield from _wire(name.where, name.wire, wires)
            if name.wire in wires and python_name(name.wire) == name.python:
                yield f"{name.where}: {name.wire} {_NO_CHANGE}"
        for class_ in overrides.class_names:
            yield from self._places(class_.where, [class_.definition], _is_renamed(class_.python))
        for kind in overrides.kinds:
            changes = _always if kind.embedded else self._lacks_type_meta
            yield from self._places(kind.where, kind.at, changes)
        yield from _order(overrides.order, wires)

    def _places(
        self,
        where: str,
        patterns: Iterable[Pattern],
        has_effect: Callable[[Site, Pattern], bool],
    ) -> Iterator[str]:
        for pattern in patterns:
            sites = self._sites.find(pattern)
            if not sites:
                nearest = self._sites.nearest(pattern)
                hint = f"; the nearest is {nearest}" if nearest else ""
                yield f"{where}: {pattern} matches nothing{hint}"
            elif not any(has_effect(site, pattern) for site in sites):
                yield f"{where}: {pattern} {_NO_CHANGE}"

    def _package(self, package: Package) -> Iterator[str]:
        packages = {
            name.rpartition(".")[0]
            for item in self._api.definitions.values()
            for name in (item.name, *item.former)
        }
        for prefix in package.prefixes:
            if prefix not in packages:
                yield f"{package.where}: {prefix} is no package of any definition"
        yield from self._places(package.where, package.docs_roots, _always)

    def _retypes(self, override: Retyping) -> Callable[[Site, Pattern], bool]:
        def has_effect(site: Site, pattern: Pattern) -> bool:
            type_, releases = self._at(site)
            changed = replace_at(type_, pattern.steps, fitting(override, releases))
            if isinstance(override, EnumOverride):
                # Not a matter of change: the union has every enum that any one release states.
                return changed is not None
            return changed is not None and changed != type_

        return has_effect

    def _disagrees(self, conflict: ConflictChoice) -> Callable[[Site, Pattern], bool]:
        def has_effect(site: Site, _pattern: Pattern) -> bool:
            return isinstance(self._at(site)[0], OneOf) == (conflict.choose == "union")

        return has_effect

    def _at(self, site: Site) -> tuple[Type, tuple[str, ...]]:
        """Return the type of a place, and the releases that have the place."""
        if site.owner in self._api.operations:
            for parameter in self._api.operations[site.owner].parameters:
                if parameter.name == site.member:
                    return parameter.type, parameter.releases
        definition = self._api.definitions.get(site.owner)
        if definition is None:
            return Scalar("any"), ()
        if not site.member:
            return definition.target or Ref(definition.name), definition.releases
        field = properties(definition)[site.member]
        return field.type, field.releases

    def _field(self, site: Site) -> Field | None:
        definition = self._api.definitions.get(site.owner)
        return properties(definition).get(site.member) if definition else None

    def _is_required(self, site: Site, _pattern: Pattern) -> bool:
        field = self._field(site)
        return field is not None and (field.required or bool(field.required_in))

    def _is_never_null(self, site: Site, _pattern: Pattern) -> bool:
        field = self._field(site)
        return field is not None and not field.nullable

    def _lacks_type_meta(self, site: Site, _pattern: Pattern) -> bool:
        definition = self._api.definitions.get(site.owner)
        return definition is not None and bool(missing_type_meta(definition))


def _always(_site: Site, _pattern: Pattern) -> bool:
    return True


def _is_renamed(python: str) -> Callable[[Site, Pattern], bool]:
    def has_effect(site: Site, _pattern: Pattern) -> bool:
        return class_name(site.owner.rpartition(".")[2]) != python

    return has_effect


def _wire(where: str, name: str, wires: set[str]) -> Iterator[str]:
    if name not in wires:
        yield f"{where}: no field is called {name}"


def _order(order: Order, wires: set[str]) -> Iterator[str]:
    for name in (*order.first, *order.last):
        yield from _wire(order.where, name, wires)
