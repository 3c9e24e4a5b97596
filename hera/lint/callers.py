"""The walk through what calls other templates: the tasks of a DAG, and steps."""

from __future__ import annotations

from .arguments import Arguments
from .calls import Call, fits
from .fields import check_node
from .graph import not_ancestors
from .items import HooksOfTask, check_items
from .mending import Waits
from .mixed import check_arguments
from .names import Names, are_good, names_of
from .objects import Hooks, Reference
from .shape import Fixed, is_object, listed, mapping, objects, string, under
from .tagged import tags_in
from .tags import OPEN, has_no_plain_tag, has_placeholder
from .tasks import Dag, Looped
from .template import Opaque, Template
from .variables import NoPlainTag, NotAwaited, Unresolved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .finding import Path
    from .place import Place
    from .shape import Object
    from .walk import Walk


def walk_dag(walk: Walk, place: Place) -> None:
    """Look at the tasks of a DAG and at all that they call."""
    template, scope = place.template, place.scope
    start = f"templates.{template.name}"
    path = under(template.path, "dag", "tasks")
    raw = mapping(template.raw["dag"])
    tasks = objects(raw.get("tasks"))
    names = [place.fill(task.get("name")) for task in tasks]
    repeated = f"{start} sorting failed: duplicated nodeName "
    walk.check_names(names, f"{start}.tasks", path, repeated=repeated)
    entries = [(name, under(path, i), tasks[i]) for i, name in enumerate(names)]
    dag = Dag(template, entries, raw.get("target"), place.fill)
    walk.report.check(dag)
    scope.all_nodes = dag.tasks
    for name in dag.ordered:
        where, task = dag.tasks[name]
        callee = _resolve(walk, place, name, task, where, f"{start}.tasks.{name} ")
        scope.nodes[name] = callee.results(looped=_is_list_of_nodes(task))
        walk.add_outputs(scope, callee)
    walk.check_tags(
        place, raw.get("target"), under(template.path, "dag", "target"), f"{start}.targets"
    )
    uses = _Uses(dag)
    for name in dag.ordered:
        where, task = dag.tasks[name]
        argo = f"{start}.tasks.{name}"
        if "hooks" in task:
            scope.status.add(name)
        scope.drop_items()
        _loop(walk, place, task, where, argo)
        _check_arguments(walk, place, name, task, where, argo)
        scope.add_inline(task)
        tags = walk.check_tags(place, task, where, argo, waits=uses.waits_for(name))
        tags += check_node(walk.report, place, name, task, where)
        if tags:
            uses.add(name, tags)
        if "hooks" in task:
            if not isinstance(where, Fixed):
                hooks = mapping(task["hooks"])
                walk.report.check(HooksOfTask(argo, under(where, "hooks"), hooks))
            check_hooks(walk, place, task, where, f"{argo} ")
        if "onExit" in task:
            _check_exit(walk, place, task, where, argo)
    uses.report(walk)


