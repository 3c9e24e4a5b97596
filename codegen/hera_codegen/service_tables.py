"""How the facade's services offer operations: ``services.toml``, read strictly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from .api import Api, Operation
from .node import Node
from .override_tables import check_keys, entries, identifier, optional_text, read_file, texts

# What becomes of a parameter: passed on by its keyword; passed over; refused where it is given;
# sent though the client does not know it; one part of the client's `since`.
Handling = Literal["passed", "ignored", "refused", "sent", "since"]
_HANDLINGS: Mapping[str, Handling] = {name: name for name in get_args(Handling)}


@dataclass(frozen=True, slots=True)
class Facade:
    """A class of methods, its module, and the operations that it offers."""

    where: str
    name: str
    module: str
    services: tuple[str, ...]
    operations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterRule:
    """A parameter's name or handling, for all operations, some, or all but some.

    One that is ``first`` comes before the query's others.
    """

    where: str
    wire: tuple[str, ...]
    name: str
    handling: Handling
    operations: tuple[str, ...]
    excepted: tuple[str, ...]
    first: bool

    def holds_for(self, operation: Operation, wire: str) -> bool:
        """Tell whether the rule is about this parameter of this operation."""
        wanted = not self.operations or operation.id in self.operations
        return wire in self.wire and wanted and operation.id not in self.excepted


@dataclass(frozen=True, slots=True)
class Alias:
    """Names that packages of models have for what a module calls otherwise."""

    packages: tuple[str, ...]
    module: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ServiceTables:
    """All of ``services.toml``."""

    aliases: tuple[Alias, ...] = ()
    facades: tuple[Facade, ...] = ()
    parameters: tuple[ParameterRule, ...] = ()

    def rule(self, operation: Operation, wire: str) -> ParameterRule | None:
        """Return the rule for a parameter, if there is one."""
        return next((item for item in self.parameters if item.holds_for(operation, wire)), None)


def load_services(directory: Path) -> ServiceTables:
    """Read ``services.toml`` in a directory of overrides.

    Raises:
        CodegenError: it is damaged; the message names the entry.
    """
    path = directory / "services.toml"
    files: Mapping[str, Node] = {path.name: read_file(path)} if path.is_file() else {}
    return ServiceTables(
        entries(files, path.name, "alias", _alias),
        entries(files, path.name, "facade", _facade),
        entries(files, path.name, "parameter", _parameter),
    )


def unmatched_services(api: Api, tables: ServiceTables) -> Iterator[str]:
    """Yield a line for each entry that matches nothing in an API."""
    services = {item.service for item in api.operations.values()}
    for facade in tables.facades:
        missing = [name for name in facade.services if name not in services]
        missing += [name for name in facade.operations if name not in api.operations]
        yield from (f"{facade.where}: no {name}" for name in missing)
    for rule in tables.parameters:
        for wire in rule.wire:
            if not any(
                rule.holds_for(operation, parameter.name) and parameter.name == wire
                for operation in api.operations.values()
                for parameter in operation.parameters
            ):
                yield f"{rule.where}: no parameter {wire}"


def _alias(node: Node) -> Alias:
    check_keys(node, "packages module names")
    names = {name: text.text() for name, text in node.need("names").members().items()}
    return Alias(texts(node.need("packages")), node.need("module").text(), names)


def _facade(node: Node) -> Facade:
    check_keys(node, "name module services operations")
    return Facade(
        node.place,
        identifier(node.need("name")),
        identifier(node.need("module")),
        texts(node.need("services")),
        _texts(node, "operations"),
    )


def _parameter(node: Node) -> ParameterRule:
    check_keys(node, "wire", "name handling operations except first")
    handling = optional_text(node, "handling") or "passed"
    if handling not in _HANDLINGS:
        expected = ", ".join(_HANDLINGS)
        raise node.need("handling").error(f"expected one of {expected}, found {handling!r}")
    return ParameterRule(
        node.place,
        texts(node.need("wire")),
        optional_text(node, "name"),
        _HANDLINGS[handling],
        _texts(node, "operations"),
        _texts(node, "except"),
        bool((first := node.get("first")) and first.flag()),
    )


def _texts(node: Node, key: str) -> tuple[str, ...]:
    found = node.get(key)
    return tuple(found.texts()) if found is not None else ()
