"""What Argo's releases have and have not: the release that a manifest is for."""

from __future__ import annotations

import re

from hera_models._index import RELEASES

from .packed import packed
from .registry import rule
from .schema import path_of
from .shape import is_list, is_object, listed, mapping, objects, string, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from hera_models import Problem

    from .finding import Edit, Path
    from .registry import Say
    from .schema import Document
    from .shape import Object

    Number: TypeAlias = tuple[int, int]

_RELEASE = re.compile(r"v?(\d+)(?:\.(\d+)(?:\.\d+(?:-rc\d+)?)?)?")
_REQUIRED = "required, but not given"


def _number_of(tag: str) -> Number:
    major, minor = tag.removeprefix("v").split(".")[:2]
    return int(major), int(minor)


_KNOWN: dict[Number, str] = {_number_of(tag): tag for tag in RELEASES}
_NEWEST = max(_KNOWN)
_FIRST_WITH_LISTS = (3, 6)


class Release:
    """A supported release of Argo.

    Attributes:
        number: Its major and minor number.
        tag: Its tag.
        newest: Whether it is the newest that is known.
    """

    __slots__ = ("newest", "number", "tag")

    def __init__(self, number: Number) -> None:
        self.number: Number = number
        self.tag: str = _KNOWN[number]
        self.newest: bool = number == _NEWEST

    def __str__(self) -> str:
        return _shown(self.number)


def release_of(text: object) -> Release:
    """Return the release that a text such as ``3.6``, ``v3.6`` or ``3.6.19`` names.

    A release that is newer than all that are known counts as the newest of them.

    Raises:
        ValueError: It is not supported, or no release.
        TypeError: It is no text.
    """
    if not isinstance(text, str):
        raise TypeError(f"a release is text, such as '3.6'; got {text!r}")
    found = _RELEASE.fullmatch(text)
    if found is not None:
        major = int(found[1])
        of_major = [number for number in _KNOWN if number[0] == major]
        number = (major, int(found[2])) if found[2] else max(of_major, default=(major, 0))
        if number > _NEWEST:
            return Release(_NEWEST)
        if number in _KNOWN:
            return Release(number)
    else:
        raise ValueError(f"no release {text!r}; write it as 4.1")
    supported = ", ".join(_shown(number) for number in sorted(_KNOWN))
    raise ValueError(f"release {text!r} is not supported; supported are {supported}")


def _shown(number: Number) -> str:
    return f"{number[0]}.{number[1]}"


class Old:
    """A field that is, or was, to be replaced.

    Attributes:
        kind: The type that has it.
        field: The field.
        since: The first release that advises against it; the oldest supported one where that is
            longer ago.
        gone: The first release without it, None while there is none.
        instead: What to use.
        many: The field that took its place and holds a list of such values, empty if none did.
    """

    __slots__ = ("field", "gone", "instead", "kind", "many", "since")

    def __init__(
        self,
        kind: str,
        field: str,
        since: Number,
        gone: Number | None,
        instead: str,
        *,
        many: str = "",
    ) -> None:
        self.kind: str = kind
        self.field: str = field
        self.since: Number = since
        self.gone: Number | None = gone
        self.instead: str = instead
        self.many: str = many


_CSI = "a volume of a CSI driver; Kubernetes no longer supports this kind"
_LIST = "a list"
# As the releases' own descriptions of the fields say it, and the differences between the releases.
_OLD = (
    Old("CronWorkflow", "schedule", (3, 6), (4, 0), f"`schedules`, {_LIST}", many="schedules"),
    Old("Synchronization", "mutex", (3, 6), (4, 0), f"`mutexes`, {_LIST}", many="mutexes"),
    Old(
        "Synchronization", "semaphore", (3, 6), (4, 0), f"`semaphores`, {_LIST}", many="semaphores"
    ),
    Old("Spec", "podPriority", (3, 4), (3, 7), "`podPriorityClassName`, a class's name"),
    Old("Template", "priority", (3, 7), (3, 7), "`priorityClassName`, a class's name"),
    Old("Node", "onExit", (3, 4), None, "`hooks: {exit: {template: …}}`"),
    Old("Volume", "gitRepo", (3, 4), None, "a git artifact, or an emptyDir and a clone"),
    Old("Volume", "flexVolume", (3, 6), None, "a volume of a CSI driver"),
    Old("Volume", "cephfs", (3, 6), None, _CSI),
    Old("Volume", "flocker", (3, 6), None, _CSI),
    Old("Volume", "glusterfs", (3, 6), None, _CSI),
    Old("Volume", "photonPersistentDisk", (3, 6), None, _CSI),
    Old("Volume", "quobyte", (3, 6), None, _CSI),
    Old("Volume", "rbd", (3, 6), None, _CSI),
    Old("Volume", "scaleIO", (3, 6), None, _CSI),
    Old("Volume", "storageos", (3, 6), None, _CSI),
)
_NAMES = {name for old in _OLD for name in (old.field, old.many) if name}
_ANY_OLD = re.compile(b"|".join(re.escape(packed(name) or b"") for name in sorted(_NAMES)))
_BY_KIND: dict[str, list[Old]] = {}
for _old in _OLD:
    _BY_KIND.setdefault(_old.kind, []).append(_old)