class _Uses:
    """The tasks that the tasks of a DAG name in their tags, collected to be judged together."""

    def __init__(self, dag: Dag) -> None:
        self._dag = dag
        self._start = f"templates.{dag.template.name}.tasks."
        self._used: dict[str, list[str]] = {}
        self._status: list[tuple[str, str, str]] = []

    def add(self, name: str, tags: list[str]) -> None:
        """Take in the tags of one task."""
        known = self._dag.tasks
        used: list[str] = []
        for tag in tags:
            root, _, rest = tag.partition(".")
            other = rest.partition(".")[0]
            # A hook may ask for its own task.
            hooked = other == name and "hooks" in known[name][1]
            if root.strip() == "tasks" and other in known and not hooked and other not in used:
                used.append(other)
        if used:
            self._used[name] = used

    def waits_for(self, name: str) -> Callable[[str], bool]:
        """Return what puts a task's tag aside if it is a status, known to those that wait for it."""

        def put_aside(tag: str) -> bool:
            root, _, rest = tag.strip().partition(".")
            other, _, asked = rest.partition(".")
            if root != "tasks" or asked != "status" or other not in self._dag.tasks:
                return False
            self._status.append((name, other, tag))
            return True

        return put_aside

    def report(self, walk: Walk) -> None:
        """Report the uses of tasks that need not have ended."""
        dag = self._dag
        if dag.cyclic or not dag.certain or not self._used:
            return
        missing = not_ancestors(self._used, dag.ordered, dag.waits)
        waits = Waits(dag, missing) if missing else None
        told: set[tuple[str, str]] = set()
        for name, other, tag in self._status:
            if (name, other) in missing:
                path, task = dag.tasks[name]
                why = f"it does not wait for task {other!r}"
                walk.report.check(Unresolved(self._start + name, path, task, tag, why))
                told.add((name, other))
        if waits is None:
            return
        for name, others in self._used.items():
            path, task = dag.tasks[name]
            direct = dict(_direct_arguments(task))
            for other in others:
                if (name, other) in missing and ((name, other) not in told or other in direct):
                    argument = direct.get(other, "")
                    argo, fix = self._start + name, waits.edits(name, other)
                    walk.report.check(NotAwaited(argo, path, task, "task", other, argument, fix))


def _direct_arguments(task: Object) -> Iterator[tuple[str, str]]:
    """Yield the tasks whose outputs are arguments as they are, with the argument's kind and name."""
    arguments = mapping(task.get("arguments"))
    for kind, key in (("parameter", "value"), ("artifact", "from")):
        for item in objects(arguments.get(f"{kind}s")):
            value = string(item.get(key))
            if value.startswith("{{tasks."):
                yield value.split(".")[1], f"{kind} '{string(item.get('name'))}'"


def walk_steps(walk: Walk, place: Place) -> None:
    """Look at the steps of a template and at all that they call."""
    template, scope = place.template, place.scope
    groups = [objects(group) for group in listed(template.raw.get("steps"))]
    names = [[place.fill(step.get("name")) for step in group] for group in groups]
    flat = [name for group in names for name in group]
    if not are_good(flat):
        _check_step_names(walk, template, names)
    scope.all_nodes = set(flat)
    start = f"templates.{template.name}.steps"
    for index, group in enumerate(groups):
        together = set(names[index])
        for within, (name, step) in enumerate(zip(names[index], group, strict=True)):
            path = under(template.path, "steps", index, within)
            argo = f"{start}[{index}].{name}"
            ends = "hooks" in step or "onExit" in step
            scope.status.add(name)
            _loop(walk, place, step, path, argo)
            if ends and is_object(step.get("hooks")):
                walk.report.check(Hooks(argo, under(path, "hooks"), step["hooks"]))
            callee = _resolve(walk, place, name, step, path, f"{argo} ")
            if ends and (step.get("onExit") or "exit" in mapping(step.get("hooks"))):
                scope.nodes[name] = callee.results(looped=False)
                walk.add_outputs(scope, callee)
            scope.add_inline(step)
            tags = walk.check_tags(place, step, path, start)
            # Of one that comes later in the group it was told that it is not known.
            ran = together & scope.nodes.keys()
            if tags:
                _check_together(walk, name, step, path, tags, ran)
            scope.nodes[name] = callee.results(looped=_is_list_of_nodes(step))
            used = check_node(walk.report, place, name, step, path)
            if used:
                _check_together(walk, name, step, path, used, ran)
            walk.add_outputs(scope, callee)
            _check_arguments(walk, place, name, step, path, argo)
            if ends:
                check_hooks(walk, place, step, path, f"{argo} ")
                _check_exit(walk, place, step, path, argo)
    scope.inline.clear()


def _check_step_names(walk: Walk, template: Template, names: list[list[str]]) -> None:
    start = f"templates.{template.name}.steps"
    entries = [
        (name, f"{start}[{i}].name", under(template.path, "steps", i, j))
        for i, group in enumerate(names)
        for j, name in enumerate(group)
    ]
    walk.report.check(Names(entries, colon=""))


