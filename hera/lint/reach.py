"""Which templates and arguments are used, and what a pod has twice."""

from __future__ import annotations

import re

from .names import names_of
from .near import near
from .registry import rule
from .releases import nodes
from .shape import any_string, is_list, is_object, listed, mapping, objects, string, under
from .tags import OPEN
from .template import IN_POD, Template

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .finding import Path
    from .registry import Say
    from .shape import Object
    from .template import Holder


# All of them at once, or one by a name that is computed.
_ANY_ARGUMENT = re.compile(r"\bworkflow(?:\.parameters\b(?!\.)|\.parameters\.json\b|\s*[\[)])")


class Own:
    """A workflow that runs its own templates.

    Attributes:
        spec: Its specification.
        holder: Its templates.
        entrypoint: The template that it begins with.
    """

    __slots__ = ("entrypoint", "holder", "spec")

    def __init__(self, spec: Object, holder: Holder, entrypoint: str) -> None:
        self.spec: Object = spec
        self.holder: Holder = holder
        self.entrypoint: str = entrypoint


@rule("HL434", Own, "Templates are called", "warning")
def templates_called(view: Own, say: Say) -> None:
    """A workflow's templates are run by its entrypoint, exit handler or hooks, or by each other.

    Of a WorkflowTemplate nothing is said, since others may call its templates.

    ```yaml
    entrypoint: main
    templates:
    - {name: main, container: {image: busybox}}
    - {name: clean-up, container: {image: busybox}}   # who calls it?
    ```

    Call it, or remove it.
    """
    reached = _reached(view)
    if reached is None:
        return
    for template in view.holder.listed:
        if template.name and template.name not in reached:
            place = under(template.path, "name")
            say(place, f"nothing calls template {template.name!r}")


def _reached(view: Own) -> set[str] | None:
    """Return the names of templates that are called, None where that is known at run time only."""
    templates = view.holder.templates
    if view.entrypoint not in templates:
        return None
    waiting = [view.entrypoint, string(view.spec.get("onExit")), *_of_hooks(view.spec)]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if OPEN in name:
            return None
        if name in reached:
            continue
        reached.add(name)
        template = templates.get(name)
        if template is None and name:
            # It is told that this one is not there; whichever was meant is called.
            return None
        if template is not None and template.kind in ("dag", "steps"):
            if not _is_readable(template.raw):
                return None
            waiting += {called for called in _called(template.raw) if called not in reached}
    return reached


def _is_readable(raw: Object) -> bool:
    """Tell whether it can be read what a DAG or steps call; of what cannot, others tell."""
    if "dag" in raw:
        tasks = mapping(raw["dag"]).get("tasks")
        return is_list(tasks) and all(is_object(task) and _calls(task) for task in listed(tasks))
    groups = raw.get("steps")
    return is_list(groups) and all(
        is_list(group) and all(is_object(step) and _calls(step) for step in group)
        for group in listed(groups)
    )


def _calls(node: Object) -> bool:
    """Tell whether a step or task says what it calls, as far as this can be read."""
    return any(
        isinstance(node.get(key), kind)
        for key, kind in (("template", str), ("templateRef", dict), ("inline", dict))
    )


def _called(raw: Object) -> Iterator[str]:
    found = nodes(raw)
    yield from {name for _, node in found if isinstance(name := node.get("template"), str)}
    for _, node in found:
        if "onExit" in node:
            yield string(node["onExit"])
        if "hooks" in node:
            yield from _of_hooks(node)
        if "inline" in node:
            yield from _called(mapping(node["inline"]))


def _of_hooks(raw: Object) -> Iterator[str]:
    for hook in mapping(raw.get("hooks")).values():
        yield string(mapping(hook).get("template"))


_NAMED_IN_PODS = {"volumes": "volume", "initContainers": "container", "sidecars": "container"}


