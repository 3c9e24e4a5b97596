"""The text of a function or class as the user wrote it, and edits of it by position."""

from __future__ import annotations
import __future__

import ast
import inspect
import linecache
import os
import sys
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, cast

from ..flat import Place

Function = ast.FunctionDef | ast.AsyncFunctionDef
Node = Function | ast.ClassDef
# Annotations that name what every Python has, which may stay as they are written.
_PLAIN = frozenset({"int", "str", "float", "bool", "bytes", "list", "dict", "object"})


class Edit(NamedTuple):
    """Replaces what lies between two places of a text; columns count bytes, as `ast` does."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True)
class Definition:
    """A function or class as it travels.

    Attributes:
        name: its own.
        text: from its first line on, without indentation.
        node: what `text` means.
        filename: the user's file.
        line: of the text's first line in that file.
        namespace: the names that its code knows: its module's, and those around it.
        around: those of these names that belong to a function around it.
        postponed: whether its module has ``from __future__ import annotations``.
    """

    name: str
    text: str
    node: Node
    filename: str
    line: int
    namespace: Mapping[str, Any]
    around: frozenset[str] = frozenset()
    postponed: bool = False

    def place(self, node: ast.AST) -> Place:
        """Return the user's file and line of a part of the definition."""
        return self.filename, self.line + getattr(node, "lineno", 1) - 1


@lru_cache(maxsize=1024)
def read_function(function: Any, *, decorated: bool = False) -> Definition:
    """Return a function's definition, without its decorators unless ``decorated`` is set.

    Raises:
        OSError: its text is not to be had.
        TypeError: it is a lambda, or not written in Python.
    """
    function = inspect.unwrap(function)  # whose text Python gives
    if not hasattr(function, "__code__"):
        raise TypeError(f"{function!r} has no Python text: write a function that calls it")
    code = function.__code__
    if code.co_name == "<lambda>":
        place = f"{code.co_filename}:{code.co_firstlineno}"
        raise TypeError(f"{place}: a lambda cannot become a script: write a function with `def`")
    text, filename, line = _read(function, code.co_filename)
    node: ast.stmt | None = None
    # Python reads the file as it is now, which may not be what was loaded.
    with suppress(SyntaxError, IndexError):
        node = module_of(text).body[0]
    if not isinstance(node, Function) or node.name != code.co_name:
        raise OSError(
            f"{filename}:{line}: the text of {function.__qualname__!r} is not here: the file has "
            "changed since it was loaded, or the code was not read from it; load it again"
        )
    if node.decorator_list and not decorated:
        line += node.lineno - 1
        text = "".join(text.splitlines(keepends=True)[node.lineno - 1 :])
        node = cast(Function, module_of(text).body[0])
    around: dict[str, Any] = {}
    for name, cell in zip(code.co_freevars, function.__closure__ or (), strict=True):
        try:
            around[name] = cell.cell_contents
        except ValueError:  # not assigned yet
            continue
    return Definition(
        function.__name__,
        text,
        node,
        filename,
        line,
        ChainMap(around, function.__globals__),
        frozenset(code.co_freevars),
        bool(code.co_flags & __future__.annotations.compiler_flag),
    )


def read_class(kind: type) -> Definition:
    """Return a class's definition.

    Raises:
        OSError: its text is not to be had.
    """
    module = sys.modules.get(kind.__module__)
    namespace = dict(vars(module)) if module else {}
    postponed = namespace.get("annotations") is __future__.annotations
    text, filename, line = _read(kind, getattr(module, "__file__", None) or "<unknown>")
    node = cast(ast.ClassDef, module_of(text).body[0])
    return Definition(kind.__name__, text, node, filename, line, namespace, postponed=postponed)


def _read(item: Any, filename: str) -> tuple[str, str, int]:
    """Return the text with decorators and without indentation, the file and the first line."""
    try:
        lines, line = inspect.getsourcelines(item)
    except (OSError, TypeError) as error:
        found = _class_in_notebook(item.__name__) if isinstance(item, type) else None
        if found is None:
            raise OSError(
                f"the text of {item.__qualname__!r} is not to be had ({error}): "
                "define it in a file or a notebook's cell"
            ) from error
        lines, line, filename = found
    return _dedented("".join(lines)).rstrip() + "\n", filename, max(line, 1)


def module_of(text: str) -> ast.Module:
    """Return a definition's tree, parsed without its indentation."""
    return ast.parse(_dedented(text))


def _dedented(text: str) -> str:
    """Take the first line's indentation from all lines but those within a text literal."""
    indent = text[: len(text) - len(text.lstrip())]
    if not indent:
        return text
    tree = ast.parse(f"if 1:\n{text}")
    literal = {
        row - 2  # of the line `if 1:`, and since the first is number 1
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.Constant)
        for row in range(node.lineno + 1, (node.end_lineno or 0) + 1)
    }
    lines = text.splitlines(keepends=True)
    return "".join(
        line if row in literal else line.removeprefix(indent) for row, line in enumerate(lines)
    )


def _class_in_notebook(name: str) -> tuple[list[str], int, str] | None:
    """Find a class among the texts of cells, which no module's file has; the latest counts."""
    for filename in reversed(list(linecache.cache)):
        lines = [] if os.path.exists(filename) else linecache.getlines(filename)
        if not any(f"class {name}" in line for line in lines):
            continue
        for node in ast.parse("".join(lines)).body:
            if isinstance(node, ast.ClassDef) and node.name == name:
                first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
                return lines[first - 1 : node.end_lineno], first, filename
    return None


# --- edits ---------------------------------------------------------------------------------------


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a text after edits that do not overlap."""
    lines = [line.encode() for line in text.splitlines(keepends=True)]
    for edit in sorted(edits, reverse=True):
        before = lines[edit.line - 1][: edit.column]
        after = lines[edit.end_line - 1][edit.end_column :]
        lines[edit.line - 1 : edit.end_line] = [before + edit.text.encode() + after]
    return b"".join(lines).decode()


def replacing(node: ast.expr, text: str) -> Edit:
    """Return the edit that writes a text in an expression's place."""
    return Edit(node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0, text)


def quoted_annotations(node: Function) -> Iterator[Edit]:
    """Put a function's annotations into quotes, so that they need no import at run time."""
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [each for each in (arguments.vararg, arguments.kwarg) if each]
    for annotation in [*(argument.annotation for argument in every), node.returns]:
        if annotation is None or isinstance(annotation, (ast.Constant, ast.Starred)):
            continue
        if not (isinstance(annotation, ast.Name) and annotation.id in _PLAIN):
            yield replacing(annotation, repr(ast.unparse(annotation)))


def literal_defaults(node: Function, values: dict[str, Any]) -> Iterator[Edit]:
    """Write defaults that are more than a literal as their value, or as None.

    The value always arrives, so no default is ever taken; but Python evaluates it.
    """
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = list(zip(reversed(positional), reversed(arguments.defaults), strict=False))
    pairs += [
        (argument, default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    ]
    for argument, default in pairs:
        if not is_literal(default):
            yield replacing(default, literal_text(values.get(argument.arg)) or "None")


def is_literal(node: ast.expr) -> bool:
    """Whether an expression is a literal, that is, needs no name."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError):
        return False
    return True


def literal_text(value: Any) -> str | None:
    """Return a value as a literal, or None where it has none."""
    text = repr(value)
    try:
        again = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    # Braces that Argo would take for a tag can only stand within a text.
    return text.replace("{{", "{\\x7b") if type(again) is type(value) and again == value else None