def _check_together(
    walk: Walk, own: str, step: Object, path: Path, tags: list[str], together: set[str]
) -> None:
    for tag in tags:
        name = tag.strip().removeprefix("steps.").partition(".")[0]
        if tag.strip().startswith("steps.") and name != own and name in together:
            walk.report.check(NotAwaited("", path, step, "step", name))


def _resolve(walk: Walk, place: Place, name: str, raw: Object, path: Path, argo: str) -> Template:
    callee = walk.resolve(place, raw, path, argo)
    place.called[name] = callee
    if not isinstance(callee, Opaque):
        walk.enter(callee)
    return callee


def _is_list_of_nodes(raw: Object) -> bool:
    # A sequence's outputs are lists at run time as well, but not for Argo's validator.
    return bool(raw.get("withItems") or raw.get("withParam"))


def _check_arguments(
    walk: Walk, place: Place, name: str, raw: Object, path: Path, argo: str
) -> None:
    arguments = mapping(raw.get("arguments"))
    callee = place.called.get(name)
    if callee is not None and fits(arguments, callee):
        return
    start, at = f"{argo}.arguments.", under(path, "arguments")
    if arguments:
        walk.report.check(Arguments(start, at, arguments, may_be_empty=False))
        check_arguments(walk.report, arguments, at)
    for kind in ("parameters", "artifacts"):
        if kind in arguments:
            names = [place.fill(given) for given in names_of(arguments[kind])]
            walk.check_names(names, start + kind, under(at, kind), values=True)
    if callee is not None and not isinstance(callee, Opaque):
        walk.report.check(Call(f"{argo} ", path, callee, arguments, node=raw, judged=True))


def _loop(walk: Walk, place: Place, raw: Object, path: Path, argo: str) -> None:
    looped = "withItems" in raw or "withParam" in raw or "withSequence" in raw
    place.scope.looped = looped or not place.template.name
    if not looped:
        return
    walk.report.check(Looped(argo, path, raw))
    items = listed(raw.get("withItems"))
    for item in items:
        # Of a map's entries, the tags have the JSON, in which the characters are escaped.
        if isinstance(item, str) and has_no_plain_tag(item):
            for tag in tags_in(raw.get("arguments"), place.value_of)[0]:
                if tag.strip() == "item":
                    walk.report.check(NoPlainTag("", path, raw, tag, item))
    place.scope.add_items(items, listed_elsewhere=bool(place.fill(raw.get("withParam"))))
    check_items(walk.report, place.scope, raw, path)


def check_hooks(walk: Walk, place: Place, raw: Object, path: Path, argo: str) -> None:
    """Check the calls that hooks make."""
    # Argo does not look into hooks; that their templates and arguments are there can be told.
    for where, hook in _hooks_of(raw, path):
        callee = walk.resolve(place, hook, where, argo, is_hook=True)
        arguments = mapping(hook.get("arguments"))
        check_arguments(walk.report, arguments, under(where, "arguments"))
        if not isinstance(callee, Opaque):
            walk.report.check(Call(argo, where, callee, arguments))


def _check_exit(walk: Walk, place: Place, raw: Object, path: Path, argo: str) -> None:
    """Check that the template is there that runs after a step or task, written the old way."""
    name, templates = place.fill(raw.get("onExit")), place.template.holder.templates
    known_later = has_placeholder(name) or OPEN in name
    if name and name not in templates and not known_later:
        text = f"{argo} template name '{name}' undefined"
        walk.report.check(Reference(text, under(path, "onExit"), name, templates))


def _hooks_of(raw: Object, path: Path) -> Iterator[tuple[Path, Object]]:
    """Yield the hooks of a workflow, step or task, each with its place."""
    for name, hook in mapping(raw.get("hooks")).items():
        if is_object(hook):
            yield under(path, "hooks", name), hook