class Target:
    """A manifest and the release that it is for.

    Attributes:
        raw: The manifest.
        kind: Its kind.
        release: The release.
        document: The manifest as the schema's rules see it.
    """

    __slots__ = ("_used", "document", "kind", "raw", "release")

    def __init__(
        self, raw: Object, kind: str, release: Release, document: Document, short: bytes | None
    ) -> None:
        """Begin.

        Args:
            raw: As in the class.
            kind: As in the class.
            release: As in the class.
            document: As in the class.
            short: What `packed` makes of the manifest.
        """
        self.raw: Object = raw
        self.kind: str = kind
        self.release: Release = release
        self.document: Document = document
        self._used: list[tuple[Old, Path, Object, bool]] | None = None
        # Few manifests have one of the fields, so their names are looked for first.
        if short is not None and not _ANY_OLD.search(short):
            self._used = []

    @property
    def used(self) -> list[tuple[Old, Path, Object, bool]]:
        """The old fields, or those in their place, that are used.

        Each comes with the place of what has it, that itself, and whether it is the old field.
        """
        if self._used is None:
            self._used = list(_used(self.raw, self.kind))
        return self._used


def _used(raw: Object, kind: str) -> Iterator[tuple[Old, Path, Object, bool]]:
    for name, path, holder in _holders(raw, kind):
        for old in _BY_KIND[name]:
            if old.field in holder:
                yield old, path, holder, True
            if old.many and old.many in holder:
                yield old, path, holder, False


def _holders(raw: Object, kind: str) -> Iterator[tuple[str, Path, Object]]:
    """Yield what may have one of the fields, each with the name of its type and its place."""
    spec = mapping(raw.get("spec"))
    path: Path = ("spec",)
    if kind == "CronWorkflow":
        yield "CronWorkflow", path, spec
        spec, path = mapping(spec.get("workflowSpec")), ("spec", "workflowSpec")
    elif not kind.startswith(("Workflow", "ClusterWorkflow")) or kind == "WorkflowEventBinding":
        return
    yield "Spec", path, spec
    yield from _in_both(spec, path)
    yield from _in_template(mapping(spec.get("templateDefaults")), under(path, "templateDefaults"))
    for index, template in enumerate(objects(spec.get("templates"))):
        yield from _in_template(template, under(path, "templates", index))


def _in_both(raw: Object, path: Path) -> Iterator[tuple[str, Path, Object]]:
    if "synchronization" in raw:
        yield "Synchronization", under(path, "synchronization"), mapping(raw["synchronization"])
    for index, volume in enumerate(objects(raw.get("volumes"))):
        yield "Volume", under(path, "volumes", index), volume


def _in_template(raw: Object, path: Path) -> Iterator[tuple[str, Path, Object]]:
    if not raw:
        return
    yield "Template", path, raw
    yield from _in_both(raw, path)
    for keys, node in nodes(raw):
        if "onExit" in node:
            yield "Node", under(path, *keys), node
        if "inline" in node:
            yield from _in_template(mapping(node["inline"]), under(path, *keys, "inline"))


def nodes(template: Object) -> list[tuple[Path, Object]]:
    """Return the tasks or steps of a template, each with the keys that lead to it."""
    # There may be thousands: what is done for each counts.
    tasks = objects(mapping(template.get("dag")).get("tasks"))
    found: list[tuple[Path, Object]]
    found = [(("dag", "tasks", index), task) for index, task in enumerate(tasks)]
    for outer, group in enumerate(listed(template.get("steps"))):
        steps = enumerate(objects(group))
        found += [(("steps", outer, inner), step) for inner, step in steps]
    return found


