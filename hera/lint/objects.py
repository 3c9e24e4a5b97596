"""What holds for the object as a whole: its name, entrypoint, hooks and pods."""

from __future__ import annotations

import re

from .mending import entrypoint
from .near import near
from .registry import rule
from .shape import is_object, listed, mapping, objects, string, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from .finding import Path
    from .registry import Say
    from .shape import Object

_LONGEST = {
    "Workflow": ("workflow name", 63),
    "WorkflowTemplate": ("workflow template name", 63),
    "ClusterWorkflowTemplate": ("cluster workflow template name", 63),
    "CronWorkflow": ("cron workflow name", 52),
}
_STRATEGIES = ("OnPodCompletion", "OnPodSuccess", "OnWorkflowCompletion", "OnWorkflowSuccess")
_OBJECT_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")


class Subject:
    """The object that is linted.

    Attributes:
        kind: Its kind.
        name: Its name, empty if the server makes one.
        spec: The workflow's specification.
        path: The place of the specification.
        entrypoint: The template that the workflow begins with, its own or the one of the workflow
            template that it is made from.
        needs_entrypoint: Whether it cannot do without.
        fields: The specification, as the registry of rules asks for it.
    """

    __slots__ = ("entrypoint", "fields", "kind", "name", "needs_entrypoint", "path", "spec")

    def __init__(
        self,
        kind: str,
        name: str,
        spec: Object,
        path: Path,
        entrypoint: str,
        *,
        needs_entrypoint: bool,
    ) -> None:
        self.kind: str = kind
        self.name: str = name
        self.spec: Object = spec
        self.fields: Object = spec
        self.path: Path = path
        self.entrypoint: str = entrypoint
        self.needs_entrypoint: bool = needs_entrypoint


class Named:
    """The object that is linted, for what its metadata says.

    Attributes:
        kind: Its kind.
        metadata: Its metadata.
        spec: Its own specification.
        whole: Whether it says all that a server asks for first; a part of one does not.
    """

    __slots__ = ("kind", "metadata", "spec", "whole")

    def __init__(self, manifest: Object, kind: str) -> None:
        self.kind: str = kind
        self.metadata: Object = mapping(manifest.get("metadata"))
        self.spec: Object = mapping(manifest.get("spec"))
        self.whole: bool = "apiVersion" in manifest


class Hooks:
    """The hooks of a workflow or step.

    Attributes:
        argo: How Argo's text begins.
        path: Their place.
        raw: The hooks.
    """

    __slots__ = ("argo", "path", "raw")

    def __init__(self, argo: str, path: Path, raw: Object) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Object = raw


class Reference:
    """A template's name, or a reference, that leads nowhere.

    Attributes:
        argo: Argo's text.
        path: Its place.
        given: The name that is not there.
        known: The names that are.
    """

    __slots__ = ("argo", "given", "known", "path")

    def __init__(self, argo: str, path: Path, given: str, known: Collection[str]) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.given: str = given
        self.known: Collection[str] = known


class Holding:
    """What a step, task or hook says about the template that it calls.

    Attributes:
        argo: How Argo's text begins.
        path: The place of the step or task.
        raw: The step or task.
    """

    __slots__ = ("argo", "path", "raw")

    def __init__(self, argo: str, path: Path, raw: Object) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Object = raw


@rule("HL101", Subject, "The object's name is short enough")
def name_length(view: Subject, say: Say) -> None:
    """A name has at most 63 characters, a cron workflow's 52.

    Argo puts the name into labels of pods, and appends a time to that of a cron workflow.

    ```yaml
    metadata: {name: a-name-that-goes-on-and-on-and-on-until-it-is-far-too-long-for-a-label}
    ```

    Shorten it.
    """
    what, most = _LONGEST[view.kind]
    size = len(view.name.encode())
    if size > most:
        argo = f'{what} "{view.name}" must not be more than {most} characters long'
        say(("metadata", "name"), argo=f"{argo} (currently {size})")


