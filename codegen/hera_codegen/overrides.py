"""The overriding stage: corrects what the document says and decides what Python calls it.

Every correction is data (``codegen/overrides/*.toml``, read by ``override_tables``); this module
knows no definition by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from .api import (
    Api,
    Definition,
    Field,
    Operation,
    Parameter,
    Scalar,
    Type,
    references,
)
from .errors import CodegenError
from .kinds import is_kind, missing_type_meta
from .naming import class_name, module_names, python_name
from .override_model import Choice, KindOverride, Order, Overrides, Package, Retyping, fitting
from .override_sites import Pattern, Site, Sites, replace_at
from .override_tables import load

__all__ = [
    "Overrides",
    "apply",
    "conflict_choice",
    "identity",
    "load",
]


def apply(api: Api, overrides: Overrides) -> Api:
    """Return an API with the overrides applied and every Python name decided.

    An override that matches nothing in this API has no effect; ``override_check`` names those.

    Raises:
        CodegenError: Two overrides give a type to one place, two fields of a definition or two
            definitions of a module get one Python name.
    """
    plan = _Plan(api, overrides)
    typed = {name: plan.typed(item) for name, item in api.definitions.items()}
    documented = _documented(typed, plan, overrides.packages)
    definitions = {name: plan.named(item, documented) for name, item in typed.items()}
    _check_classes(definitions.values())
    operations = {name: plan.operation(item) for name, item in api.operations.items()}
    return replace(
        api,
        definitions=MappingProxyType(definitions),
        operations=MappingProxyType(operations),
    )


def identity(overrides: Overrides) -> Callable[[str], tuple[str, str]]:
    """Return what tells which definition a name stands for, whatever a release calls its package."""
    present = {
        prefix: package.prefixes[0] for package in overrides.packages for prefix in package.prefixes
    }

    def identify(name: str) -> tuple[str, str]:
        package, _, short = name.rpartition(".")
        return present.get(package, package), short

    return identify


def conflict_choice(overrides: Overrides, definition: str, field: str) -> Choice | None:
    """Return what is recorded for a field on whose type releases disagree, None where nothing is.

    Args:
        overrides: The overrides.
        definition: The definition's whole name, the newest one.
        field: The field's name on the wire.
    """
    for conflict in overrides.conflicts:
        if conflict.field.path == f"{definition}.{field}":
            return conflict.choose
    return None


class _Plan:
    """The overrides, sorted by the places of one API that they concern."""

    def __init__(self, api: Api, overrides: Overrides) -> None:
        self._sites = Sites(api)
        self._retypings = self._find_retypings([*overrides.types, *overrides.enums])
        self._optional = self._all(item.fields for item in overrides.optional)
        self._nullable = self._all(item.fields for item in overrides.nullable)
        self._kinds = self._find_kinds(overrides.kinds)
        self._class_names = {
            site: item.python
            for item in overrides.class_names
            for site in self._sites.find(item.definition)
        }
        self._field_names = {item.wire: item.python for item in overrides.field_names}
        self._order = _Ordering(overrides.order)
        self._packages = {
            prefix: package for package in overrides.packages for prefix in package.prefixes
        }
        self._modules = self._find_modules(api, overrides.packages)

    def reach(self, roots: Iterable[Pattern]) -> list[str]:
        """Return the names of the definitions that patterns match."""
        return [site.owner for root in roots for site in self._sites.find(root)]

    def typed(self, definition: Definition) -> Definition:
        """Return a definition with its types corrected and its fields in order."""
        site = Site(definition.name)
        if site in self._retypings:
            here = definition.target or Scalar("object")
            return replace(
                definition, fields=(), target=self._retype(site, here, definition.releases)
            )
        fields = tuple(self._field(definition.name, item) for item in definition.fields)
        if site in self._kinds:
            fields = (*missing_type_meta(definition), *fields)
        return replace(definition, fields=tuple(sorted(fields, key=self._order.key)))

    def named(self, definition: Definition, documented: Mapping[str, str]) -> Definition:
        """Return a definition with its Python names, its kind and its documentation."""
        fields = tuple(replace(item, python=self._python(item.name)) for item in definition.fields)
        _check_fields(definition.name, fields)
        site = Site(definition.name)
        package = self._packages.get(definition.package)
        api_version = package.api_version if package and is_kind(definition) else ""
        kind = self._kinds.get(site)
        return replace(
            definition,
            fields=fields,
            module=package.module if package else self._modules[definition.package],
            python=self._class_names.get(site) or class_name(definition.short),
            api_version=api_version,
            kind=definition.short if api_version else "",
            embedded=kind.embedded if kind else False,
            docs=documented.get(definition.name, ""),
        )

    def operation(self, operation: Operation) -> Operation:
        """Return an operation with the types of its parameters corrected."""
        parameters = tuple(self._parameter(operation.id, item) for item in operation.parameters)
        return replace(operation, parameters=parameters)

    def _parameter(self, owner: str, parameter: Parameter) -> Parameter:
        type_ = self._retype(Site(owner, parameter.name), parameter.type, parameter.releases)
        return replace(parameter, type=type_)

    def _field(self, owner: str, field: Field) -> Field:
        site = Site(owner, field.name)
        field = replace(field, type=self._retype(site, field.type, field.releases))
        if site in self._optional:
            field = replace(field, required=False, required_in=())
        return replace(field, nullable=True) if site in self._nullable else field

    def _retype(self, site: Site, type_: Type, releases: Sequence[str]) -> Type:
        """Return the type of a place after the overrides, one after the other."""
        for pattern, override in self._retypings.get(site, ()):
            changed = replace_at(type_, pattern.steps, fitting(override, releases))
            type_ = type_ if changed is None else changed
        return type_

    def _python(self, wire: str) -> str:
        return self._field_names.get(wire) or python_name(wire)

    def _find_retypings(
        self, overrides: Iterable[Retyping]
    ) -> dict[Site, list[tuple[Pattern, Retyping]]]:
        found: dict[Site, list[tuple[Pattern, Retyping]]] = {}
        for override in overrides:
            for pattern in override.at:
                for site in self._sites.find(pattern):
                    others = found.setdefault(site, [])
                    for other, earlier in others:
                        if other.steps == pattern.steps:
                            raise CodegenError(
                                f"{override.where}: {pattern} has its type from "
                                f"{earlier.where} already ({other})"
                            )
                    others.append((pattern, override))
        return found

    def _find_kinds(self, overrides: Iterable[KindOverride]) -> dict[Site, KindOverride]:
        return {site: item for item in overrides for at in item.at for site in self._sites.find(at)}

    def _all(self, patterns: Iterable[Iterable[Pattern]]) -> frozenset[Site]:
        return frozenset(
            site for group in patterns for pattern in group for site in self._sites.find(pattern)
        )

    def _find_modules(self, api: Api, packages: Iterable[Package]) -> Mapping[str, str]:
        """Return the modules of the packages that no override names."""
        unknown = {item.package for item in api.definitions.values()} - self._packages.keys()
        return module_names(unknown, [package.module for package in packages])


class _Ordering:
    """The order of fields as people write them; the rest stands in between, by the alphabet."""

    def __init__(self, order: Order) -> None:
        self._first = {name: place for place, name in enumerate(order.first)}
        self._last = {name: place for place, name in enumerate(order.last)}

    def key(self, field: Field) -> tuple[int, int, str, str]:
        """Return what sorts the fields of a definition."""
        name = field.name
        if name in self._first:
            return 0, self._first[name], "", name
        if name in self._last:
            return 2, self._last[name], "", name
        return 1, 0, name.lower(), name


def _documented(
    definitions: Mapping[str, Definition], plan: _Plan, packages: Iterable[Package]
) -> dict[str, str]:
    """Return the address of the documentation of each definition that has one."""
    addresses: dict[str, str] = {}
    for package in packages:
        if not package.docs:
            continue
        described = (
            _reachable(definitions, plan.reach(package.docs_roots))
            if package.docs_roots
            else definitions.keys()
        )
        for name in described:
            if definitions[name].package in package.prefixes:
                anchor = definitions[name].short.lower()
                addresses[name] = package.docs.replace("{anchor}", anchor)
    return addresses


def _reachable(definitions: Mapping[str, Definition], roots: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name in found or name not in definitions:
            continue
        found.add(name)
        definition = definitions[name]
        types = [item.type for item in definition.fields]
        for type_ in [*types, definition.target] if definition.target else types:
            waiting.extend(references(type_))
    return found


def _check_fields(owner: str, fields: Iterable[Field]) -> None:
    names: dict[str, str] = {}
    for field in fields:
        other = names.setdefault(field.python, field.name)
        if other != field.name:
            raise CodegenError(
                f"{owner}: the fields {other} and {field.name} would both be {field.python} in "
                "Python; give one of them another name in names.toml"
            )


def _check_classes(definitions: Iterable[Definition]) -> None:
    names: dict[tuple[str, str], str] = {}
    for item in definitions:
        other = names.setdefault((item.module, item.python), item.name)
        if other != item.name:
            raise CodegenError(
                f"{other} and {item.name} would both be {item.python} in {item.module}; "
                "give one of them another name in names.toml"
            )
