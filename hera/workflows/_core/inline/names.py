"""The names that a text needs of its module."""

from __future__ import annotations

import ast
import symtable
from functools import lru_cache
from typing import NamedTuple

from ..flat import Place
from .definition import Definition, Function


def needed_names(text: str, *, postponed: bool = False) -> set[str]:
    """Return the names that a module's text neither defines nor binds, builtins among them."""
    tree = ast.parse(text)
    visitor = _Evaluated(postponed)
    evaluated = visitor.visit(tree)
    if visitor.changed:
        text = ast.unparse(ast.fix_missing_locations(evaluated))
    module = symtable.symtable(text, "<script>", "exec")
    needed: set[str] = set()
    bound = {symbol.get_name() for symbol in module.get_symbols() if symbol.is_assigned()}
    bound |= {symbol.get_name() for symbol in module.get_symbols() if symbol.is_imported()}
    tables = [module]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if symbol.is_declared_global() and symbol.is_assigned():
                bound.add(symbol.get_name())
            elif symbol.is_referenced() and (symbol.is_global() or table is module):
                needed.add(symbol.get_name())
    return needed - bound


class _Evaluated(ast.NodeTransformer):
    """Leaves out annotations that Python does not evaluate."""

    def __init__(self, postponed: bool) -> None:
        self._postponed = postponed
        self._in_function = False
        self.changed = False

    def _visit_function(self, node: Function) -> ast.AST:
        outer, self._in_function = self._in_function, True
        self.generic_visit(node)
        self._in_function = outer
        if self._postponed and node.returns:
            node.returns, self.changed = None, True
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._visit_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._visit_function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        outer, self._in_function = self._in_function, False
        self.generic_visit(node)
        self._in_function = outer
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        if self._postponed and node.annotation:
            node.annotation, self.changed = None, True
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if self._postponed or self._in_function:
            node.annotation, self.changed = ast.Constant(None), True
        return node


def first_use(definition: Definition, name: str) -> Place:
    """Return the user's file and line where a definition first uses a name."""
    uses = [
        node for node in ast.walk(definition.node) if isinstance(node, ast.Name) and node.id == name
    ]
    return definition.place(min(uses, key=lambda node: node.lineno, default=definition.node))


class Statement(NamedTuple):
    """What binds a name in a module.

    Attributes:
        text: the statement, of an import the part that binds the name.
        kind: ``"import"``, ``"relative"`` (an import that says where from by dots) or ``"value"``.
    """

    text: str
    kind: str


@lru_cache(maxsize=256)
def module_statements(text: str) -> dict[str, Statement]:
    """Return the module-level imports and assignments of a module's text, by the name bound."""
    try:
        tree = ast.parse(text)
    except SyntaxError:  # a notebook's cell with its own syntax
        return {}
    found: dict[str, Statement] = {}
    for node in tree.body:
        if isinstance(node, ast.If | ast.Try):
            inner = [each for each in ast.walk(node) if isinstance(each, ast.stmt)][1:]
            only = all(isinstance(each, ast.Import | ast.ImportFrom | ast.Pass) for each in inner)
            whole = isinstance(node, ast.Try) and only
            for each in inner:
                for name, statement in _bound_by(each).items():
                    own = Statement(ast.unparse(node), "import") if whole else statement
                    found.setdefault(name, own)
            continue
        for name, statement in _bound_by(node).items():
            before = found.get(name)
            if (
                before
                and before.kind == statement.kind == "import"
                and isinstance(node, ast.Import)
            ):
                # `import a.b` and `import a.c` both bind `a`.
                statement = Statement(f"{before.text}\n{statement.text}", "import")
            found[name] = statement
    return found


def _bound_by(node: ast.stmt) -> dict[str, Statement]:
    if isinstance(node, ast.Import):
        return {
            alias.asname
            or alias.name.partition(".")[0]: Statement(ast.unparse(ast.Import([alias])), "import")
            for alias in node.names
        }
    if isinstance(node, ast.ImportFrom):
        kind = "relative" if node.level else "import"
        return {
            alias.asname
            or alias.name: Statement(
                ast.unparse(ast.ImportFrom(node.module, [alias], node.level)), kind
            )
            for alias in node.names
            if node.module != "__future__"
        }
    if isinstance(node, ast.Assign):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return {name: Statement(ast.unparse(node), "value") for name in names}
    if isinstance(node, ast.AnnAssign) and node.value and isinstance(node.target, ast.Name):
        # Without the annotation, which may need names of its own.
        text = f"{node.target.id} = {ast.unparse(node.value)}"
        return {node.target.id: Statement(text, "value")}
    return {}
