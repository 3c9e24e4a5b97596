"""The union of several releases: one API in which each part knows the releases that have it.

Argo's API grows almost only by addition. Where releases disagree on a field's type, the newest type
stands if it takes all that the older one took; otherwise the field takes either, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from .api import (
    Api,
    Definition,
    Enum,
    EnumValue,
    Field,
    ListOf,
    MapOf,
    OneOf,
    Operation,
    Parameter,
    Ref,
    Scalar,
    Type,
    map_refs,
    properties,
)
from .errors import CodegenError
from .release import sort_key

Choice = Literal["newest", "union"]
Definitions = Mapping[str, Definition]
Part = TypeVar("Part", Definition, Operation, Field, Parameter)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on whose type the releases disagree, and what became of it.

    ``used`` holds each type, newest first, with the releases in which the field had it.
    """

    definition: str
    field: str
    used: tuple[tuple[Type, tuple[str, ...]], ...]
    choice: Choice = "union"


@dataclass(frozen=True, slots=True)
class Merged:
    """The union of releases, and where they disagreed."""

    api: Api
    conflicts: tuple[Conflict, ...]


def merge(
    apis: Sequence[Api], identity: Callable[[str], Hashable], known: Sequence[Api] = ()
) -> Merged:
    """Return the union of several releases.

    Args:
        apis: one API for each release, in any order.
        known: other releases that have a say in the names of definitions: the newest name of all
            is taken, whichever releases are united.
        identity: tells for a definition's name what it stands for; definitions of different
            releases with the same identity are one definition under different names.

    Raises:
        CodegenError: no API is given, or one release has two definitions with the same identity.
    """
    if not apis:
        raise CodegenError("nothing to generate: no release was given")
    by_age = sorted(apis, key=_age)
    names = _canonical_names(
        sorted({id(api): api for api in (*apis, *known)}.values(), key=_age), identity
    )
    renamed = [_renamed(api, names) for api in by_age]
    conflicts: list[Conflict] = []
    definitions = {
        name: _merge_definition(versions, conflicts)
        for name, versions in sorted(_versions(api.definitions for api in renamed).items())
    }
    settled = tuple(_settle(conflict, definitions) for conflict in conflicts)
    operations = {
        name: _merge_operation(versions)
        for name, versions in sorted(_versions(api.operations for api in renamed).items())
    }
    releases = tuple(release for api in by_age for release in api.releases)
    return Merged(Api(releases, definitions, operations), settled)


def _age(api: Api) -> tuple[int, ...]:
    return sort_key(api.releases[0])


def _canonical_names(by_age: Sequence[Api], identity: Callable[[str], Hashable]) -> dict[str, str]:
    """Return for every definition's name the newest name of the same definition."""
    newest: dict[Hashable, str] = {}
    for api in by_age:
        here: dict[Hashable, str] = {}
        for name in api.definitions:
            other = here.setdefault(identity(name), name)
            if other != name:
                raise CodegenError(
                    f"{api.releases[0]}: {other} and {name} would become one type; "
                    "give their packages different modules in packages.toml"
                )
        newest.update(here)
    return {name: newest[identity(name)] for api in by_age for name in api.definitions}


def _renamed(api: Api, names: Mapping[str, str]) -> Api:
    return Api(
        api.releases,
        {names[name]: _rename_definition(item, names) for name, item in api.definitions.items()},
        {name: _rename_operation(item, names) for name, item in api.operations.items()},
    )


def _rename_definition(definition: Definition, names: Mapping[str, str]) -> Definition:
    name = names[definition.name]
    return replace(
        definition,
        name=name,
        former=(definition.name,) if definition.name != name else (),
        fields=tuple(replace(item, type=map_refs(item.type, names)) for item in definition.fields),
        target=map_refs(definition.target, names) if definition.target else None,
    )


def _rename_operation(operation: Operation, names: Mapping[str, str]) -> Operation:
    return replace(
        operation,
        body=map_refs(operation.body, names) if operation.body else None,
        response=map_refs(operation.response, names) if operation.response else None,
    )


def _versions(tables: Iterable[Mapping[str, Part]]) -> dict[str, list[Part]]:
    """Return for each name what the releases that have it say, oldest first."""
    found: dict[str, list[Part]] = {}
    for table in tables:
        for name, item in table.items():
            found.setdefault(name, []).append(item)
    return found


def _releases(versions: Sequence[Part]) -> tuple[str, ...]:
    return tuple(release for version in versions for release in version.releases)


