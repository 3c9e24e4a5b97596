"""What scripts do: a Python function becomes a template, and calls of it tasks or steps."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast

import hera.workflows as facade
from hera.shared import global_config

from . import state
from .argument_types import misfits
from .constructors import (
    InlineScriptConstructor,
    constructor_of,
    finish_script,
    finish_template,
    outputs_directory_of,
    signature_of,
)
from .container import CONTAINER
from .context import innermost, nothing_open
from .fan_out import inferred_arguments
from .flat import Converter, as_list, is_mapping
from .parameter import named, wire_of
from .signature import OUTPUTS_DIRECTORY, template_io
from .template import TemplateBase

if TYPE_CHECKING:
    from typing import ParamSpec, TypeVar

    from typing_extensions import Never, Unpack

    from ..script import ScriptOptions
    from .script_types import ScriptFunction

    P = ParamSpec("P")
    R = TypeVar("R")


class ScriptBase(TemplateBase):
    """What `Script` does."""

    _converters: ClassVar[Mapping[str, Converter]] = CONTAINER
    _mounted_in: ClassVar[str] = "script"

    if TYPE_CHECKING:
        source: Any
        command: list[str] | None
        constructor: Any

    # Pickle looks functions up by their names, and finds the decorated one.
    def __getstate__(self) -> dict[str, Any]:
        values = dict(self.__dict__)
        if getattr(values.get("_decorated"), "__wrapped__", None) is values.get("source"):
            values.pop("source", None)
        return values

    def __setstate__(self, values: dict[str, Any]) -> None:
        if "source" not in values and "_decorated" in values:
            values = {**values, "source": values["_decorated"].__wrapped__}
        self.__dict__.update(values)

    def _complete(self) -> None:
        values = self.__dict__
        values.setdefault("image", global_config.image)
        values.setdefault("add_cwd_to_sys_path", True)
        if global_config.script_command is not None:
            values.setdefault("command", list(global_config.script_command))

    def _template_wire(self) -> dict[str, Any]:
        constructor = constructor_of(self.constructor)
        whole: Any = self  # each ScriptBase is a Script
        script: Any = self._copy()
        constructor.transform_values(script)
        signature = signature_of(script)
        if signature is not None:
            inputs, outputs = template_io(
                signature, outputs_directory=outputs_directory_of(constructor)
            )
            own = _items(script.inputs, "inputs")
            names = {getattr(item, "name", None) for item in own}
            script.inputs = [*own, *(item for item in inputs if item.name not in names)]
            script.outputs = [*_items(script.outputs, "outputs"), *outputs]
        source = self._source(constructor, script)
        script.source = source
        data = TemplateBase._template_wire(script)
        data["script"] = finish_script(constructor, whole, data["script"])
        return finish_template(constructor, whole, data)

    def _source(self, constructor: Any, script: Any) -> str:
        if constructor.__class__.generate_source is not InlineScriptConstructor.generate_source:
            return cast(str, constructor.generate_source(script))
        source, findings = constructor.source_and_findings(
            script, looped=self.name in state.current().looped
        )
        for place, message in findings:
            state.report(message, self, place=place)
        return cast(str, source)

    def _outputs_wire(self) -> dict[str, Any] | None:
        """Return what the template gives, those outputs too that the function's types declare."""
        signature = signature_of(self)  # type: ignore[arg-type]  # each ScriptBase is a Script
        outputs = _items(self.outputs, "outputs")
        if signature is not None:
            outputs += template_io(signature, outputs_directory=OUTPUTS_DIRECTORY)[1]
        return wire_of("outputs", outputs)

    def _node_arguments(self, given: Mapping[str, Any]) -> list[Any]:
        signature = signature_of(self)  # type: ignore[arg-type]  # each ScriptBase is a Script
        if signature is None:
            return []
        inline = isinstance(constructor_of(self.constructor), InlineScriptConstructor)
        exact = inline and global_config.script_source != "hera"
        return inferred_arguments(signature, given, exact=exact)

    def _misfits(self, data: Mapping[str, Any]) -> Iterable[str]:
        return misfits(self.source, data) if callable(self.source) else ()


def _undecorated(function: Any) -> Any:
    inner = function  # what checkers do not take for a staticmethod of unknown arguments
    return inner.__func__ if isinstance(function, staticmethod) else function


def _items(value: Any, use: str) -> list[Any]:
    """Return a script's own inputs or outputs one by one, in the forms that others go beside."""
    found: list[Any] = []
    for item in as_list(value):
        if is_mapping(item):
            found.extend(named(name, each, use) for name, each in item.items())
        elif hasattr(item, "to_dict") and not hasattr(item, "name"):  # Inputs, Outputs
            found.extend([*(item.parameters or ()), *(item.artifacts or ())])
        else:
            found.append(item)
    return found


def script(
    *function: Never, **script_kwargs: Unpack[ScriptOptions]
) -> Callable[[Callable[P, R]], ScriptFunction[P, R]]:
    """Make a function a script template.

    Outside a workflow the function stays what it is. Inside a DAG or Steps a call makes a task or
    step that runs it in a pod; there ``name``, ``arguments`` and the rest of what a Task or Step
    takes are the call's arguments.

        @script(image="python:3.12")
        def double(n: int) -> int:
            return 2 * n

        with Workflow(generate_name="double-", entrypoint="main"), DAG(name="main"):
            double(arguments={"n": 3})

    Args:
        function: left out; given, by ``@script`` without parentheses, it is a TypeError.
        script_kwargs: what `Script` takes, ``source`` apart; ``name`` is the function's by
            default, with ``-`` for ``_``.
    """
    if function:
        raise TypeError("script() takes keyword arguments only: write @script(), with parentheses")

    def decorate(function: Callable[P, R]) -> ScriptFunction[P, R]:
        plain: Callable[P, R] = _undecorated(function)
        name = getattr(plain, "__name__", "").replace("_", "-")
        with nothing_open():
            options: Any = {"name": name, **script_kwargs}
            template: Any = facade.Script(source=plain, **options)

        @functools.wraps(plain)
        def call(*args: Any, **kwargs: Any) -> Any:
            context = innermost()
            if context is None:
                return plain(*args, **kwargs)
            if context._collects == "templates":
                context._ensure_template(template)
                if args or kwargs:
                    state.warn(
                        f"{name}() outside of a DAG or Steps makes the template, no task: what it "
                        "is given is left out; call it within `with DAG(...)` or `with Steps(...)`"
                    )
                return None
            if args:
                state.warn(
                    f"{name}() in a DAG or Steps takes no positional arguments, they are left "
                    f"out: give arguments={{...}}"
                )
            try:
                return template(**kwargs)
            except TypeError as error:
                own = sorted(kwargs.keys() & inspect.signature(plain).parameters)
                if not own or "unexpected keyword" not in str(error):
                    raise
                given = ", ".join(f"{each!r}: ..." for each in own)
                raise TypeError(
                    f"{error}: of {name}() itself? Give arguments={{{given}}}"
                ) from None

        def node(kind: type[Any], /, **given: Any) -> Any:
            return template._as_node(kind, given)

        made: Any = call
        made.template = template
        template.__dict__["_decorated"] = made
        made.task = functools.partial(node, facade.Task)
        made.step = functools.partial(node, facade.Step)
        return cast("ScriptFunction[P, R]", made)

    return decorate
