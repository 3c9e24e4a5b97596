"""From manifests to a Python program that makes them, as a person would write it."""

# The command line reads the tables by which the facade's classes write.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from typing import Any

import hera_models
from hera.workflows._core import building, state
from hera.workflows._core.flat import as_list

from . import functions, lift
from .edges import arrows, without_edges
from .functions import ScriptFunction, formatted, running
from .lift import Call
from .python_text import Imports, Names


def to_python(manifests: Sequence[dict[str, Any]]) -> str:
    """Return a program that makes these manifests, formatted by black.

    Args:
        manifests: as read from YAML: workflows, templates of workflows, cron workflows and event
            bindings.

    Raises:
        hera_models.ValidationError: one of them is not right.
    """
    imports = Imports()
    names = Names({*dir(builtins), "models", "script", "annotations"})
    variables = _variables(manifests, names)
    parts = [_document(*pair, names, imports) for pair in zip(manifests, variables, strict=True)]
    return formatted(_program(parts, imports))


def _variables(manifests: Sequence[dict[str, Any]], names: Names) -> list[str]:
    """Return the names of the workflows' variables."""
    if len(manifests) == 1:
        return [names.new("w")]
    heads: list[dict[str, Any]] = [each.get("metadata") or {} for each in manifests]
    return [
        names.new(each.get("name") or each.get("generateName") or "w", "workflow") for each in heads
    ]


def _program(parts: Sequence[_Part], imports: Imports) -> str:
    future = any(part.postponed for part in parts)
    head = ["from __future__ import annotations"] * future
    head += sorted({line for part in parts for line in part.imports})
    return "\n".join([*head, imports.line(), *(f"\n{part.text}" for part in parts)])


class _Part:
    """The program's part for one document."""

    def __init__(self, variable: str, writer: _Writer | None, lines: Sequence[str]) -> None:
        self.variable = variable
        self.text = "\n".join(lines)
        self.functions = list(writer.functions.values()) if writer else []
        self.imports = {line for each in self.functions for line in each.imports}
        self.postponed = any(each.postponed for each in self.functions)


def _document(manifest: dict[str, Any], variable: str, names: Names, imports: Imports) -> _Part:
    """Return the first that makes the manifest of ever plainer ways to write it."""
    model = getattr(hera_models, manifest["kind"]).from_dict(manifest)
    for nice in (True, False):
        writer = _Writer(model, variable, names.inner(), nice)
        part = _Part(variable, writer, list(writer.lines()))
        if _makes(part, writer.imports, manifest):
            imports.names |= writer.imports.names
            return part
    imports.names.add(manifest["kind"])
    whole = f"{variable} = {manifest['kind']}.from_dict({imports.text(manifest)})"
    return _Part(variable, None, [whole])


def _makes(part: _Part, imports: Imports, manifest: dict[str, Any]) -> bool:
    program = _program([part], imports)
    try:
        # What black makes of it is the same, but for the text of functions.
        with running(formatted(program) if part.functions else program) as variables:
            made = variables[part.variable]
            with state.building(state.Build(building.looped_templates(made))):
                return lift.same(building.raw_manifest(made), manifest)
    except Exception:  # whatever the facade refuses is written plainer
        return False