@rule("HL115", Named, "The object's name is one that Kubernetes takes", "warning")
def name_for_kubernetes(view: Named, say: Say) -> None:
    """A name consists of lower-case letters, digits, `-` and `.`.

    It begins and ends with a letter or digit. Argo's linter lets other names pass, Kubernetes
    refuses them.

    ```yaml
    metadata: {name: My_Workflow}
    ```

    Write `my-workflow`.
    """
    for key in ("name", "generateName"):
        name = string(view.metadata.get(key))
        # What the server appends follows a hyphen.
        whole = name.rstrip("-") if key == "generateName" else name
        if whole and not _OBJECT_NAME.fullmatch(whole):
            told = f"Kubernetes refuses {name!r}: a name consists of lower-case letters, digits,"
            rest = "'-' and '.', and begins and ends with a letter or digit"
            say(("metadata", key), f"{told} {rest}")


@rule("HL117", Named, "An object has a name", "warning")
def name_given(view: Named, say: Say) -> None:
    """Each object has a `name`, or a `generateName` to which the server appends letters.

    Argo's linter lets objects without pass, Kubernetes refuses them. Of a part of a manifest, such
    as a patch for kustomize, nothing is said.

    ```yaml
    kind: Workflow
    metadata: {namespace: research}
    ```

    Add `generateName: train-`, or a name.
    """
    named = view.metadata.get("name") or view.metadata.get("generateName")
    if named or not view.whole:
        return
    job = mapping(view.spec.get("workflowSpec")) if view.kind == "CronWorkflow" else view.spec
    if job.get("templates") or job.get("workflowTemplateRef"):
        told = "give name, or generateName to get one made"
        say(("metadata",), "Kubernetes wants a name", hint=told)


@rule("HL119", Subject, "The exit hook of a workflow has no condition", "warning", needs=("hooks",))
def exit_hook_always(view: Subject, say: Say) -> None:
    """The `exit` hook of a workflow always runs: Argo does not look at its `expression`.

    That of a step's or task's `exit` hook counts.

    ```yaml
    spec:
      hooks:
        exit: {template: alarm, expression: 'workflow.status == "Failed"'}
    ```

    Let the hook call steps, and put the condition into the `when` of one:
    `when: "{{workflow.status}} == Failed"`.
    """
    hook = mapping(mapping(view.spec.get("hooks")).get("exit"))
    if hook.get("expression"):
        place = under(view.path, "hooks", "exit", "expression")
        told = "a workflow's exit hook runs whatever its expression says"
        say(place, told, hint="put the condition into a step's `when`")


@rule("HL102", Subject, "A workflow has an entrypoint")
def entrypoint_given(view: Subject, say: Say) -> None:
    """`spec.entrypoint` names the template that a workflow begins with.

    ```yaml
    spec:
      templates: [{name: main, container: {image: busybox}}]
    ```

    Add `entrypoint: main`.
    """
    if view.needs_entrypoint and not view.entrypoint:
        names = [string(item.get("name")) for item in objects(view.spec.get("templates"))]
        told = near("main", names, "templates are").removeprefix("; ") if len(names) > 1 else ""
        hint = f"add entrypoint: {names[0]}" if len(names) == 1 else None
        argo = "spec.entrypoint is required"
        fix = entrypoint(view.spec, view.path)
        say(view.path, "" if "did you" in told else told, argo=argo, hint=hint, fix=fix)


@rule(
    "HL103",
    Subject,
    "A workflow has templates or refers to some",
    needs=("workflowTemplateRef",),
)
def no_templates_beside_reference(view: Subject, say: Say) -> None:
    """Beside `workflowTemplateRef` there are no `templates`.

    ```yaml
    spec:
      workflowTemplateRef: {name: shared}
      templates: [{name: main, container: {image: busybox}}]
    ```

    Call single templates of the other object with `templateRef`, or leave `templates` out.
    """
    if is_object(view.spec.get("workflowTemplateRef")) and listed(view.spec.get("templates")):
        argo = "Templates is invalid field in spec if workflow referred WorkflowTemplate reference"
        say(under(view.path, "templates"), argo=argo)


