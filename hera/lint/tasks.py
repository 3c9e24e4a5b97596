"""What holds for the tasks of a DAG and for steps."""

from __future__ import annotations

import re

from .graph import dependencies, find_cycle, of_items, order, terms
from .mending import known_result, one_style
from .near import closest, near
from .registry import rule
from .shape import is_list, mapping, string, under
from .tags import is_parameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .finding import Path
    from .graph import Fill
    from .registry import Say
    from .shape import Object
    from .template import Template

_ENGLISH = ("and", "or", "not", "AND", "OR", "NOT")
_RESULTS = (
    "Succeeded",
    "Failed",
    "Errored",
    "Skipped",
    "Omitted",
    "Daemoned",
    "AnySucceeded",
    "AllFailed",
)


class Dag:
    """The tasks of a DAG.

    Attributes:
        template: The DAG's template.
        path: The place of the DAG.
        tasks: The tasks by name, each with its place; of several with one name the last.
        listed: The names in their order.
        waits: The names of the tasks that each waits for directly.
        ordered: The names, each after those it waits for.
        cyclic: Whether some wait for themselves, so that there is no such order.
        target: The targets, tags replaced.
        certain: Whether it is known who waits for whom.
    """

    __slots__ = (
        "certain",
        "cyclic",
        "listed",
        "ordered",
        "path",
        "target",
        "tasks",
        "template",
        "waits",
    )

    def __init__(
        self,
        template: Template,
        tasks: Sequence[tuple[str, Path, Object]],
        target: object,
        fill: Fill,
    ) -> None:
        """Find the order.

        Args:
            template: The DAG's template.
            tasks: The tasks, each with its name and place.
            target: The targets as they stand.
            fill: Returns a text with its tags replaced.
        """
        self.template: Template = template
        self.path: Path = under(template.path, "dag")
        self.tasks: dict[str, tuple[Path, Object]] = {
            name: (place, task) for name, place, task in tasks
        }
        self.listed: list[str] = [name for name, _, _ in tasks]
        self.waits: Mapping[str, list[str]] = {
            name: dependencies(task, fill) for name, (_, task) in self.tasks.items()
        }
        self.ordered: list[str]
        self.cyclic: bool
        self.ordered, self.cyclic = order(self.waits)
        self.target: str = fill(target)
        self.certain: bool = not any(
            "{{=" in f"{task.get('depends', '')}{task.get('dependencies', '')}"
            for _, task in self.tasks.values()
            if "depends" in task or "dependencies" in task
        )


class Looped:
    """A step or task with what it loops over.

    Attributes:
        argo: How Argo's text begins.
        path: Its place.
        raw: The step or task.
    """

    __slots__ = ("argo", "path", "raw")

    def __init__(self, argo: str, path: Path, raw: Object) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Object = raw


def loops(task: Object) -> list[str]:
    """Return the keys by which a step or task loops."""
    return [key for key in ("withItems", "withParam", "withSequence") if _is_given(task.get(key))]


def _is_given(value: object) -> bool:
    return bool(value) if is_list(value) or isinstance(value, str) else value is not None


@rule("HL501", Dag, "A DAG has tasks")
def has_tasks(view: Dag, say: Say) -> None:
    """A DAG has at least one task.

    ```yaml
    dag: {tasks: []}
    ```

    Add a task, or leave the template out.
    """
    if not view.listed:
        say(view.path, argo=f"templates.{view.template.name} must have at least one task")


