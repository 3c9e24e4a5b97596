"""Puts a script together: a header, what travels, the function, and what calls it."""

from __future__ import annotations

import ast
import builtins
import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from textwrap import indent
from typing import Any, Optional

from ..signature import MISSING, Signature, Slot
from .definition import (
    Definition,
    Edit,
    Function,
    edited,
    literal_defaults,
    quoted_annotations,
    read_function,
)
from .names import needed_names
from .readers import sent_reader, text_reader
from .support import added_functions
from .tags import foreign_tags
from .travel import PREDEFINED, Travel

LARGE = 90_000
"""Bytes of a script's text from which there is a warning: a pod's text has 128 KiB in all."""

_HEADER = """\
#}}
# Added by hera: the parameters' values, in base64, each on a line of its own where Argo puts it.
"""
_FOOTER = """\
# Added by hera: reads the parameters, calls the function, and hands over what it returns.
"""


@dataclass(frozen=True)
class InlineRequest:
    """A function that is to become a script.

    Attributes:
        function: as it was given; what travels is the signature's function.
        signature: of the function.
        include: functions, classes and module-level constants that travel along.
        packages: requirements that pip installs before the script runs.
        add_cwd: whether the working directory becomes importable.
        looped: whether a fan-out takes the result, which then has to be JSON.
        input_names: the template's input parameters; those of the signature by default.
        json_values: whether the parameters are JSON, those of texts too.
    """

    function: Callable[..., Any]
    signature: Signature
    include: Sequence[object] = ()
    packages: Sequence[str] = ()
    add_cwd: bool = True
    looped: bool = False
    input_names: Sequence[str] | None = None
    json_values: bool = False


def inline_source(request: InlineRequest) -> tuple[str, list[str]]:
    """Return the source of a script that runs a function, and what will not work in it.

    Raises:
        OSError: the function's text is not to be had.
        TypeError: it is a lambda.
    """
    script = _Script(request)
    return script.text(), script.findings()