@rule("HL104", Hooks, "Hooks say when they run")
def hook_expression(view: Hooks, say: Say) -> None:
    """Each hook but `exit` has an `expression`.

    ```yaml
    hooks:
      running: {template: notify}
    ```

    Add it: `expression: workflow.status == "Running"`.
    """
    for name, hook in view.raw.items():
        if name != "exit" and not mapping(hook).get("expression"):
            say(under(view.path, name), argo=f"{view.argo}.{name} Expression required")


@rule("HL105", Subject, "Pods are collected at a time that Argo knows", needs=("podGC",))
def pod_collection(view: Subject, say: Say) -> None:
    """`podGC.strategy` is one of Argo's.

    They are `OnPodCompletion`, `OnPodSuccess`, `OnWorkflowCompletion` and `OnWorkflowSuccess`.

    ```yaml
    podGC: {strategy: OnSuccess}
    ```

    Choose one of them.
    """
    strategy = mapping(view.spec.get("podGC")).get("strategy")
    if isinstance(strategy, str) and strategy and strategy not in _STRATEGIES:
        told = near(strategy, _STRATEGIES).removeprefix("; ")
        place = under(view.path, "podGC", "strategy")
        say(place, told, argo=f"podGC.strategy unknown strategy '{strategy}'")


@rule("HL108", Subject, "Executor plugins are complete", needs=("executorPlugins",))
def executor_plugins(view: Subject, say: Say) -> None:
    """Each of `executorPlugins` has a name, and a sidecar that says all that Argo wants.

    That is at least one port, requests and limits of resources, and a security context.

    ```yaml
    executorPlugins:
    - metadata: {name: hello}
      spec: {sidecar: {container: {name: hello, image: hello}}}
    ```

    Add what the message names.
    """
    for index, plugin in enumerate(objects(view.spec.get("executorPlugins"))):
        problem = _problem_with_plugin(plugin)
        if problem:
            place = under(view.path, "executorPlugins", index)
            say(place, argo=f"spec.executorPlugins: {problem}")


def _problem_with_plugin(plugin: Object) -> str:
    if not mapping(plugin.get("metadata")).get("name"):
        return "executor plugin metadata name is mandatory"
    sidecar = mapping(mapping(plugin.get("spec")).get("sidecar"))
    container = mapping(sidecar.get("container"))
    resources = mapping(container.get("resources"))
    if not listed(container.get("ports")):
        return "sidecar is invalid: at least one port is mandatory"
    for part in ("requests", "limits"):
        if resources.get(part) is None:
            return f"sidecar is invalid: resources {part} are mandatory"
    if container.get("securityContext") is None:
        return "sidecar is invalid: security context is mandatory"
    return ""


@rule("HL403", Reference, "Templates that are called are there")
def template_defined(view: Reference, say: Say) -> None:
    """The entrypoint, steps, tasks and hooks call templates that the object has.

    A `templateRef` names a template that the other object has.

    ```yaml
    spec:
      entrypoint: mian
      templates: [{name: main, container: {image: busybox}}]
    ```

    Correct the name.
    """
    told = near(view.given, view.known, "there are").removeprefix("; ")
    say(view.path, told, argo=view.argo)


@rule("HL404", Holding, "A step or task says in one way what it calls")
def called_in_one_way(view: Holding, say: Say) -> None:
    """A step or task has one of `template`, `templateRef` and `inline`.

    A `templateRef` has the `name` of the other object and the `template` in it.

    ```yaml
    - {name: a, template: x, templateRef: {name: shared, template: x}}
    ```

    Leave one; add what is missing.
    """
    raw = view.raw
    reference = raw.get("templateRef")
    if not is_object(reference):
        # That a reference is no mapping is told by the schema's rule.
        if not raw.get("template") and raw.get("inline") is None and reference is None:
            say(view.path, "add `template`", argo=f"{view.argo}failed to get a template")
        return
    place = under(view.path, "templateRef")
    if raw.get("template"):
        say(place, argo=f"{view.argo}template name cannot be specified with templateRef")
    if not mapping(reference).get("name"):
        say(place, argo=f"{view.argo}resource name is required")
    if not mapping(reference).get("template"):
        say(place, argo=f"{view.argo}template name is required")
