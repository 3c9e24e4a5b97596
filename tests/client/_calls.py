"""Every operation through either client, with arguments made from the operation alone."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import Mapping
from contextlib import aclosing, closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hera_client import ArgoClient, AsyncArgoClient
from hera_client._operation import Operation
from hera_client.api import operations

SYNC, ASYNC = "sync", "async"
BOTH = (SYNC, ASYNC)
# What no name in Kubernetes holds: it must arrive nevertheless.
ODD = "a/b c.d%2F?e#f&g=h+ü\"'"


@dataclass(frozen=True)
class Verb:
    """A method of a service, and the operation behind it."""

    service: str
    name: str
    operation: Operation

    def __str__(self) -> str:
        return f"{self.service}.{self.name}"


def _verbs() -> tuple[Verb, ...]:
    found: list[Verb] = []
    for module in pkgutil.iter_modules(operations.__path__):
        constants = vars(importlib.import_module(f"{operations.__name__}.{module.name}"))
        found += [
            Verb(module.name, name.lower(), value)
            for name, value in constants.items()
            if isinstance(value, Operation)
        ]
    return tuple(found)


VERBS = _verbs()


def arguments_of(operation: Operation) -> dict[str, Any]:
    """Return a value for each keyword of an operation, each another one."""
    given: dict[str, Any] = {name: f"{name} {ODD}" for name in operation.path_names}
    if operation.namespaced:
        given["namespace"] = f"namespace {ODD}"
    for number, (name, (_, kind)) in enumerate(operation.query.items(), 1):
        given[name] = {
            "text": f"{name} {ODD}",
            "boolean": number % 2 == 0,
            "integer": number,
            "list": [f"{name} one", f"{name} {ODD}"],
            "since": timedelta(seconds=number),
        }[kind]
    for name in operation.body:
        given[name] = {"of": f"{name} {ODD}"}
    if operation.payload:
        given[operation.payload] = {"metadata": {"labels": {"odd": ODD}}, "spec": {}}
    return given


def needed_of(operation: Operation) -> dict[str, Any]:
    """Return a value for each argument that must be given."""
    given: dict[str, Any] = {name: name for name in operation.path_names}
    if operation.payload:
        given[operation.payload] = {}
    return given


def call(
    kind: str,
    url: str,
    verb: str,
    arguments: Mapping[str, Any],
    *,
    raw: bool = False,
    **settings: Any,
) -> Any:
    """Call ``service.verb`` once and return what it gives.

    Of pages and logs that is the list of all items, of a watch its first event, of a download all
    bytes.
    """
    service, _, name = verb.partition(".")
    settings = {"retry": None, "trust_env": False, **settings}
    if kind == SYNC:
        with ArgoClient(url, **settings) as argo:
            owner: Any = getattr(argo, service)
            return _drained(getattr(owner.raw if raw else owner, name)(**arguments), name)

    async def run() -> Any:
        async with AsyncArgoClient(url, **settings) as argo:
            owner: Any = getattr(argo, service)
            result = getattr(owner.raw if raw else owner, name)(**arguments)
            return await _drained_async(result, name)

    return asyncio.run(run())


def _drained(result: Any, name: str) -> Any:
    if hasattr(result, "read"):
        return result.read()
    if not hasattr(result, "__next__"):
        return result
    with closing(result) as items:
        return next(iter(items)) if name.startswith("watch") else list(items)


async def _drained_async(result: Any, name: str) -> Any:
    if inspect.isawaitable(result):
        return await result
    if hasattr(result, "read"):
        return await result.read()
    async with aclosing(result) as items:
        return await anext(items) if name.startswith("watch") else [item async for item in items]