def _merge_definition(versions: Sequence[Definition], conflicts: list[Conflict]) -> Definition:
    newest = versions[-1]
    releases = _releases(versions)
    fields = _versions(properties(version) for version in versions)
    former = {name: None for version in reversed(versions) for name in version.former}
    return replace(
        newest,
        releases=releases,
        former=tuple(former),
        target=_merge_target(versions),
        fields=tuple(
            _merge_field(newest.name, same, releases, conflicts) for same in fields.values()
        ),
    )


def _merge_target(versions: Sequence[Definition]) -> Type | None:
    targets = [version.target for version in versions]
    newest = targets[-1]
    if isinstance(newest, Enum):
        return _merge_enums([target for target in targets if isinstance(target, Enum)])
    return newest


def _merge_field(
    owner: str, versions: Sequence[Field], releases: tuple[str, ...], conflicts: list[Conflict]
) -> Field:
    newest = versions[-1]
    required_in = tuple(release for version in versions for release in version.required_in)
    merged = _merge_types(versions)
    history = _used(versions) if isinstance(merged, OneOf) and merged != newest.type else ()
    if history:
        conflicts.append(Conflict(owner, newest.name, history))
    return replace(
        newest,
        type=merged,
        required=required_in == releases,
        nullable=any(version.nullable for version in versions),
        releases=_releases(versions),
        required_in=required_in,
        history=history,
    )


def _merge_types(versions: Sequence[Field]) -> Type:
    """Return the type that takes what each version takes, the newest one's first."""
    distinct = list(dict.fromkeys(version.type for version in reversed(versions)))
    enums = [item for item in distinct if isinstance(item, Enum)]
    if enums and all(isinstance(item, Enum) or item == Scalar("string") for item in distinct):
        # A release that states no enum denies no value.
        silent = tuple(
            release
            for version in versions
            if not isinstance(version.type, Enum)
            for release in version.releases
        )
        return _merge_enums(enums[::-1], silent)
    return distinct[0] if len(distinct) == 1 else OneOf(tuple(distinct))


def _used(versions: Sequence[Field]) -> tuple[tuple[Type, tuple[str, ...]], ...]:
    used: dict[Type, tuple[str, ...]] = {}
    for version in reversed(versions):
        used[version.type] = (*used.get(version.type, ()), *version.releases)
    return tuple(used.items())


def _merge_enums(enums: Sequence[Enum], silent: tuple[str, ...] = ()) -> Enum:
    """Return the union of enums, oldest first, each value with the releases that know it.

    Those are the releases that state it, and the silent ones, which state no enum.
    """
    values: dict[str, tuple[str, ...]] = {}
    for enum in enums:
        for item in enum.values:
            values[item.value] = (*values.get(item.value, silent), *item.releases)
    merged = tuple(
        EnumValue(value, tuple(sorted(set(releases), key=sort_key)))
        for value, releases in values.items()
    )
    return replace(enums[-1], values=merged)


def _merge_operation(versions: Sequence[Operation]) -> Operation:
    parameters = _versions(
        {f"{item.location}:{item.name}": item for item in version.parameters}
        for version in versions
    )
    return replace(
        versions[-1],
        releases=_releases(versions),
        parameters=tuple(
            replace(same[-1], releases=_releases(same)) for same in parameters.values()
        ),
    )


def _settle(conflict: Conflict, definitions: dict[str, Definition]) -> Conflict:
    """Put the newest type alone where it takes all that the older ones took.

    This needs every definition merged, and so comes after the merging.
    """
    (newest, _), *older = conflict.used
    if not all(_contains(newest, type_, set(used), definitions) for type_, used in older):
        return conflict
    owner = definitions[conflict.definition]
    definitions[owner.name] = replace(
        owner,
        fields=tuple(
            replace(item, type=newest) if item.name == conflict.field else item
            for item in owner.fields
        ),
    )
    return replace(conflict, choice="newest")


def _contains(newer: Type, older: Type, used: set[str], definitions: Definitions) -> bool:
    """Tell whether the newer type takes every value that the older one took in some releases."""
    match newer, older:
        case (ListOf(a), ListOf(b)) | (MapOf(a), MapOf(b)):
            return _contains(a, b, used, definitions)
        case Ref(a), Ref(b) if a != b:
            wide, narrow = definitions[a], definitions[b]
            if wide.target is not None or narrow.target is not None:
                return False
            theirs = {item.name: item for item in narrow.fields if used & set(item.releases)}
            ours = properties(wide)
            return all(
                name in ours and ours[name].type == item.type for name, item in theirs.items()
            ) and all(item.name in theirs for item in wide.fields if item.required)
        case _:
            return newer == older
