"""What of the public surface the programs use: read from their text, without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

Used = set[tuple[str, str]]

# The classes whose arguments are largely the same; what all of them take needs one use only.
_FAMILIES = ("Volume", "Artifact", "Workflow")
# Their arguments reach no manifest: the tests of the services are elsewhere.
_SERVICES = {"WorkflowsService", "AsyncWorkflowsService"}


def names_used(files: Iterable[Path]) -> set[str]:
    """Return the names that the programs import from `hera` and mention after that."""
    used: set[str] = set()
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            alias.asname or alias.name: alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hera")
            for alias in node.names
        }
        mentioned = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        used |= {imported[name] for name in mentioned & imported.keys()}
    return used


def arguments_used(files: Iterable[Path]) -> Used:
    """Return the keyword arguments in the programs' calls, as (called name, keyword).

    Arguments that are passed on by ``**common`` count where ``common = {...}`` stands in the same
    program.
    """
    used: Used = set()
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        shared = {
            target.id: _keys(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                used |= {(node.func.id, keyword) for keyword in _keywords(node, shared)}
    return used


def arguments_left(surface: Mapping[str, Any], used: Used) -> list[str]:
    """Return the constructor arguments of the surface that no program uses, as Class.argument."""
    classes = {
        name: {p for p in facts["init"] if not p.startswith(("_", "*"))}
        for name, facts in surface.items()
        if facts.get("init") and "." not in name and name not in _SERVICES
    }
    family = {name: _family(name) for name in classes}
    left: list[str] = []
    for name, arguments in classes.items():
        kin = [other for other in classes if family[name] and family[other] == family[name]]
        common = set.intersection(*(classes[other] for other in kin)) if kin else set[str]()
        for argument in sorted(arguments):
            callers = kin if argument in common else [name]
            if not any((caller, argument) in used for caller in callers):
                left.append(f"{name}.{argument}")
    return left


def _keywords(call: ast.Call, shared: Mapping[str, set[str]]) -> set[str]:
    found = {keyword.arg for keyword in call.keywords if keyword.arg}
    for keyword in call.keywords:
        if keyword.arg is None:
            names = {node.id for node in ast.walk(keyword.value) if isinstance(node, ast.Name)}
            found.update(*(shared.get(name, set()) for name in names))
    return found


def _keys(literal: ast.Dict) -> set[str]:
    constants = [key.value for key in literal.keys if isinstance(key, ast.Constant)]
    return {key for key in constants if isinstance(key, str)}


def _family(name: str) -> str:
    kind = "Workflow" if name.endswith("WorkflowTemplate") else name
    return next((ending for ending in _FAMILIES if kind.endswith(ending)), "")
