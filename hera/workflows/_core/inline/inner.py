"""Definitions within a function, which pickle has to find by their names."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from typing import Any

from .definition import Definition, Edit, Function
from .travel import PREDEFINED


def own_nodes(root: ast.AST, kinds: Any) -> list[ast.AST]:
    """Return the nodes of a function's own code, not of definitions within it."""
    found: list[ast.AST] = []
    waiting = list(ast.iter_child_nodes(root))
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, kinds):
            found.append(node)
        if not isinstance(node, Function | ast.ClassDef | ast.Lambda):
            waiting[:0] = ast.iter_child_nodes(node)
    return found


def inner_definitions(definition: Definition) -> list[str]:
    """Return the functions and classes within that can be found by their names, as pickle does.

    They are made global, which means the same in a function that runs once: not in one that calls
    itself, and not where a name is an argument's or a builtin's.
    """
    node = definition.node
    inner = own_nodes(node, Function | ast.ClassDef)
    everything = list(ast.walk(node)) if inner else []
    if any(isinstance(each, ast.Name) and each.id == definition.name for each in everything):
        return []
    refused = {each.arg for each in everything if isinstance(each, ast.arg)}
    for each in everything:
        if isinstance(each, ast.Global | ast.Nonlocal):
            refused.update(each.names)
    names = dict.fromkeys(getattr(each, "name", "") for each in inner)
    taken = (refused, definition.namespace, vars(builtins), PREDEFINED)
    return [name for name in names if not any(name in each for each in taken)]


def global_statement(node: Function, names: Sequence[str]) -> Edit:
    first = node.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if docstring and len(node.body) > 1 and node.body[1].lineno > (first.end_lineno or 0):
        first = node.body[1]
    # A decorator stands before its definition.
    line = min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", ()))])
    return Edit(line, 0, line, 0, f"{' ' * first.col_offset}global {', '.join(names)}\n")
