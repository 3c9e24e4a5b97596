"""What travels with a function: the imports, helpers, classes and constants that it uses."""

from __future__ import annotations

import builtins
import inspect
import linecache
import sys
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import FunctionType, ModuleType
from typing import Any, cast

from ..flat import Place
from .definition import (
    Definition,
    Edit,
    Function,
    edited,
    literal_text,
    quoted_annotations,
    read_class,
    read_function,
    replacing,
)
from .names import Statement, first_use, module_statements, needed_names

# What every script has: the first three because Hera's have them.
PREDEFINED = frozenset({"os", "sys", "json", "__name__", "__file__", "__doc__", "__builtins__"})
_BUILTINS = frozenset(dir(builtins))
_MISSING = object()


class Travel:
    """Collects what a script needs besides its function.

    Attributes:
        imports: statements, each once, in the order in which they were needed.
        texts: the texts of what travels by name, each behind what it needs itself.
        definitions: the functions and classes among the texts.
        findings: what the script will lack, behind the place in the user's file.
        postponed: whether any text comes from a module that postpones annotations.
    """

    def __init__(self, include: Sequence[object] = ()) -> None:
        self.imports: list[str] = []
        self.texts: dict[str, str] = {}
        self.definitions: list[Definition] = []
        self.findings: list[tuple[Place, str]] = []
        self.postponed = False
        self._include = {id(_plain(item)): _plain(item) for item in include}
        self._used: set[int] = set()

    def names(self) -> set[str]:
        """Return the names that are defined by now."""
        imported = module_statements("\n".join(self.imports)) if self.imports else {}
        return {*PREDEFINED, *self.texts, *imported}

    def bring_included(self, function: Definition) -> None:
        """Bring what was asked for and not needed yet."""
        for key, item in self._include.items():
            if key in self._used:
                continue
            if isinstance(item, FunctionType | type):
                self.bring(item.__name__, item, function)
            elif not self._bring_by_value(item, function):
                text = (
                    f"include={item!r}: no name of the module stands for it: include functions, "
                    "classes and module-level constants"
                )
                self.findings.append((function.place(function.node), text))

    def _bring_by_value(self, item: object, function: Definition) -> bool:
        names = [name for name, value in function.namespace.items() if value is item]
        for name in names:
            self.bring(name, item, function)
        return bool(names)

    def needs_of(
        self, text: str, definition: Definition, *, helper: bool, has: Sequence[str] = ()
    ) -> None:
        """Bring what a text needs, but for what the script has.

        A helper's own needs come without being asked for.
        """
        self.postponed |= definition.postponed
        for name in sorted(needed_names(text, postponed=definition.postponed)):
            if name not in (definition.name, *has) and name not in self.texts:
                self._need(name, definition, helper)

    def _need(self, name: str, definition: Definition, helper: bool) -> None:
        value = definition.namespace.get(name, _MISSING)
        known_here = value is not _MISSING and name not in definition.around
        statement = _statements(definition).get(name) if known_here else None
        if statement == Statement(f"import {name}", "import") and name in PREDEFINED:
            return
        if id(_plain(value)) in self._include:
            self.bring(name, value, definition)
        elif statement is not None and statement.kind == "import":
            self._import(statement.text)
        elif name in PREDEFINED or (
            # A notebook has names of its own beside the builtins, such as `open`.
            name in _BUILTINS
            and statement is None
            and getattr(value, "__module__", None) != definition.namespace.get("__name__")
        ):
            return
        elif value is _MISSING:
            self._report(name, definition, "import it inside the function or make it a parameter")
        elif statement is not None and statement.kind == "relative":
            self._need_relative(name, value, definition, helper)
        elif text := _import_by_value(name, value, definition):
            self._import(text)
        elif helper:
            self.bring(name, value, definition)
        else:
            self._report(name, definition, _remedy(name, definition))

    def _need_relative(
        self, name: str, value: object, definition: Definition, helper: bool
    ) -> None:
        if helper and isinstance(_plain(value), FunctionType | type):
            self.bring(name, value, definition)
            return
        remedy = f"it is imported by a relative import, which a script cannot do: {_include(name)}"
        self._report(name, definition, remedy)

    def bring(self, name: str, value: object, definition: Definition) -> None:
        """Let a function, class or constant travel under the name by which it is used."""
        item = _plain(value)
        if name in self.texts:
            return
        self._used.add(id(item))
        self.texts[name] = ""  # stops at circles; a function's names are looked up when it runs
        try:
            text = self._text(name, item, definition)
        except (OSError, TypeError) as error:
            text = None
            self.findings.append((definition.place(definition.node), str(error)))
        del self.texts[name]
        if text is not None:
            self.texts[name] = text

    def _text(self, name: str, item: object, user: Definition) -> str:
        if isinstance(item, FunctionType):
            own = read_function(item, decorated=True)
            return self._defined(name, own, _travelling_text(own))
        if isinstance(item, type) and item.__module__ != "builtins":
            if own_import := _standard_import(item):
                return own_import + "\n"
            own = read_class(item)
            return self._defined(name, own, own.text)
        if isinstance(item, ModuleType):
            raise TypeError(f"include={name}: a module cannot travel: include what you use of it")
        text = literal_text(item)
        if text is not None:
            return f"{name} = {text}\n"
        statement = _statements(user).get(name)
        if statement is None or statement.kind != "value":
            raise TypeError(f"{name!r}, a {type(item).__name__}, is no literal and cannot travel")
        self.needs_of(statement.text, user, helper=True)
        return statement.text + "\n"

    def _defined(self, name: str, own: Definition, text: str) -> str:
        self.needs_of(text, own, helper=True)
        self.definitions.append(own)
        alias = "" if name == own.name else f"\n\n{name} = {own.name}\n"
        return text + alias

    def name_of(self, value: object, definition: Definition) -> str | None:
        """Return the name under which a class or function of an annotation is known, or None."""
        item = _plain(value)
        name = getattr(item, "__name__", "")
        if not name.isidentifier():  # a lambda has a name, too
            return None
        if name not in self.texts:
            if text := _installed_import(item):
                self._import(text)
                return name
            self.bring(name, item, definition)
        return name if name in self.texts else None

    def _import(self, text: str) -> None:
        if text not in self.imports:
            self.imports.append(text)

    def _report(self, name: str, definition: Definition, remedy: str) -> None:
        text = f"name {name!r} is not defined in the script: {remedy}"
        self.findings.append((first_use(definition, name), text))


