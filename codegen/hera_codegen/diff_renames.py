"""Which definitions and operations of two releases are the same thing under another name.

Names of definitions are Go package paths, and a project that moves its code renames a whole package
at once. So the rule is about packages: one that is gone and one that is new are the same package when
most definitions of the smaller one have a namesake with overlapping fields in the other. A single
definition or field that vanishes beside a new one is not taken for a renamed one: that would be a
guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from .api import Api, Definition, Field, Operation, map_refs


def renamed_definitions(old: Api, new: Api) -> dict[str, str]:
    """Return the new name of each definition whose package was renamed, by the old name."""
    before, after = _by_package(old), _by_package(new)
    gone = sorted(before.keys() - after.keys())
    come = sorted(after.keys() - before.keys())
    candidates: list[tuple[int, str, str, dict[str, str]]] = []
    for source, target in product(gone, come):
        pairs = _pairs(before[source], after[target])
        if 2 * len(pairs) > min(len(before[source]), len(after[target])):
            candidates.append((-len(pairs), source, target, pairs))
    names: dict[str, str] = {}
    taken: set[str] = set()
    # The pair of packages that share most comes first; each package is renamed at most once.
    for _, source, target, pairs in sorted(candidates, key=lambda item: item[:3]):
        if not taken & {source, target}:
            taken |= {source, target}
            names.update(pairs)
    return names


def renamed_operations(old: Api, new: Api) -> dict[str, str]:
    """Return the new id of each operation that kept its method and path, by the old id."""
    before = {
        wire_route(old.operations[id_]): id_ for id_ in old.operations.keys() - new.operations
    }
    after = {wire_route(new.operations[id_]): id_ for id_ in new.operations.keys() - old.operations}
    return {before[route]: after[route] for route in before.keys() & after.keys()}


def wire_route(operation: Operation) -> tuple[str, str]:
    """Return the method and path as they differ in requests: without the parameters' names."""
    return operation.method, re.sub(r"\{[^}]*\}", "{}", operation.path)


def rename(api: Api, definitions: Mapping[str, str], operations: Mapping[str, str]) -> Api:
    """Return the API with its definitions and operations under the given new names."""
    return Api(
        api.releases,
        {
            definitions.get(name, name): _definition(item, definitions)
            for name, item in api.definitions.items()
        },
        {
            operations.get(id_, id_): _operation(item, definitions, operations.get(id_, id_))
            for id_, item in api.operations.items()
        },
    )


def _by_package(api: Api) -> dict[str, dict[str, Definition]]:
    packages: dict[str, dict[str, Definition]] = defaultdict(dict)
    for definition in api.definitions.values():
        packages[definition.package][definition.short] = definition
    return packages


def _pairs(old: Mapping[str, Definition], new: Mapping[str, Definition]) -> dict[str, str]:
    return {
        old[short].name: new[short].name
        for short in sorted(old.keys() & new.keys())
        if _alike(old[short], new[short])
    }


def _alike(old: Definition, new: Definition) -> bool:
    """Tell whether nothing contradicts the common name: fields overlap, or one has none."""
    fields = {item.name for item in old.fields}
    others = {item.name for item in new.fields}
    return not fields or not others or bool(fields & others)


def _definition(item: Definition, names: Mapping[str, str]) -> Definition:
    target = None if item.target is None else map_refs(item.target, names)
    fields = tuple(_field(field, names) for field in item.fields)
    return replace(item, name=names.get(item.name, item.name), fields=fields, target=target)


def _field(item: Field, names: Mapping[str, str]) -> Field:
    return replace(item, type=map_refs(item.type, names))


def _operation(item: Operation, names: Mapping[str, str], id_: str) -> Operation:
    return replace(
        item,
        id=id_,
        body=None if item.body is None else map_refs(item.body, names),
        response=None if item.response is None else map_refs(item.response, names),
    )