@rule("HL502", Dag, "Tasks wait for tasks that are there")
def dependencies_known(view: Dag, say: Say) -> None:
    """What `depends` and `dependencies` name are tasks of the same DAG.

    ```yaml
    tasks:
    - {name: load, template: load}
    - {name: train, template: train, depends: laod}
    ```

    Correct the name.
    """
    for name, waits in view.waits.items():
        for other in waits:
            if other not in view.tasks:
                path, task = view.tasks[name]
                place = under(path, "depends" if task.get("depends") else "dependencies")
                start = f"templates.{view.template.name}"
                argo = f"{start} sorting failed: invalid dependency {other}"
                told = f"{start}.tasks.{name} dependency '{other}' not defined"
                result = _meant_result(string(task.get("depends")), other)
                if other in _ENGLISH and task.get("depends"):
                    say(place, told, argo=argo, hint="write && for and, || for or, ! for not")
                    continue
                meant = near(other, view.tasks, "its tasks are")
                say(place, told + (result or meant), argo=argo)


def _meant_result(depends: str, given: str) -> str:
    """Return which result of a task is meant by one that Argo takes for a task's name."""
    for before in re.findall(rf"([-\w]+)\.{re.escape(given)}(?![-\w])", depends):
        result = closest(given.capitalize(), _RESULTS)
        if result:
            return f"; did you mean '{before}.{result}'?"
    return ""


@rule("HL503", Dag, "Tasks do not wait for themselves")
def no_cycles(view: Dag, say: Say) -> None:
    """The tasks of a DAG can be put in an order in which each comes after those it waits for.

    ```yaml
    tasks:
    - {name: a, template: x, depends: b}
    - {name: b, template: x, depends: a}
    ```

    Remove one of the dependencies of the cycle that the message shows.
    """
    if view.cyclic:
        cycle = find_cycle(view.waits)
        start = f"templates.{view.template.name}"
        told = f"{start}.tasks dependency cycle detected: {'->'.join(cycle)}"
        place = view.tasks[cycle[0]][0]
        say(place, told, argo=f"{start} sorting failed: graph with cycle")


@rule("HL504", Dag, "A DAG has `depends` or `dependencies`")
def one_kind_of_dependency(view: Dag, say: Say) -> None:
    """Within one DAG all tasks use `depends`, or all use `dependencies`.

    ```yaml
    tasks:
    - {name: a, template: x}
    - {name: b, template: x, depends: a}
    - {name: c, template: x, dependencies: [b]}
    ```

    Write `depends: b` in the place of `dependencies: [b]`.
    """
    if _uses_depends(view):
        for path, task in view.tasks.values():
            if task.get("dependencies"):
                argo = f"templates.{view.template.name} cannot use both 'depends' and"
                argo += " 'dependencies' in the same DAG template"
                say(under(path, "dependencies"), argo=argo, fix=one_style(task, path))


@rule("HL505", Dag, "`continueOn` does not go with `depends`")
def no_continue_on(view: Dag, say: Say) -> None:
    """In a DAG with `depends`, what is to happen after a failure is said there.

    ```yaml
    tasks:
    - {name: a, template: x, continueOn: {failed: true}}
    - {name: b, template: x, depends: a}
    ```

    Write `depends: a.Succeeded || a.Failed`.
    """
    if _uses_depends(view):
        for path, task in view.tasks.values():
            if task.get("continueOn") is not None:
                argo = f"templates.{view.template.name} cannot use 'continueOn' when using"
                argo += " 'depends'. Instead use 'dep-task.Failed'/'dep-task.Errored'"
                say(under(path, "continueOn"), argo=argo)


@rule("HL506", Dag, "`depends` asks for results that tasks have")
def results_known(view: Dag, say: Say) -> None:
    """After the dot in `depends` stands one of the results that a task can have.

    They are `Succeeded`, `Failed`, `Errored`, `Skipped`, `Omitted`, `Daemoned`, and for loops
    `AnySucceeded` and `AllFailed`.

    ```yaml
    depends: a.Completed
    ```

    Choose one of them: `a.Succeeded || a.Failed`.
    """
    for name, (path, task) in view.tasks.items():
        depends = string(task.get("depends"))
        for other, result in terms(depends) if "." in depends else ():
            if result and result not in _RESULTS:
                argo = f"templates.{view.template.name}.tasks.{name} task result '{result}' for"
                argo += f" task '{other}' is invalid"
                place, told = under(path, "depends"), near(result, _RESULTS).removeprefix("; ")
                say(place, told, argo=argo, fix=known_result(depends, place, result, _RESULTS))


