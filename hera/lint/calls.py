"""Calls of templates: whether what is given is what they take."""

from __future__ import annotations

import re

from .near import closest, is_slip, near
from .registry import rule
from .shape import EMPTY, any_string, is_object, listed, mapping, objects, string, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .finding import Edit, Path
    from .registry import Say
    from .shape import Object
    from .template import Template

_WHOLE = re.compile(r"[-+]?[0-9]+")
_PASSED = re.compile(r"\{\{\s*inputs\.parameters\.([-\w]+)\s*\}\}")
_OTHER = {"parameters": "artifacts", "artifacts": "parameters"}
_ONE_OF = {"parameters": "a parameter", "artifacts": "an artifact"}


class Call:
    """A template with the arguments that one caller gives it.

    Attributes:
        argo: How Argo's text begins; empty for the workflow's own call of its entrypoint.
        path: The place of the caller.
        template: What is called.
        arguments: The arguments.
        exact: Whether arguments without an input are a mistake. A workflow's arguments may also
            be used as ``{{workflow.parameters.x}}``, so those are none.
        node: The step or task that calls; empty where a hook or the workflow calls.
        judged: Whether it was told before which arguments have no value.
    """

    __slots__ = (
        "_gaps",
        "_given",
        "argo",
        "arguments",
        "exact",
        "judged",
        "node",
        "path",
        "template",
    )

    def __init__(
        self,
        argo: str,
        path: Path,
        template: Template,
        arguments: Object,
        *,
        exact: bool = True,
        node: Object = EMPTY,
        judged: bool = False,
    ) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.template: Template = template
        self.arguments: Object = arguments
        self.exact: bool = exact
        self.node: Object = node
        self.judged: bool = judged
        self._gaps: dict[str, dict[str, str]] = {}
        self._given: dict[str, dict[str, tuple[int, Object]]] = {}

    def given(self, kind: str) -> dict[str, tuple[int, Object]]:
        """Return the arguments of a kind by name, each with its index; of several the last."""
        found = self._given.get(kind)
        if found is None:
            found = self._given[kind] = {}
            for index, item in enumerate(objects(self.arguments.get(kind))):
                if name := string(item.get("name")):
                    found[name] = (index, item)
        return found

    def place(self, kind: str, index: int) -> Path:
        """Return the place of an argument; that of the call where they come from several objects."""
        return under(self.path, "arguments", kind, index) if self.exact else self.path

    def stray(self, kind: str) -> dict[str, int]:
        """Return the arguments of a kind that no input takes: their names with their indices."""
        template = self.template
        known = template.parameters if kind == "parameters" else template.artifacts
        given = self.given(kind).items()
        return {name: index for name, (index, _) in given if name not in known}

    def gaps(self, kind: str) -> dict[str, str]:
        """Return the inputs that nobody gives, each with the stray argument that may be meant."""
        if kind not in self._gaps:
            template, given, stray = self.template, self.given(kind), self.stray(kind)
            needed = template.required if kind == "parameters" else template.required_artifacts
            inputs = template.parameters if kind == "parameters" else template.artifacts
            # That an input has no name is told of the template.
            missing = [name for name in inputs if name and name in needed and name not in given]
            self._gaps[kind] = {name: closest(name, stray) for name in missing}
        return self._gaps[kind]

    def swapped(self, kind: str) -> dict[str, int]:
        """Return the inputs that nobody gives and that are given as the other kind, with indices."""
        gaps, stray = self.gaps(kind), self.stray(_OTHER[kind])
        return {name: index for name, index in stray.items() if name in gaps}


def fits(arguments: Object, template: Template) -> bool:
    """Tell whether arguments are values for exactly what a template takes.

    That is the common case, in which no rule for arguments or names can object to them; what is
    wrong with the names is told of the template.
    """
    if not arguments:
        return not template.required and not template.required_artifacts
    if len(arguments) > 1 or template.required_artifacts or "timeout" in template.raw:
        return False
    given: Any = arguments.get("parameters")
    try:
        if len(given) != len(template.parameters):
            return False
        for parameter, name in zip(given, template.parameters, strict=True):
            value = parameter.get("value")
            if value is None or parameter["name"] != name or len(parameter) != 2:
                return False
            if isinstance(value, str) and ".artifacts." in value:
                return False
    except (AttributeError, LookupError, TypeError):
        # It is no list of mappings, or one has no name: that is for the rules.
        return False
    return True


@rule("HL307", Call, "A template gets the parameters that it needs")
def parameters_supplied(view: Call, say: Say) -> None:
    """Every input parameter without a default gets a value from whoever calls the template.

    ```yaml
    steps:
    - - {name: hello, template: print}   # print has the input "text"
    ```

    Add the argument, or a default to the template's input.
    """
    template = view.template
    for name, (_, argument) in view.given("parameters").items():
        if name in template.parameters and _has_no_value(view, argument):
            say(view.path, argo=_argo(view, "parameters", name))
    for name in view.gaps("parameters"):
        place, told = _told(view, "parameters", name)
        argo, hint = _argo(view, "parameters", name), _loop_hint(view, name)
        say(place, told, argo=argo, hint=hint, fix=_renamed(view, name))


