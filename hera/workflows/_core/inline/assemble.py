"""Puts a script together: a header, what travels, the function, and what calls it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from textwrap import indent
from typing import Any, Optional

from ..flat import Place
from ..signature import MISSING, Signature, Slot
from .definition import (
    Function,
    edited,
    literal_defaults,
    literal_text,
    quoted_annotations,
    read_function,
)
from .inner import global_statement, inner_definitions, own_nodes
from .readers import sent_reader, text_reader
from .support import added_functions
from .tags import foreign_tags
from .travel import PREDEFINED, Travel

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


def inline_source(request: InlineRequest) -> tuple[str, list[tuple[Place, str]]]:
    """Return the source of a script that runs a function, and where what in it will not work.

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
        self._parameters = inspect.signature(request.signature.function).parameters
        self._definition = read_function(request.signature.function)
        self._travel = Travel(request.include)
        self._inner = inner_definitions(self._definition)
        self._function = self._function_text()
        self._names = self._parameter_names()
        # The classes of annotations first: the function may use them, too.
        self._arguments = [*self._read_arguments()]
        self._call_text = self._call()
        self._extra = self._extra_inputs()
        if (model := self._signature.output_model) is not None:
            self._travel.texts[model.__name__] = self._stand_in(model)
        self._travel.needs_of(self._function, self._definition, helper=False, has=self._extra)
        self._travel.bring_included(self._definition)
        self._text = self._assembled()

    def text(self) -> str:
        return self._text

    def findings(self) -> list[tuple[Place, str]]:
        """Return what will not work, each behind its place in the user's file."""
        found = list(self._travel.findings)
        definition = self._definition
        for own in (definition, *self._travel.definitions):
            for line, tag in foreign_tags(own.text):
                text = (
                    f"Argo takes {tag!r} for a tag of its own: write '{{' '{{' apart, or pass the "
                    "text as a parameter in hera.literal()"
                )
                found.append(((own.filename, own.line + line - 1), text))
        place = definition.place(definition.node)
        if own_nodes(definition.node, ast.Yield | ast.YieldFrom):
            found.append((place, "a generator function does not run when called: return a list"))
        # A bound method's signature lacks the first one.
        if inspect.getfullargspec(self._signature.function).args[:1] in (["self"], ["cls"]):
            found.append((place, "a method's object does not travel: make it a @staticmethod"))
        return found

    # --- the function's text ---

    def _function_text(self) -> str:
        definition, node = self._definition, self._definition.node
        if not isinstance(node, Function):
            file, line = definition.place(node)
            raise TypeError(f"{file}:{line}: {definition.name!r} is no function")
        defaults = {name: each.default for name, each in self._parameters.items()}
        edits = list(literal_defaults(node, defaults))
        if not definition.postponed:
            edits += quoted_annotations(node)
        if self._inner:
            edits.append(global_statement(node, self._inner))
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
        found = self._parameters.get(slot.python_name)
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
            text = f"{function!r} cannot travel: name a module's function in its place"
            self._travel.findings.append((place, text))
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
        kinds = self._parameters
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
        returns = own_nodes(self._definition.node, ast.Return)
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
        if signature.output_model is not None:
            yield "_hera_finish(_hera_result)"

    def _stand_in(self, model: type) -> str:
        """Return a stand-in for an Output, whose own class needs what an image may lack."""
        known = [slot for slot in self._signature.returns if slot.has_default]
        defaults = ", ".join(f"{slot.python_name}={literal_text(slot.default)}" for slot in known)
        fields = f"**dict(dict({defaults}), **fields)"
        return f"def {model.__name__}(**fields):\n    return _hera_namespace({fields})\n"

    # --- the whole ---

    def _assembled(self) -> str:
        main = self._main()
        taken = {self._definition.name, *self._travel.texts, *self._inner}
        taken |= self._travel.names() - PREDEFINED
        extra = "".join(
            f"{name} = _hera_read({name!r}, _hera_any, 'anything')\n" for name in self._extra
        )
        install = ""
        if packages := self._request.packages:
            install = f"_hera_install({', '.join(map(repr, packages))})"
            install = f'if __name__ == "__main__":\n    {install}\n'
        travelling = self._travel.texts.values()
        body = [
            self._header(),
            *added_functions(install, taken),
            install,
            "\n".join(self._travel.imports),
            *travelling,
            self._function,
            _FOOTER,
            *added_functions("".join([*travelling, extra, main]), taken),
            extra,
            main,
        ]
        return "\n\n".join(part.strip("\n") + "\n" for part in body if part.strip())

    def _header(self) -> str:
        lines = [_HEADER.rstrip() if self._names else "#}}"]
        if self._travel.postponed:
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