def _remedy(name: str, definition: Definition) -> str:
    around = "it belongs to the function around this one: " if name in definition.around else ""
    return f"{around}define it inside the function, {_include(name)}, or make it a parameter"


def _include(name: str) -> str:
    return f"pass include=[{name}]"


def _plain(value: object) -> object:
    """Return a function as it was defined, without what `@script` and the like put around it."""
    if isinstance(value, staticmethod | classmethod):
        value = cast("staticmethod[..., Any]", value).__func__
    return inspect.unwrap(value) if callable(value) else value


def _travelling_text(own: Definition) -> str:
    """Return a helper's text: without the decorators of `hera`, and annotations that need nothing."""
    node = own.node
    if not isinstance(node, Function):
        return own.text
    edits: list[Edit] = [] if own.postponed else list(quoted_annotations(node))
    for decorator in node.decorator_list:
        if _belongs_to_hera(decorator_root(decorator), own.namespace):
            whole = replacing(decorator, "")
            edits.append(whole._replace(column=whole.column - 1))
    return edited(own.text, edits).lstrip("\n")


def decorator_root(decorator: Any) -> str:
    """Return the first name of a decorator: `script` of ``@script(image="x")``."""
    while not hasattr(decorator, "id"):
        decorator = getattr(decorator, "func", None) or getattr(decorator, "value", None)
        if decorator is None:
            return ""
    return cast(str, decorator.id)


def _belongs_to_hera(name: str, namespace: Mapping[str, Any]) -> bool:
    value = namespace.get(name)
    module = getattr(value, "__name__" if isinstance(value, ModuleType) else "__module__", "")
    return str(module).partition(".")[0] == "hera"


_read: dict[str, tuple[list[str], dict[str, Statement]]] = {}


def _statements(definition: Definition) -> dict[str, Statement]:
    """Return what binds names in a definition's file, read once for each state of the file."""
    lines = linecache.getlines(definition.filename)
    known = _read.get(definition.filename)
    if known is None or known[0] is not lines:
        known = _read[definition.filename] = (lines, module_statements("".join(lines)))
    return known[1]


def _import_by_value(name: str, value: object, definition: Definition) -> str | None:
    """Return an import that a value tells of, where no text is at hand, as between cells."""
    if isinstance(value, ModuleType):
        as_name = "" if value.__name__ == name else f" as {name}"
        return f"import {value.__name__}{as_name}"
    module, own = getattr(value, "__module__", None), getattr(value, "__qualname__", ".")
    if not isinstance(module, str) or module in ("__main__", definition.namespace.get("__name__")):
        return None
    if "." in own or name in definition.around or module == "builtins":
        return None
    return f"from {module} import {own}" + ("" if own == name else f" as {name}")


def _standard_import(value: object) -> str | None:
    """Return the import of what belongs to the standard library, and so is in every image."""
    module, own = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", ".")
    if module.partition(".")[0] not in sys.stdlib_module_names or "." in own:
        return None
    return f"from {module} import {own}"


def _installed_import(value: object) -> str | None:
    """Return the import of what belongs to Python or to an installed package."""
    module, own = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", ".")
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    if "." not in own and {"site-packages", "dist-packages"} & {*PurePath(file).parts}:
        return f"from {module} import {own}"
    return _standard_import(value)
