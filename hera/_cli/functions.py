"""The functions of scripts whose source was made from a function."""

# The command line reads the tables by which the facade's classes write.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import ast
import contextlib
import linecache
import warnings
from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import black

from hera.workflows._core import state

from . import lift
from .lift import Call
from .python_text import Imports

_HEADER = "#}}\n"
_FOOTER = "# Added by hera: reads the parameters"
_PREDEFINED = ("json", "os", "sys")


@dataclass
class ScriptFunction:
    """A function that is a script.

    Attributes:
        name: of the function.
        text: its definition.
        given: what ``@script`` is given.
        imports: the module's imports that it uses.
        postponed: whether its module postpones annotations.
    """

    name: str
    text: str
    given: dict[str, Any]
    imports: list[str]
    postponed: bool

    def code(self, imports: Imports) -> str:
        """Return the decorated definition. Its text must stay: where black's is another, it is told so."""
        imports.names.add("script")
        decorator = formatted(f"@script({imports.arguments(self.given)})\ndef function(): ...\n")
        code = decorator.partition("def function")[0] + self.text
        if formatted(self.text).strip() == self.text:
            return code
        return f"# fmt: off\n{code}\n# fmt: on"


def read(call: Any, wire: dict[str, Any]) -> ScriptFunction | None:
    """Return the function that makes a template, or None where there is none."""
    if not isinstance(call, Call) or not str(call.given.get("source")).startswith(_HEADER):
        return None
    given = {key: each for key, each in call.given.items() if key != "source"}
    if given.get("command") == ["python"]:
        del given["command"]
    try:
        parts = _parts(call.given["source"])
    except (SyntaxError, ValueError):
        return None
    name, text, imports, postponed = parts
    if given.get("name") == name.replace("_", "-"):
        del given["name"]
    without_io = {key: each for key, each in given.items() if key not in ("inputs", "outputs")}
    for each in (without_io, given):
        function = ScriptFunction(name, text, each, imports, postponed)
        if any(_makes(function, wire, looped) for looped in (False, True)):
            return function
    return None


def _parts(source: str) -> tuple[str, str, list[str], bool]:
    """Return the name, text and imports of the one function in a source; and how it is compiled.

    Raises:
        SyntaxError: it is no Python.
        ValueError: it has another form.
    """
    imports: list[str] = []
    found: list[ast.AST] = []
    postponed = False
    for node in ast.parse(source).body:
        text = ast.unparse(node)
        if isinstance(node, ast.ImportFrom) and node.module == "__future__":
            postponed = True
        elif isinstance(node, ast.Import | ast.ImportFrom):
            if text.removeprefix("import ") not in _PREDEFINED:
                imports.append(text)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if not node.name.startswith("_hera_"):
                found.append(node)
        elif isinstance(node, ast.ClassDef):
            raise ValueError("a class travels along")
    if len(found) != 1:
        raise ValueError("several functions travel")
    function: Any = found[0]
    lines = source.splitlines(keepends=True)[function.lineno - 1 :]
    text = "".join(lines).partition(_FOOTER)[0].rstrip()
    return function.name, text, imports, postponed


def _makes(function: ScriptFunction, wire: dict[str, Any], looped: bool) -> bool:
    imports = Imports()
    head = ["from __future__ import annotations"] * function.postponed
    code = function.code(imports)
    names = {wire.get("name")} if looped else ()
    try:
        with running("\n".join([*head, *function.imports, imports.line(), code])) as variables:
            template = variables[function.name].template
            with state.building(state.Build(frozenset(names))):
                return lift.same(template._template_wire(), wire)
    except Exception:  # what cannot be built as a function stays a text
        return False


@contextlib.contextmanager
def running(program: str) -> Generator[dict[str, Any]]:
    """Run a program that was generated, and yield its variables, whose sources are at hand."""
    filename = f"<generated {id(program):x}>"
    # Where `inspect` finds the text of functions.
    linecache.cache[filename] = (len(program), None, program.splitlines(True), filename)
    variables: dict[str, Any] = {"__name__": "generated"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(program, filename, "exec", dont_inherit=True), variables)
            yield variables
    finally:
        linecache.cache.pop(filename, None)


def formatted(program: str) -> str:
    """Return a program in black's form."""
    return black.format_str(program, mode=black.Mode())