@rule("HL435", Template, "What a pod has twice has two names", "warning", needs=(IN_POD,))
def unique_in_pod(view: Template, say: Say) -> None:
    """Kubernetes refuses two volumes or containers of one name; of two variables the last counts.

    ```yaml
    container:
      image: busybox
      env: [{name: LEVEL, value: info}, {name: LEVEL, value: debug}]
    ```

    Rename one of the two, or remove it.
    """
    for path, raw in containers(view):
        if "env" in raw:
            _say_repeated(raw["env"], under(path, "env"), "variable", say)
    for key, what in _NAMED_IN_PODS.items():
        if key in view.raw:
            _say_repeated(view.raw[key], under(view.path, key), what, say)


def containers(template: Template) -> Iterator[tuple[Path, Object]]:
    """Yield the containers of a template's pod, its script among them, each with its place."""
    raw = template.raw
    for key in ("container", "script"):
        if is_object(raw.get(key)):
            yield under(template.path, key), mapping(raw[key])
    for key in ("containerSet", "initContainers", "sidecars"):
        if key not in raw:
            continue
        inside = ("containers",) if key == "containerSet" else ()
        items = mapping(raw[key]).get("containers") if inside else raw[key]
        for index, item in enumerate(objects(items)):
            yield under(template.path, key, *inside, index), item


def _say_repeated(items: object, path: Path, what: str, say: Say) -> None:
    seen: set[str] = set()
    for index, item in enumerate(objects(items)):
        name = any_string(item.get("name"))
        if name and name in seen:
            say(under(path, index, "name"), f"there is another {what} {name!r}")
        seen.add(name)


class Submitted:
    """The arguments of a workflow that is made from a workflow template.

    Attributes:
        spec: The workflow's specification.
        path: Its place.
        used: The workflow template.
        entrypoint: The template that it begins with.
    """

    __slots__ = ("entrypoint", "path", "spec", "used")

    def __init__(self, spec: Object, path: Path, used: Holder, entrypoint: str) -> None:
        self.spec: Object = spec
        self.path: Path = path
        self.used: Holder = used
        self.entrypoint: str = entrypoint


@rule("HL313", Submitted, "What a workflow template is given, it uses", "warning")
def arguments_used(view: Submitted, say: Say) -> None:
    """Arguments beside `workflowTemplateRef` are ones of that workflow template's.

    Or they are inputs of its entrypoint, or named in one of its tags.

    ```yaml
    spec:
      workflowTemplateRef: {name: train}   # has the argument "epochs"
      arguments: {parameters: [{name: epoch, value: 3}]}
    ```

    Correct the name, or leave the argument out.
    """
    theirs = mapping(view.used.spec.get("arguments"))
    own = mapping(view.spec.get("arguments"))
    entry = view.used.templates.get(view.entrypoint)
    for kind in ("parameters", "artifacts"):
        items = objects(own.get(kind))
        if not items:
            continue
        inputs, needed = _inputs(entry, kind)
        known = {*names_of(theirs.get(kind)), *inputs}
        given = set(names_of(items))
        told = {near(name, given) for name in needed - given}
        for index, item in enumerate(items):
            name = string(item.get("name"))
            # That the entrypoint lacks an input, and is given this instead, is told there.
            elsewhere = any(f"did you mean {name!r}" in text for text in told)
            if name and name not in known and not elsewhere and not _is_named(name, kind, view):
                place = under(view.path, "arguments", kind, index, "name")
                message = f"the workflow template has no argument {name!r}"
                say(place, message + near(name, known, "it has"))


def _inputs(entry: Template | None, kind: str) -> tuple[Collection[str], set[str]]:
    """Return the names of an entrypoint's inputs, and of those that it cannot do without."""
    if entry is None:
        return (), set()
    if kind == "parameters":
        return entry.parameters, entry.required
    return entry.artifacts, set(entry.required_artifacts)


def _is_named(name: str, kind: str, view: Submitted) -> bool:
    if kind == "artifacts":
        return False
    shown = repr(view.used.spec) + repr(view.spec)
    # What other objects' templates name is not looked into here.
    if _ANY_ARGUMENT.search(shown) or "templateRef" in shown:
        return True
    return re.search(rf"workflow\.parameters\.{re.escape(name)}(?![-\w])", shown) is not None
