"""Plain tags that Argo does not look at: they name nothing, or nothing that is known there.

A manifest also carries templates for other programs, in scripts and arguments, that are written
with the same braces. There only what is one slip away from Argo's own names is taken for a mistake.
"""

from __future__ import annotations

import re

from .computed import Computed, is_computed
from .known import OF_METRICS, ROOTS
from .near import near
from .registry import rule
from .scope import CHECKED
from .shape import Fixed, places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .finding import Path
    from .place import Place
    from .registry import Report, Say

_NAME = re.compile(r"[A-Za-z]\w*(?:\.[\w-]+)*")
# What is text for another program; everything else in a manifest is Argo's or the cluster's.
_FREE = frozenset(
    {
        "source",
        "args",
        "command",
        "env",
        "manifest",
        "data",
        "body",
        "plugin",
        "podSpecPatch",
        "annotations",
        "inputs",
        "help",
    }
)
# What may follow a root; where it does, nobody writes for another program.
_PARTS = {
    "inputs": frozenset({"parameters", "artifacts"}),
    "outputs": frozenset({"parameters", "artifacts", "result"}),
    "workflow": frozenset(
        {"name", "namespace", "uid", "parameters", "labels", "annotations", "outputs", "status"}
    ),
    "lastRetry": frozenset({"exitCode", "status", "duration", "message"}),
}
_OF_NODES = frozenset({"outputs", "status", "exitCode", "startedAt", "finishedAt", "ip", "id"})
_OF_RETRIES = ("retries", "lastRetry")


class Stray:
    """A tag of which nothing becomes.

    Attributes:
        path: Its place.
        tag: The tag as it stands.
        why: What is the matter.
        elsewhere: Whether Argo knows it in other places.
    """

    __slots__ = ("elsewhere", "path", "tag", "why")

    def __init__(self, path: Path, tag: str, why: str, *, elsewhere: bool) -> None:
        self.path: Path = path
        self.tag: str = tag
        self.why: str = why
        self.elsewhere: bool = elsewhere


def check_root(report: Report, place: Place, tag: str, part: Any, path: Path) -> None:
    """Look at a tag that begins with nothing that Argo checks.

    Args:
        report: Runs the rules.
        place: The template.
        tag: The tag as it stands.
        part: What has it.
        path: The place of that.
    """
    name = tag.strip()
    # What stands in another object is told where that one is judged, at its place.
    if isinstance(path, Fixed) or not name or name.startswith(CHECKED):
        return
    if not _NAME.fullmatch(name):
        _check_computed(report, place, tag, part, path)
        return
    root = name.partition(".")[0]
    why = _why_not_here(place, name, root)
    if why is None:
        return
    for where in places(part, path, f"{{{{{tag}}}}}"):
        inside = _way_to(where, place.template.path)
        # What stands inline is looked at as a template of its own, which knows more.
        if _knows_more(inside, root) or (root in OF_METRICS and "metrics" in inside):
            continue
        # Arguments may be text for another program, too, which then mostly has spaces in its tags.
        ours = _FREE.isdisjoint(inside) and (tag == name or "arguments" not in inside)
        if ours or _is_meant(tag, name, root):
            report.check(Stray(where, tag, why, elsewhere=root in ROOTS or root in OF_METRICS))


def _check_computed(report: Report, place: Place, tag: str, part: Any, path: Path) -> None:
    name = tag.strip()
    if not is_computed(name, foreign=False):
        return
    certain = is_computed(name, foreign=True)
    for where in places(part, path, f"{{{{{tag}}}}}"):
        inside = _way_to(where, place.template.path)
        ours = _FREE.isdisjoint(inside) and (tag == name or "arguments" not in inside)
        if "inline" not in inside and (certain or ours):
            report.check(Computed(where, tag))


def _way_to(where: Path, template: Path) -> Path:
    """Return the way from a template to a place in it; of a place elsewhere, the whole."""
    return where[len(template) :] if where[: len(template)] == template else where


def _knows_more(inside: Path, root: str) -> bool:
    if "inline" not in inside:
        return False
    # The item of a loop reaches into what stands inline, which has one only where it loops itself.
    body = inside[inside.index("inline") :]
    return root != "item" or "steps" in body or "dag" in body


def _why_not_here(place: Place, name: str, root: str) -> str | None:
    """Return why a name is not known in a template, None if it is."""
    if root == "item":
        if place.scope.looped:
            return None
        return "`item` is known in the step or task that loops only; pass it as an argument"
    if root in _OF_RETRIES:
        return None if place.scope.retried else "it is known in templates with a retryStrategy only"
    if root == "cronworkflow":
        return "it is known in `when` and `stopStrategy` of a cron workflow only"
    if root in OF_METRICS:
        return "it is known in metrics only"
    if root in ROOTS:
        return None
    return f"no variable begins with {root!r}" + near(root, ROOTS, "they begin with")


def _is_meant(tag: str, name: str, root: str) -> bool:
    """Tell whether a tag in text for another program is meant for Argo all the same."""
    if tag != name:
        return False
    if root in OF_METRICS:
        return root == "resourcesDuration"
    if root in ROOTS:
        return True
    keys = name.split(".")
    meant = _meant_root(root)
    if meant in ("tasks", "steps"):
        return len(keys) > 2 and keys[2] in _OF_NODES
    return len(keys) > 1 and keys[1] in _PARTS.get(meant, ())


def _meant_root(root: str) -> str:
    guess = near(root, ROOTS)
    return guess.split("'")[1] if "did you mean" in guess else ""


@rule("HL720", Stray, "Variables begin as Argo's do", "warning")
def root_known(view: Stray, say: Say) -> None:
    """Tags that begin with nothing that Argo knows stay as they are.

    The beginnings are `inputs`, `outputs`, `steps`, `tasks`, `workflow`, `item`, `pod`, `node`,
    `retries`, `lastRetry` and `cronworkflow`.

    ```yaml
    args: ["{{input.parameters.text}}"]
    ```

    Correct the name: `{{inputs.parameters.text}}`.
    """
    if not view.elsewhere:
        say(
            view.path,
            f"nothing is known as {{{{{view.tag}}}}}: {view.why}",
            at=f"{{{{{view.tag}}}}}",
        )


@rule("HL721", Stray, "Variables are used where they are known", "warning")
def known_here(view: Stray, say: Say) -> None:
    """Some variables are known in few places, and elsewhere their tags stay as they are.

    `item` is known in the step or task that loops, not in the template that it calls; `retries` and
    `lastRetry` where there is a `retryStrategy`; `duration`, `status`, `exitCode` and
    `resourcesDuration` in metrics; `cronworkflow` in a cron workflow's own conditions.

    ```yaml
    templates:
    - name: print
      container: {image: busybox, args: ["{{item}}"]}
    ```

    Pass it as an argument: `value: "{{item}}"` where the loop is, `{{inputs.parameters.x}}` here.
    """
    if view.elsewhere:
        say(
            view.path, f"{{{{{view.tag}}}}} is not known here: {view.why}", at=f"{{{{{view.tag}}}}}"
        )