class _Writer:
    """Writes one document.

    Attributes:
        imports: what it uses of `hera.workflows`.
        functions: the scripts that are written as functions, by the template's position.
    """

    def __init__(self, model: Any, variable: str, names: Names, nice: bool) -> None:
        self.imports = Imports()
        self.functions: dict[int, ScriptFunction] = {}
        self._model, self._variable, self._names, self._nice = model, variable, names, nice
        self._head = lift.workflow(model)
        self._templates: list[Any] = []
        for index, template in enumerate(self._template_models()):
            call = lift.template(template)
            self._templates.append(call)
            function = functions.read(call, template.to_dict()) if nice else None
            if function is not None:
                self.functions[index] = function
        self._index = self._callable_templates()
        self._called = self._called_templates()
        self._variables: dict[int, str] = {}
        self._registered: list[int] = []

    def _spec(self) -> Any:
        spec = getattr(self._model, "spec", None)
        return getattr(spec, "workflow_spec", None) or spec

    def _template_models(self) -> list[Any]:
        return list(getattr(self._spec(), "templates", None) or ())

    def _callable_templates(self) -> dict[str, int]:
        """Return the positions of the templates that can be called, by name."""
        names = [getattr(template, "name", None) for template in self._template_models()]
        return {
            name: index
            for index, name in enumerate(names)
            if self._nice
            and name
            and names.count(name) == 1
            and isinstance(self._templates[index], Call)
        }

    # --- the document ---

    def lines(self) -> Iterator[str]:
        for index, function in self.functions.items():
            self._variables[index] = self._names.take(function.name)
            yield f"{function.code(self.imports)}\n\n"
        whole = self._whole()
        if not self._templates:
            yield f"{self._variable} = {whole}"
            return
        yield f"with {whole} as {self._variable}:"
        for index, template in enumerate(self._templates):
            if index not in self._registered:
                yield from self._template(index, template)

    def _whole(self) -> str:
        if self._head is not None:
            return self.imports.call(self._head)
        # What the constructor writes otherwise is read, such as `schedule` of a CronWorkflow.
        kind = type(self._model).__name__
        self.imports.names.add(kind)
        data: dict[str, Any] = self._model.to_dict()
        spec: dict[str, Any] = data.get("spec") or {}
        (spec.get("workflowSpec") or spec).pop("templates", None)
        return f"{kind}.from_dict({self.imports.text(data)})"

    # --- templates ---

    def _template(self, index: int, template: Any) -> Iterator[str]:
        self._registered.append(index)
        if not isinstance(template, Call):
            yield f"    {self._variable}.templates.append({self.imports.text(template)})"
        elif index in self.functions:
            yield f"    {self._variables[index]}()"
        else:
            yield from self._made(index, template)

    def _made(self, index: int, call: Call) -> Iterator[str]:
        given = dict(call.given)
        name = call.cls.__name__
        field = {"DAG": "tasks", "Steps": "sub_steps", "ContainerSet": "containers"}.get(name, "")
        nodes = given.pop(field, None)
        flat = list(_flat(nodes))
        if not flat or not all(isinstance(each, Call) for each in flat):
            text = self.imports.call(call)
            variable = self._variable_of(index) if index in self._called else None
            yield f"    {variable} = {text}" if variable else f"    {text}"
            return
        text = self.imports.call(Call(call.cls, given))
        parallel = name == "Steps" and any(len(group) != 1 for group in nodes)
        wanted = parallel or index in self._called
        yield f"    with {text}" + (f" as {self._variable_of(index)}:" if wanted else ":")
        if name == "Steps":
            yield from self._steps(index, nodes)
        else:
            yield from self._tasks(index, nodes)

    def _variable_of(self, index: int) -> str:
        if index not in self._variables:
            self._variables[index] = self._names.new(
                self._templates[index].given["name"], "template"
            )
        return self._variables[index]

    def _called_templates(self) -> set[int]:
        """Return the positions of the templates that a later one calls."""
        return {
            target
            for index, template in enumerate(self._templates)
            for node in _nodes(template)
            if (target := self._target(node)) is not None and target < index
        }

    def _target(self, node: Call) -> int | None:
        name = node.given.get("template")
        return self._index.get(name) if isinstance(name, str) else None

    # --- nodes ---

    def _steps(self, index: int, groups: list[list[Call]]) -> Iterator[str]:
        for group in groups:
            depth = 2
            if len(group) != 1:
                yield f"{'    ' * depth}with {self._variables[index]}.parallel():"
                depth += 1
            for step in group:
                yield "    " * depth + self._node(index, step)

    def _tasks(self, index: int, tasks: list[Call]) -> Iterator[str]:
        edges = without_edges(tasks) if self._nice else {}
        used = {name for name, before in edges.items() for name in (name, *before)}
        inner = self._names.inner()
        variables = {
            task.given["name"]: inner.new(task.given["name"], "task")
            for task in tasks
            if task.given["name"] in used
        }
        for task in tasks:
            name = task.given["name"]
            drop = ("depends", "dependencies") if name in edges else ()
            kept = {key: each for key, each in task.given.items() if key not in drop}
            text = self._node(index, Call(task.cls, kept))
            yield f"        {variables[name]} = {text}" if name in used else f"        {text}"
        for statement in arrows(edges):
            yield f"        {' >> '.join(_group(variables, names) for names in statement)}"

    def _node(self, index: int, node: Call) -> str:
        target = self._target(node)
        if target is None or not self._can_call(index, target, node):
            return self.imports.call(node)
        given = {key: value for key, value in node.given.items() if key != "template"}
        if given["name"] == node.given["template"]:
            del given["name"]
        return self.imports.call(Call(node.cls, given), self._variables[target])

    def _can_call(self, index: int, target: int, node: Call) -> bool:
        if target in self.functions:
            if {"with_items", "with_param"} & node.given.keys():
                return False  # the call would add arguments
            # The first call adds the template to the workflow, which must be its place.
            if target == len(self._registered):
                self._registered.append(target)
            return target in self._registered
        return target < index and target in self._variables


def _nodes(template: Any) -> Iterator[Call]:
    given = template.given if isinstance(template, Call) else {}
    for each in _flat(given.get("tasks") or given.get("sub_steps")):
        if isinstance(each, Call):
            yield each


def _flat(nodes: Any) -> Iterator[Any]:
    for each in as_list(nodes):
        yield from as_list(each)


def _group(variables: dict[str, str], names: Sequence[str]) -> str:
    listed = ", ".join(variables[name] for name in names)
    return listed if len(names) == 1 else f"[{listed}]"