class _Script:
    def __init__(self, request: InlineRequest) -> None:
        self._request = request
        self._signature = request.signature
        self._definition = read_function(request.signature.function)
        self._travel = Travel(request.include)
        self._inner = _inner_definitions(self._definition)
        self._function = self._function_text()
        self._names = self._parameter_names()
        # The classes of annotations first: the function may use them, too.
        self._arguments = [*self._read_arguments()]
        self._call_text = self._call()
        self._extra = self._extra_inputs()
        self._travel.needs_of(self._function, self._definition, helper=False, has=self._extra)
        self._travel.bring_included(self._definition)
        self._text = self._assembled()

    def text(self) -> str:
        return self._text

    def findings(self) -> list[str]:
        """Return what will not work, each with its place in the user's file."""
        found = list(self._travel.findings)
        definition = self._definition
        for own in (definition, *self._travel.definitions):
            for line, tag in foreign_tags(own.text):
                found.append(
                    f"{own.filename}:{own.line + line - 1}: Argo takes {tag!r} for a tag of its "
                    "own: write '{' '{' apart, or pass the text as a parameter in hera.literal()"
                )
        if _own_nodes(definition.node, ast.Yield | ast.YieldFrom):
            place = definition.place(definition.node)
            found.append(f"{place}: a generator function does not run when it is called")
        size = len(self._text.encode())
        if size > LARGE:
            place = definition.place(definition.node)
            found.append(
                f"{place}: the script has {size:,} bytes, and a pod's text has 128 KiB in all: "
                "put what is large into the image or an artifact"
            )
        return found

    # --- the function's text ---

    def _function_text(self) -> str:
        definition, node = self._definition, self._definition.node
        if not isinstance(node, Function):
            raise TypeError(f"{definition.place(node)}: {definition.name!r} is no function")
        parameters = inspect.signature(self._signature.function).parameters
        edits = list(literal_defaults(node, {n: p.default for n, p in parameters.items()}))
        if not definition.postponed:
            edits += quoted_annotations(node)
        if self._inner:
            edits.append(_global_statement(node, self._inner))
        return edited(definition.text, edits)

    # --- parameters ---

    def _parameter_names(self) -> list[str]:
        own = [slot.name for slot in self._signature.inputs if slot.kind == "parameter"]
        given = self._request.input_names
        return own if given is None else list(dict.fromkeys(given))

    def _read_arguments(self) -> Iterator[tuple[str, str]]:
        """Yield each argument of the function with the expression of its value."""
        signature = self._signature
        fields = [
            (slot.python_name, self._read_slot(slot))
            for slot in signature.inputs
            if self._has(slot)
        ]
        if signature.input_model is not None:
            inner = ", ".join(f"{name}={read}" for name, read in fields)
            yield signature.input_argument, f"_hera_namespace({inner})"
            return
        yield from fields
        for slot in signature.outputs:
            yield slot.python_name, f"_hera_output({slot.path()!r})"

    def _has(self, slot: Slot) -> bool:
        return slot.kind == "artifact" or slot.name in self._names

    def _read_slot(self, slot: Slot) -> str:
        annotation, marker = slot.annotation, slot.marker
        if slot.kind == "artifact":
            return self._read_artifact(slot)
        if slot.default is None and annotation is not MISSING and not isinstance(annotation, str):
            annotation = Optional[annotation]  # noqa: UP045 - of any type, at run time
        reader = self._own_callable(getattr(marker, "loads", None))
        kind = self._kind_of(slot)
        if kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
            many = list if kind is inspect.Parameter.VAR_POSITIONAL else dict
            reader = text_reader(_each(many, annotation), self._bring)
        as_sent = sent_reader if self._request.json_values else text_reader
        reader = reader or as_sent(annotation, self._bring)
        return f"_hera_read({slot.name!r}, {reader}, {_shown_type(slot.annotation)!r})"

    def _kind_of(self, slot: Slot) -> Any:
        found = inspect.signature(self._signature.function).parameters.get(slot.python_name)
        return found.kind if found else None

    def _read_artifact(self, slot: Slot) -> str:
        marker, path = slot.marker, slot.path()
        loader = getattr(getattr(marker, "loader", None), "value", getattr(marker, "loader", None))
        custom = getattr(marker, "loads", None) or getattr(marker, "loadb", None)
        reader = self._own_callable(custom) or text_reader(slot.annotation, self._bring)
        if reader == "_hera_path" or (slot.annotation is MISSING and loader is None):
            return f"_hera_path({path!r})"
        if loader == "file" and custom is None:
            reader = "_hera_bytes" if slot.annotation is bytes else "_hera_str"
        binary = slot.annotation is bytes and custom is None
        binary = binary or bool(getattr(marker, "loadb", None))
        if reader == "_hera_bytes":
            reader = "_hera_same"
        optional = bool(getattr(marker, "optional", None))
        return f"_hera_load({path!r}, {reader}, {optional}, {binary})"

    def _own_callable(self, function: Any) -> str | None:
        if function is None:
            return None
        name = self._bring(function)
        if name is None:
            place = self._definition.place(self._definition.node)
            self._travel.findings.append(
                f"{place}: {function!r} cannot travel: name a module's function in its place"
            )
        return name

    def _bring(self, item: Any) -> str | None:
        return self._travel.name_of(item, self._definition)

    # --- the call, and what it gives ---

    def _call(self) -> str:
        signature, name = self._signature, self._definition.name
        call = f"{name}({self._passed()})"
        if signature.is_async:
            call = f"_hera_await({call})"
        if signature.returns or signature.output_model is not None:
            return "\n".join(self._saved(call))
        if not self._returns_value():
            return call
        show = "_hera_dumps" if self._request.looped else "_hera_shown"
        return f"_hera_print(lambda: {call}, {show})"

    def _passed(self) -> str:
        """Return the arguments of the call, from the dictionary where they were read."""
        kinds = inspect.signature(self._signature.function).parameters
        positional = ""
        keywords = ""
        for name, _ in self._arguments:
            kind = kinds[name].kind
            if kind is inspect.Parameter.POSITIONAL_ONLY:
                positional += f"_hera_arguments.pop({name!r}), "
            elif kind is inspect.Parameter.VAR_POSITIONAL:
                # What stands before it can only be passed by position.
                before = [each for each, _ in self._arguments if kinds[each].kind.value == 1]
                positional += "".join(f"_hera_arguments.pop({each!r}), " for each in before)
                positional += f"*_hera_arguments.pop({name!r}), "
            elif kind is inspect.Parameter.VAR_KEYWORD:
                keywords = f"**_hera_arguments.pop({name!r}), "
        return positional + keywords + ("**_hera_arguments" if self._arguments else "")

    def _returns_value(self) -> bool:
        if self._signature.return_annotation in (None, type(None)):
            return False
        returns = _own_nodes(self._definition.node, ast.Return)
        return any(
            isinstance(node, ast.Return)
            and node.value is not None
            and not (isinstance(node.value, ast.Constant) and node.value.value is None)
            for node in returns
        )

    def _saved(self, call: str) -> Iterator[str]:
        yield f"_hera_result = {call}"
        signature = self._signature
        for place, slot in enumerate(signature.returns):
            value = "_hera_result"
            if signature.output_model is not None:
                value += f".{slot.python_name}"
            elif signature.return_is_tuple:
                value += f"[{place}]"
            marker = slot.marker
            custom = getattr(marker, "dumps", None) or getattr(marker, "dumpb", None)
            if name := self._own_callable(custom):
                value = f"{name}({value})"
            yield f"_hera_write({slot.path()!r}, {value}, {slot.kind == 'artifact'})"

    # --- the whole ---

    def _assembled(self) -> str:
        main = self._main()
        taken = {self._definition.name, *self._travel.texts, *self._inner}
        taken |= self._travel.names() - PREDEFINED
        extra = "".join(
            f"{name} = _hera_read({name!r}, _hera_any, 'anything')\n" for name in self._extra
        )
        install = f"_hera_install({', '.join(map(repr, self._request.packages))})"
        packages = (
            [f'if __name__ == "__main__":\n    {install}\n'] if self._request.packages else []
        )
        first = added_functions(install, taken) if packages else []
        first_names = {text.partition("(")[0] for text in first}
        last = [
            text
            for text in added_functions(main + extra, taken)
            if text.partition("(")[0] not in first_names
        ]
        body = [
            self._header(),
            *first,
            *packages,
            "\n".join(self._travel.imports),
            *self._travel.texts.values(),
            self._function,
            _FOOTER.rstrip() + "\n",
            *last,
            extra,
            main,
        ]
        return "\n\n".join(part.strip("\n") + "\n" for part in body if part.strip())

    def _header(self) -> str:
        postponed = self._travel.postponed
        lines = [_HEADER.rstrip() if self._names else "#}}"]
        if postponed:
            lines.append("from __future__ import annotations\n")
        lines.append("import json\nimport os\nimport sys\n")
        if self._request.add_cwd:
            lines.append("sys.path.append(os.getcwd())")
        if self._names:
            lines.append("_hera_given = {")
            for name in self._names:
                tag = f"{{{{=sprig.b64enc(inputs.parameters['{name}'])}}}}"
                lines.append(f'    "{name}": "{tag}",')
            lines.append("}")
        return "\n".join(lines)

    def _extra_inputs(self) -> list[str]:
        """Return the inputs that are no arguments, which the function may use as global names."""
        own = {slot.name for slot in self._signature.inputs}
        extra = (name for name in self._names if name not in own)
        return [name for name in extra if name.isidentifier() and not iskeyword(name)]

    def _main(self) -> str:
        call = self._call_text
        if not self._arguments:
            arguments = ""
        else:
            reads = "".join(f"    {name!r}: {read},\n" for name, read in self._arguments)
            arguments = f"_hera_arguments = {{\n{reads}}}\n"
        if not self._inner:
            return 'if __name__ == "__main__":\n' + indent(f"{arguments}{call}\n", "    ")
        given = "_hera_arguments" if arguments else "{}"
        define = f"else:\n    _hera_define({self._definition.name!r}, {given})\n"
        return f'{arguments}if __name__ == "__main__":\n{indent(call, "    ")}\n{define}'