@rule("HL810", Target, "Fields are ones that the release has")
def fields_of_release(view: Target, say: Say) -> None:
    """Argo reads a manifest strictly, so a field of a newer or older release is refused.

    Which release a manifest is for is said by the option `argo`; without it, it is the newest.

    ```yaml
    synchronization:
      mutex: {name: database}   # up to 3.7; since 3.6 there is `mutexes`
    ```

    Write it as that release has it: `mutexes: [{name: database}]`.
    """
    told: set[Path] = set()
    for old, path, holder, is_old in view.used:
        field = old.field if is_old else old.many
        told.add(under(path, field))
        if is_old and old.gone is not None and view.release.number >= old.gone:
            # That there is no other schedule is another rule's to tell.
            if old.field != "schedule" or old.many in holder:
                message = f"Argo {view.release} has no `{field}`, which is gone since"
                fix = _into_list(old, path, holder)
                where, hint = under(path, field), f"write {old.instead}, {or_older(old.gone)}"
                say(where, f"{message} {_shown(old.gone)}", hint=hint, fix=fix)
        elif not is_old and view.release.number < _FIRST_WITH_LISTS:
            _say_not_yet(view, old, path, holder, say)
    for place, message in _lacking(view):
        # Argo does not ask for what is required.
        if (
            place not in told
            and not message.endswith(_REQUIRED)
            and " has no value " not in message
        ):
            say(place, message.replace("has no such field of", f"has no `{place[-1]}` in"))


def _say_not_yet(view: Target, old: Old, path: Path, holder: Object, say: Say) -> None:
    values = listed(holder[old.many])
    one = len(values) == 1 and old.field not in holder
    told = f"Argo {view.release} has no `{old.many}`, only `{old.field}`, for one"
    place = under(path, old.many)
    fix: list[Edit] = []
    if one:
        fix = [("rename", place, old.field), ("set", under(path, old.field), values[0])]
    say(place, told, hint=f"write `{old.field}`" if one else None, fix=fix)


def or_older(gone: Number) -> str:
    """Return what else to do about a field that is gone since a release."""
    last = max(number for number in _KNOWN if number < gone)
    return f"or lint for an older Argo: --argo {_shown(last)}"


def _into_list(old: Old, path: Path, holder: Object) -> list[Edit]:
    """Return the edits that make the old field the one that took its place."""
    if old.many and old.many not in holder and not is_list(holder[old.field]):
        return [
            ("rename", under(path, old.field), old.many),
            ("wrap", under(path, old.many), None),
        ]
    return []


def _lacking(view: Target) -> Iterator[tuple[Path, str]]:
    """Yield what the release does not have, as the models know it."""
    if view.release.newest:
        # Of what older releases had, the table has all that matters.
        return
    known = {problem.path for problem in view.document.problems or ()}
    for problem in _problems(view):
        # Other rules tell what no release has. What a release requires is not asked for by Argo.
        unknown = problem.path in known or problem.message.startswith("no supported release")
        if not unknown and not problem.message.startswith("required by"):
            yield path_of(problem.path, view.raw), problem.message


def _problems(view: Target) -> list[Problem]:
    import hera_models

    model = view.document.model
    try:
        if model is None:
            head = {"apiVersion": "argoproj.io/v1alpha1", **view.raw, "kind": view.kind}
            model = getattr(hera_models, view.kind).from_dict(head, lenient=True)
        return hera_models.check_release(model, view.release.tag)
    except hera_models.ValidationError:
        # Not even roughly an object of that kind, which the schema's rules tell.
        return []


@rule("HL813", Target, "Values are ones that the release knows", "warning")
def values_of_release(view: Target, say: Say) -> None:
    """Some fields have a fixed set of values, and a newer release may know more of them.

    ```yaml
    tolerations:
    - {key: load, operator: Lt, value: "50"}   # since 4.1
    ```

    Use a value that the release has.
    """
    for place, message in _lacking(view):
        if " has no value " in message:
            say(place, message)


@rule("HL812", Target, "Fields are not on their way out", "warning")
def deprecated(view: Target, say: Say) -> None:
    """A release still takes the field, but advises against it; a later one may not have it.

    ```yaml
    tasks:
    - {name: train, template: train, onExit: clean-up}
    ```

    Write what took its place: `hooks: {exit: {template: clean-up}}`.
    """
    number = view.release.number
    for old, path, holder, is_old in view.used:
        if not is_old or number < old.since or (old.gone is not None and number >= old.gone):
            continue
        fix = _into_hook(path, holder) if old.field == "onExit" else _into_list(old, path, holder)
        gone = f", and gone in {_shown(old.gone)}" if old.gone else ""
        told = f"`{old.field}` is deprecated{gone}"
        say(under(path, old.field), told, hint=f"use {old.instead}", fix=fix)


def _into_hook(path: Path, node: Object) -> list[Edit]:
    template = string(node["onExit"])
    if not template or is_object(node.get("hooks")):
        return []
    place = under(path, "hooks")
    return [
        ("rename", under(path, "onExit"), "hooks"),
        ("set", place, {"exit": {"template": template}}),
    ]
