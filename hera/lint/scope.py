"""Which variables a template, step or task may use, as Argo's validator sees it."""

from __future__ import annotations

from .near import closest, near
from .shape import is_list, is_object, listed, mapping, objects, string
from .tags import is_parameter
from .template import LEAVES, PODS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from .shape import Object
    from .template import Template

# Argo looks at tags that begin so, and at no others.
CHECKED = ("item.", "steps.", "inputs.", "outputs.", "pod.", "workflow.", "tasks.")

# Those of a workflow that are known in some places or some workflows only.
_SELDOM = {
    "failures": "it is known in exit handlers only",
    "priority": "the workflow has no `priority`",
    "cronScheduleTime": "write {{workflow.scheduledTime}}",
}
# What Argo lets pass without looking: it becomes known at run time.
_AT_RUN_TIME = (
    "outputs.",
    "workflow.creationTimestamp",
    "workflow.scheduledTime",
    "workflow.duration",
    "tasks.name",
    "steps.name",
)
OF_RETRIES = (
    "retries",
    "lastRetry.exitCode",
    "lastRetry.status",
    "lastRetry.duration",
    "lastRetry.message",
)
# What every node has, whether or not it can be asked for where it is not awaited.
_OF_NODES = frozenset({"status"})
_INLINE = "a template that stands inline knows its own inputs only"
_ROOTS = {"dag": "tasks.", "steps": "steps."}
_GLOBAL_OUTPUTS = ("parameters", "artifacts")