def _each(many: type, annotation: Any) -> Any:
    if annotation is MISSING or isinstance(annotation, str):
        return many
    return list[annotation] if many is list else dict[str, annotation]


def _shown_type(annotation: Any) -> str:
    if annotation is MISSING or isinstance(annotation, str):
        return "anything" if annotation is MISSING else annotation
    if isinstance(annotation, type) and not hasattr(annotation, "__args__"):
        return annotation.__name__
    return str(annotation).replace("typing.", "")


# --- definitions within the function --------------------------------------------------------------


def _own_nodes(root: ast.AST, kinds: Any) -> list[ast.AST]:
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


def _inner_definitions(definition: Definition) -> list[str]:
    """Return the functions and classes within that can be found by their names, as pickle does.

    They are made global, which means the same in a function that runs once: not in one that calls
    itself, and not where a name is an argument's or a builtin's.
    """
    node = definition.node
    if not isinstance(node, Function):
        return []
    used = needed_names(definition.text, postponed=True)
    calls_itself = any(
        isinstance(each, ast.Name) and each.id == definition.name
        for statement in node.body
        for each in ast.walk(statement)
    )
    if calls_itself:
        return []
    arguments = {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
    refused = arguments | used | PREDEFINED | {definition.name}
    for each in ast.walk(node):
        if isinstance(each, ast.Global | ast.Nonlocal):
            refused.update(each.names)
    names = [getattr(each, "name", "") for each in _own_nodes(node, Function | ast.ClassDef)]
    refused |= definition.namespace.keys() | set(dir(builtins))
    return [name for name in dict.fromkeys(names) if name not in refused]


def _global_statement(node: Function, names: Sequence[str]) -> Edit:
    first = node.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    if docstring and len(node.body) > 1 and node.body[1].lineno > (first.end_lineno or 0):
        first = node.body[1]
    # A decorator stands before its definition.
    line = min([first.lineno, *(d.lineno for d in getattr(first, "decorator_list", ()))])
    return Edit(line, 0, line, 0, f"{' ' * first.col_offset}global {', '.join(names)}\n")