def _argo(view: Call, kind: str, name: str) -> str:
    return f"{view.argo}templates.{view.template.name} inputs.{kind}.{name} was not supplied"


def _told(view: Call, kind: str, name: str) -> tuple[Path, str]:
    """Return where to tell of an input that nobody gives, and what is given instead."""
    swapped, meant = view.swapped(kind), view.gaps(kind)[name]
    if name in swapped:
        other, what = _OTHER[kind], _ONE_OF[kind]
        told = f"{name!r} is given among the {other}, but the input is {what}"
        return view.place(other, swapped[name]), told
    told = f"is it {meant!r}?" if meant else near(name, view.stray(kind), "given")
    return view.path, told.removeprefix("; ")


def _renamed(view: Call, name: str) -> list[Edit]:
    """Return the edit that gives a stray argument the name of an input, where that is sure."""
    stray, gaps = view.stray("parameters"), view.gaps("parameters")
    if not view.exact or len(gaps) != 1 or len(stray) != 1 or not is_slip(gaps[name], name):
        return []
    (index,) = stray.values()
    return [("set", (*view.place("parameters", index), "name"), name)]


def _loop_hint(view: Call, name: str) -> str | None:
    """Return how to hand on the items of a loop, where that may be what is missing."""
    items = listed(view.node.get("withItems"))
    if len(view.gaps("parameters")) != 1 or not items or view.arguments.get("parameters"):
        return None
    if not all(is_object(item) for item in items):
        return f'hand on the loop\'s item: {{name: {name}, value: "{{{{item}}}}"}}'
    keys = [key for key in mapping(items[0]) if all(key in item for item in items)]
    if not keys:
        return None
    shown = f"{{{{item.{name if name in keys else keys[0]}}}}}"
    return f'hand on the loop\'s item: {{name: {name}, value: "{shown}"}}'


def _has_no_value(view: Call, argument: Object) -> bool:
    source = argument.get("valueFrom")
    if argument.get("value") is not None or mapping(source).get("configMapKeyRef") is not None:
        return False
    # That the argument has neither value nor source may have been told.
    return not view.judged or source is not None


@rule("HL308", Call, "A template gets the artifacts that it needs")
def artifacts_supplied(view: Call, say: Say) -> None:
    """Every input artifact that is not optional and lies nowhere yet is given by the caller.

    ```yaml
    steps:
    - - {name: train, template: train}   # train has the input artifact "data"
    ```

    Add the artifact to the arguments, or `optional: true` or a location to the input.
    """
    for name in view.gaps("artifacts"):
        place, told = _told(view, "artifacts", name)
        say(place, told, argo=_argo(view, "artifacts", name))


@rule("HL309", Call, "An argument matches an input", "warning")
def argument_matches(view: Call, say: Say) -> None:
    """An argument that no input of the template takes has no effect; Argo drops it silently.

    ```yaml
    steps:
    - - name: hello
        template: print   # has the input "text"
        arguments:
          parameters:
          - {name: txt, value: hello}
    ```

    Correct the name, leave the argument out, or add the input to the template.
    """
    if not view.exact:
        return
    template = view.template
    takes = {"parameters": template.parameters, "artifacts": template.artifacts}
    for kind, known in takes.items():
        other = _OTHER[kind]
        told = {*view.gaps(kind).values(), *view.swapped(other)}
        for name, index in view.stray(kind).items():
            if name not in told:
                message = f"template {template.name!r} has no input {kind[:-1]} {name!r}"
                swapped = (
                    f", but an input {other[:-1]} of that name" if name in takes[other] else ""
                )
                place = under(view.path, "arguments", kind, index, "name")
                say(place, message + (swapped or near(name, known, "it has")))


@rule("HL419", Call, "A timeout that is handed over has a unit")
def timeout_given(view: Call, say: Say) -> None:
    """What is given for a template's `timeout` is a duration such as `30s`, not a bare number.

    ```yaml
    templates:
    - name: main
      steps:
      - - {name: a, template: wait, arguments: {parameters: [{name: for, value: "30"}]}}
    - name: wait
      inputs: {parameters: [{name: for}]}
      timeout: "{{inputs.parameters.for}}"
      container: {image: busybox}
    ```

    Write the unit: `value: 30s`.
    """
    template = view.template
    if "timeout" not in template.raw:
        return
    tag = _PASSED.fullmatch(string(template.raw.get("timeout"))) if view.node else None
    index, parameter = view.given("parameters").get(tag[1], (0, EMPTY)) if tag else (0, EMPTY)
    value = any_string(parameter.get("value"))
    if _WHOLE.fullmatch(value):
        argo = f"{view.argo}{template.name} has invalid duration format in timeout"
        place = under(view.path, "arguments", "parameters", index, "value")
        say(place, argo=argo, hint=f"write the unit: {value}s")
