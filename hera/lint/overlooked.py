"""Tags in what Argo's validator does not look at, or looks at in another place than they stand in."""

from __future__ import annotations

import re

from .fields import check_unused
from .known import InWorkflow
from .near import is_slip
from .registry import rule
from .roots import check_root
from .shape import Fixed, is_object, mapping, places, under
from .tagged import texts
from .tags import OPEN, has_expression, tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .finding import Path
    from .place import Place
    from .registry import Report, Say
    from .shape import Object
    from .walk import Walk

_PARAMETER = "workflow.parameters."
# The fields of steps and of a DAG that Argo fills in only when it runs them.
_OF_CALLERS = ("memoize", "metrics", "synchronization")
# Those of a workflow that are looked at elsewhere, or are text for others.
_ELSEWHERE = frozenset({"arguments", "podMetadata", "templates", "workflowTemplateRef"})
# What a workflow's own fields know beyond what templates do, or know at some times only.
_AT_TIMES = ("workflow.outputs.", "workflow.failures", "workflow.duration", "workflow.status")
_NEVER_IN_HOOKS = ("tasks.", "steps.", "item.")
_NAME = re.compile(r"[A-Za-z]\w*(?:\.[^\s.{}]+)*")
_SHORTEST_SWAPPED = 3


class Overlooked:
    """A tag that names nothing, where Argo's validator does not look.

    Attributes:
        path: Its place.
        tag: The tag as it stands.
        why: What is the matter with it.
    """

    __slots__ = ("path", "tag", "why")

    def __init__(self, path: Path, tag: str, why: str) -> None:
        self.path: Path = path
        self.tag: str = tag
        self.why: str = why


class Misspelt:
    """A parameter that a workflow template does not declare, beside one with nearly its name."""

    __slots__ = ("meant", "path", "tag")

    def __init__(self, path: Path, tag: str, meant: str) -> None:
        self.path: Path = path
        self.tag: str = tag
        self.meant: str = meant


class _InHooks(InWorkflow):
    """The names that the arguments of a workflow's own hooks know."""

    def why_not(self, keys: tuple[str, ...]) -> str:
        """Return why a variable is not known, an empty text if it is."""
        # The exit hook knows the outputs of the entrypoint as well.
        return "" if keys[:2] == ("workflow", "outputs") else super().why_not(keys)


class _InSpecification(_InHooks):
    """The names that what a workflow says of itself knows, as far as they are the workflow's."""

    def why_not(self, keys: tuple[str, ...]) -> str:
        """Return why a variable is not known, an empty text if it is."""
        # Volumes and the like are filled in once more for each pod.
        return super().why_not(keys) if keys[0] == "workflow" else ""


def check_pod_metadata(walk: Walk, place: Place, argo: str) -> None:
    """Check the tags in the metadata that a workflow gives to its pods, for one template.

    Argo adds it to each template that is called by name, whose own keys win, and looks at the tags
    of the whole.

    Args:
        walk: The walk.
        place: The template.
        argo: How Argo's text begins.
    """
    template = place.template
    given = mapping(template.holder.spec["podMetadata"])
    # What stands inline is not called by name.
    if template.holder.templates.get(template.name) is not template or OPEN not in repr(given):
        return
    own = mapping(template.raw.get("metadata"))
    added = {
        kind: {
            key: text for key, text in mapping(entries).items() if key not in mapping(own.get(kind))
        }
        for kind, entries in given.items()
        if is_object(entries)
    }
    walk.check_tags(place, added, under(template.holder.path, "podMetadata"), argo)


def check_unvalidated(report: Report, place: Place) -> None:
    """Check the fields of steps or a DAG that Argo's validator does not look at."""
    template = place.template
    if isinstance(template.path, Fixed):
        return
    for key in _OF_CALLERS:
        part = template.raw.get(key)
        for path, tag in _plain_tags(part, under(template.path, key)):
            name = tag.strip()
            if name.startswith(("inputs.", "workflow.")) and not place.scope.resolves(name):
                why = place.scope.explain(name, place.called)
                report.check(Overlooked(path, tag, why))


def check_open_parameter(report: Report, place: Place, tag: str, part: Any, path: Path) -> None:
    """Look at a tag that only the workflow made from a workflow template can give a value."""
    name = tag.strip()
    if not name.startswith(_PARAMETER) or isinstance(path, Fixed):
        return
    meant = _meant(name, place)
    if meant:
        for where in places(part, path, f"{{{{{tag}}}}}"):
            report.check(Misspelt(where, tag, meant))