class Scope:
    """The variables that are known within one template.

    Attributes:
        template: The template.
        globals: The workflow's variables with their values; they grow while a workflow is walked.
        root: How references to other nodes begin: ``tasks.``, ``steps.``, or nothing.
        nodes: What can be asked of each node, by its name.
        all_nodes: The names of all nodes of the template, also of those that come later.
        status: The nodes whose status is known.
        items: What a loop's item has: ``item.name``.
        inline: The inputs of a template that stands inline in a step or task.
        looped: Whether there is an `item`.
        retried: Whether the variables of retries are known.
    """

    __slots__ = (
        "_any_item",
        "_any_output",
        "_open",
        "_own",
        "all_nodes",
        "globals",
        "inline",
        "items",
        "looped",
        "nodes",
        "retried",
        "root",
        "status",
        "template",
    )

    def __init__(
        self, template: Template, globals_: Mapping[str, str], *, open_parameters: bool
    ) -> None:
        """Begin with what a template has of its own.

        Args:
            template: The template.
            globals_: The workflow's variables.
            open_parameters: Whether the workflow that will use the template may have more
                parameters.
        """
        self.template: Template = template
        self.globals: Mapping[str, str] = globals_
        self._open = open_parameters
        # Found when it is asked for: many templates have no tag.
        self._own: set[str] | None = None
        self.root: str = _ROOTS.get(template.kind, "\0")
        self.nodes: dict[str, frozenset[str]] = {}
        self.all_nodes: Collection[str] = ()
        self.status: set[str] = set()
        self.items: set[str] = set()
        self.inline: set[str] = set()
        # One that stands inline knows what the step or task knows.
        self.looped: bool = not template.name
        self.retried: bool = not template.name or _is_retried(template)
        self._any_item = False
        self._any_output: set[str] = set()

    def resolves(self, tag: str) -> bool:
        """Tell whether Argo's validator lets a tag pass, given without spaces around it."""
        if self._own is None:
            self._own = _own_variables(self.template)
        if tag in self._own or tag in self.globals or not tag.startswith(CHECKED):
            return True
        if tag.startswith(self.root):
            name, _, rest = tag[6:].partition(".")
            known = self.nodes.get(name)
            if known is not None and rest in known:
                return True
            if rest == "status" and name in self.status:
                return True
        if tag.startswith(_AT_RUN_TIME) or tag in self.items or tag in self.inline:
            return True
        return self._is_open(tag)

    def _is_open(self, tag: str) -> bool:
        if tag.startswith("item."):
            return self._any_item
        if tag.startswith("workflow.parameters"):
            return self._open
        if tag.startswith("workflow.outputs."):
            kind, dot, _ = tag[17:].partition(".")
            return bool(dot) and (
                kind in self._any_output or f"workflow.outputs.{kind}.*" in self.globals
            )
        return False

    def add_items(self, items: Sequence[Any], *, listed_elsewhere: bool) -> None:
        """Take in what the items of a step's or task's loop have.

        Args:
            items: The items of `withItems`.
            listed_elsewhere: Whether there is a `withParam`, whose items can be anything.
        """
        if not items:
            self._any_item = self._any_item or listed_elsewhere
        for item in items:
            if is_object(item):
                self.items |= {f"item.{key}" for key in mapping(item)}
            elif is_list(item):
                self.items |= {f"item.[{index}]" for index in range(len(listed(item)))}

    def drop_items(self) -> None:
        """Forget the items: in a DAG a task does not see another's."""
        if self.items:
            self.items.clear()
        self._any_item = False

    def add_inline(self, task: Object) -> None:
        """Take in the inputs of a template that stands inline in the step or task, if one does."""
        if self.inline:
            self.inline.clear()
        if "inline" not in task:
            return
        inputs = mapping(mapping(task.get("inline")).get("inputs"))
        for parameter in objects(inputs.get("parameters")):
            self.inline.add(f"inputs.parameters.{string(parameter.get('name'))}")

    def add_open_outputs(self, template: Template) -> None:
        """Take in that a template's outputs may become global under any name."""
        for kind in _GLOBAL_OUTPUTS:
            if any(is_parameter(name) for name in global_names(template, kind)):
                self._any_output.add(kind)

    def explain(self, tag: str, called: Mapping[str, Template | None]) -> str:
        """Return why a tag is not known, with the nearest name that is.

        Args:
            tag: The tag.
            called: The templates that the nodes call.
        """
        root, _, rest = tag.partition(".")
        if f"{root}." == self.root:
            return self._explain_node(rest, called)
        if root in ("tasks", "steps"):
            return self._explain_root(rest)
        if root == "item":
            if not self.items:
                return "no loop here has items with names"
            known = [name.removeprefix("item.") for name in self.items]
            return f"no item has {rest!r}" + near(rest, known, "they have")
        if root == "inputs":
            return self._explain_input(rest)
        if root == "pod":
            if self.template.kind in PODS:
                return "of its pod a template knows pod.name only"
            return "only templates that make a pod have pod.name"
        part, _, name = rest.partition(".")
        if name and part in ("parameters", "labels", "annotations"):
            start = f"workflow.{part}."
            known = [key.removeprefix(start) for key in self.globals if key.startswith(start)]
            # All of them at once is seldom what is meant.
            known = [key for key in known if key != "json"]
            return f"the workflow has no {part[:-1]} {name!r}" + near(name, known)
        if rest in _SELDOM:
            return _SELDOM[rest]
        known = [key.partition(".")[2] for key in self.globals if not key.endswith("*")]
        close = closest(rest, known)
        return f"no variable {tag!r}" + (f"; did you mean '{root}.{close}'?" if close else "")

    def _explain_root(self, rest: str) -> str:
        """Return why a template knows no tasks, or no steps."""
        kind, name = self.template.kind, self.template.name
        if kind in _ROOTS:
            is_made = "is a DAG" if kind == "dag" else "is made of steps"
            told = f"template {name!r} {is_made}; its {self.root[:-1]} are {{{{{self.root}…}}}}"
            node = rest.partition(".")[0]
            return f"{told}, and {node!r} is one of them" if node in self.all_nodes else told
        if not name:
            return f"{_INLINE}: pass the value as an argument"
        return f"template {name!r} is no DAG and no steps but a {kind}"

    def _explain_node(self, rest: str, called: Mapping[str, Template | None]) -> str:
        name, _, asked = rest.partition(".")
        kind = self.root[:-2]
        if name not in self.nodes:
            if name in self.all_nodes:
                return f"{kind} {name!r} runs later"
            told = f"no {kind} {name!r} in template {self.template.name!r}"
            return told + near(name, self.all_nodes)
        if asked == "status":
            return f"it does not wait for {kind} {name!r}"
        template = called.get(name)
        if template is None:
            return f"which template {kind} {name!r} calls is known at run time only"
        if asked == "outputs.result":
            return f"template {template.name!r}, a {template.kind}, has no result"
        for part, declared in (
            ("outputs.parameters.", template.output_parameters),
            ("outputs.artifacts.", template.output_artifacts),
        ):
            if asked.startswith(part):
                given = asked.removeprefix(part)
                what = f"output {part[8:-2]} {given!r}"
                return f"template {template.name!r} has no {what}" + near(given, declared, "it has")
        known = self.nodes[name]
        # Such as `outputs.exitCode`.
        last = asked.rpartition(".")[2]
        if last != asked and (last in known or last in _OF_NODES):
            return f"{kind} {name!r} has no {asked!r}; did you mean {last!r}?"
        return f"{kind} {name!r} has no {asked!r}" + near(asked, known, "it has")

    def _explain_input(self, rest: str) -> str:
        part, _, name = rest.partition(".")
        declared = {"parameters": self.template.parameters, "artifacts": self.template.artifacts}
        known = declared.get(part)
        if known is None:
            return f"inputs have no {rest!r}; there are inputs.parameters and inputs.artifacts"
        if not name:
            return f"write which one: inputs.{part}.NAME" + near("", known)
        what = f"input {part[:-1]} {name!r}"
        if not self.template.name:
            return f"{_INLINE}, and has no {what}" + near(name, known, "it has")
        return f"template {self.template.name!r} has no {what}" + near(name, known, "it has")


def global_names(template: Template, kind: str) -> list[str]:
    """Return the names under which a template's outputs become global."""
    outputs = template.output_parameters if kind == "parameters" else template.output_artifacts
    return [string(item["globalName"]) for item in outputs.values() if item.get("globalName")]


def _is_retried(template: Template) -> bool:
    defaults = mapping(template.holder.spec.get("templateDefaults"))
    return template.raw.get("retryStrategy") is not None or "retryStrategy" in defaults


def _own_variables(template: Template) -> set[str]:
    own = {f"inputs.parameters.{name}" for name in template.parameters}
    own.add("inputs.parameters")
    own |= {f"inputs.artifacts.{name}" for name in template.artifacts}
    own |= {
        f"inputs.artifacts.{name}.path"
        for name, item in template.artifacts.items()
        if template.kind in LEAVES or item.get("path")
    }
    if template.kind in PODS:
        own.add("pod.name")
    if template.raw.get("retryStrategy") is not None:
        own.update(OF_RETRIES)
    return own