@rule("HL507", Dag, "Only loops have `AnySucceeded` and `AllFailed`")
def items_for_results(view: Dag, say: Say) -> None:
    """`AnySucceeded` and `AllFailed` are asked of tasks that loop.

    ```yaml
    tasks:
    - {name: a, template: x}
    - {name: b, template: x, depends: a.AnySucceeded}
    ```

    Ask for `a.Succeeded`, or give `a` a loop.
    """
    for name, (path, task) in view.tasks.items():
        depends = string(task.get("depends"))
        for other in of_items(depends) if "A" in depends else ():
            if other in view.tasks and not loops(view.tasks[other][1]):
                # Argo names the task that is waited for in both places.
                argo = f"templates.{view.template.name}.tasks.{other} dependency '{other}' uses an"
                argo += " items-based condition such as .AnySucceeded or .AllFailed but does not"
                told = f"task {name!r} asks for it"
                say(under(path, "depends"), told, argo=f"{argo} contain any items")


@rule("HL508", Dag, "Tasks that wait or are waited for begin with a letter")
def names_without_digit(view: Dag, say: Say) -> None:
    """Where `depends` or `dependencies` are used, no task's name begins with a digit.

    ```yaml
    tasks:
    - {name: 1st, template: x}
    - {name: b, template: x, depends: 1st}
    ```

    Rename the task: `first`.
    """
    depends = _uses_depends(view)
    for name, (path, task) in view.tasks.items():
        if name[:1].isdigit() and (depends or task.get("dependencies")):
            argo = f"templates.{view.template.name}.tasks.{name} name cannot begin with a digit"
            argo += " when using either 'depends' or 'dependencies'"
            say(under(path, "name"), argo=argo)


@rule("HL509", Dag, "Targets are tasks")
def targets_known(view: Dag, say: Say) -> None:
    """`dag.target` names tasks of the DAG, separated by spaces.

    ```yaml
    dag:
      target: biuld
      tasks: [{name: build, template: build}]
    ```

    Correct the name.
    """
    if not view.target:
        return
    for name in view.target.split(" "):
        if name not in view.tasks and not is_parameter(name):
            argo = f"templates.{view.template.name}.targets: target '{name}' is not defined"
            told = near(name, view.tasks, "its tasks are").removeprefix("; ")
            say(under(view.path, "target"), told, argo=argo)


@rule("HL510", Looped, "A step or task loops in one way")
def one_loop(view: Looped, say: Say) -> None:
    """A step or task has one of `withItems`, `withParam` and `withSequence`.

    ```yaml
    - name: a
      template: x
      withItems: [1, 2]
      withSequence: {count: 2}
    ```

    Leave one; for all combinations, loop over a template that loops itself.
    """
    given = loops(view.raw)
    if len(given) > 1:
        argo = f"{view.argo} only one of withItems, withParam, withSequence can be specified"
        say(under(view.path, given[-1]), argo=argo)


@rule("HL511", Looped, "A sequence has a count or an end")
def sequence_end(view: Looped, say: Say) -> None:
    """`withSequence` says `count` or `end`, not both.

    ```yaml
    withSequence: {count: 3, end: 3}
    ```

    Leave one.
    """
    sequence = mapping(view.raw.get("withSequence"))
    both = sequence.get("count") is not None and sequence.get("end") is not None
    if both and loops(view.raw) == ["withSequence"]:
        argo = f"{view.argo} only one of count or end can be defined in withSequence"
        say(under(view.path, "withSequence"), argo=argo)


def _uses_depends(view: Dag) -> bool:
    return any(task.get("depends") for _, task in view.tasks.values())