def check_workflow(report: Report, place: Place, spec: Object, path: Path) -> None:
    """Check what a workflow says beside its templates, once all its variables are known.

    Args:
        report: Runs the rules.
        place: What tells which variables there are.
        spec: The workflow's specification.
        path: Its place.
    """
    for key, part in spec.items():
        if key in _ELSEWHERE:
            continue
        at = under(path, key)
        hooks = key == "hooks"
        for where, tag in _plain_tags(part, at):
            if key == "metrics":
                check_root(report, place, tag, part, at)
            _check_tag(report, place, where, tag, hooks=hooks)
        if has_expression(_shown(part)):
            names = _InHooks(place) if hooks else _InSpecification(place)
            check_unused(report, part, at, names)


def _check_tag(report: Report, place: Place, path: Path, tag: str, *, hooks: bool) -> None:
    name, scope = tag.strip(), place.scope
    if hooks and name.startswith(_NEVER_IN_HOOKS):
        why = "a workflow's own hooks know the variables of the workflow, such as workflow.status"
        report.check(Overlooked(path, tag, why))
    if not name.startswith("workflow.") or name.startswith(_AT_TIMES) or "argoproj.io/" in name:
        return
    if not scope.resolves(name):
        report.check(Overlooked(path, tag, scope.explain(name, place.called)))
    elif name not in scope.globals and name.startswith(_PARAMETER):
        meant = _meant(name, place)
        if meant:
            report.check(Misspelt(path, tag, meant))


def _plain_tags(part: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if OPEN not in _shown(part):
        return
    for where, text in texts(part, path):
        for tag in tags(text):
            if _NAME.fullmatch(tag.strip()):
                yield where, tag


def _shown(part: Any) -> str:
    try:
        return repr(part)
    except RecursionError:
        # What is nested so deep the schema's rule tells.
        return ""


def _meant(name: str, place: Place) -> str:
    """Return the declared parameter that can only be meant by one that is not; empty if none."""
    given = name.removeprefix(_PARAMETER)
    known = {
        key.removeprefix(_PARAMETER) for key in place.scope.globals if key.startswith(_PARAMETER)
    } - {"json"}
    if given in known:
        return ""
    meant = [name for name in known if is_slip(given, name) or _is_swapped(given, name)]
    return min(meant, default="")


def _is_swapped(given: str, meant: str) -> bool:
    """Tell whether two neighbouring letters have changed places."""
    differing = [at for at, (a, b) in enumerate(zip(given, meant, strict=False)) if a != b]
    if len(given) != len(meant) or len(given) < _SHORTEST_SWAPPED or len(differing) != 2:
        return False
    first, second = differing
    swapped = given[first] == meant[second] and given[second] == meant[first]
    return second == first + 1 and swapped


@rule("HL708", Overlooked, "Variables are there where Argo does not look", "warning")
def overlooked_known(view: Overlooked, say: Say) -> None:
    """Argo lets some tags pass that name nothing, and leaves them as they are.

    They stand in what a workflow says beside its templates, such as the arguments of its hooks,
    `synchronization` or `metrics`, and in `memoize`, `synchronization` and `metrics` of steps or a
    DAG.

    ```yaml
    arguments: {parameters: [{name: message, value: hello}]}
    synchronization: {mutexes: [{name: "{{workflow.parameters.mesage}}"}]}
    ```

    Correct the name.
    """
    say(view.path, f"nothing is known as {{{{{view.tag}}}}}: {view.why}")


@rule("HL709", Misspelt, "A workflow template uses the parameters that it declares", "warning")
def declared(view: Misspelt, say: Say) -> None:
    """A parameter with nearly the name of one that the workflow template declares is meant as that.

    Argo lets it pass, since the workflow that is made from it may have more parameters.

    ```yaml
    kind: WorkflowTemplate
    spec:
      arguments: {parameters: [{name: message, value: hello}]}
      templates:
      - {name: main, container: {image: busybox, args: ["{{workflow.parameters.mesage}}"]}}
    ```

    Correct the name, or declare the parameter.
    """
    hint = f"did you mean workflow.parameters.{view.meant}?"
    say(view.path, f"{{{{{view.tag}}}}} is not declared", hint=hint)
