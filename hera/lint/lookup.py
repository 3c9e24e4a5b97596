"""Finding the templates that a manifest refers to."""

from __future__ import annotations

from .registry import rule
from .shape import is_object, mapping, string
from .template import Holder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from .finding import Path
    from .registry import Say
    from .shape import Object

_KINDS = ("WorkflowTemplate", "ClusterWorkflowTemplate")


class Missing:
    """A reference to a template that nobody gave.

    Attributes:
        argo: Argo's text.
        path: The place of the reference.
        fatal: Whether what is not there counts as an error.
    """

    __slots__ = ("argo", "fatal", "path")

    def __init__(self, argo: str, path: Path, *, fatal: bool) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.fatal: bool = fatal


class Borrowed:
    """The name of a template that only another object has, found since that one was called before."""

    __slots__ = ("name", "path")

    def __init__(self, path: Path, name: str) -> None:
        self.path: Path = path
        self.name: str = name


class Lookup:
    """The workflow templates that are known, by name."""

    def __init__(self, manifests: Iterable[Mapping[str, Any]], namespace: str) -> None:
        self._known: dict[tuple[str, str], Object] = {}
        self._holders: dict[tuple[str, str], Holder] = {}
        self._namespace = namespace
        for manifest in manifests:
            metadata = mapping(manifest.get("metadata"))
            key = (string(manifest.get("kind")), string(metadata.get("name")))
            # Files seldom say a namespace; where several do, the linted object's own counts.
            if key not in self._known or metadata.get("namespace") == namespace:
                self._known[key] = manifest

    def find(self, name: str, path: Path, *, cluster: bool) -> Holder | None:
        """Return what has the templates of a workflow template, None if nobody gave it."""
        key = (_KINDS[cluster], name)
        if key not in self._holders:
            manifest = self._manifest(*key)
            if manifest is None or (not cluster and self._is_apart(manifest)):
                return None
            origin = f"{key[0]} {name}"
            self._holders[key] = Holder(origin, mapping(manifest.get("spec")), path, origin)
        return self._holders[key]

    def _is_apart(self, manifest: Object) -> bool:
        """Tell whether a workflow template is in another namespace, where nobody here finds it."""
        namespace = string(mapping(manifest.get("metadata")).get("namespace"))
        return bool(namespace and self._namespace) and namespace != self._namespace

    def forget(self) -> None:
        """Let go of what was found, so that nothing of it waits for the garbage collector."""
        for holder in self._holders.values():
            holder.forget()
        self._holders.clear()

    def _manifest(self, kind: str, name: str) -> Object | None:
        """Return a workflow template's manifest, None if nobody gave it."""
        return self._known.get((kind, name))


def holds_templates(manifest: object) -> bool:
    """Tell whether others can refer to the templates of an object."""
    return is_object(manifest) and mapping(manifest).get("kind") in _KINDS


@rule("HL405", Missing, "A template that is referred to is there")
def reference_found(view: Missing, say: Say) -> None:
    """Argo looks a `templateRef` up in the cluster and refuses the workflow if it is not there.

    ```yaml
    steps:
    - - name: hello
        templateRef: {name: no-such-template, template: hello}
    ```

    Correct the name, or give the file with the template to the linter as well.
    """
    if view.fatal:
        say(view.path, argo=view.argo)


@rule("HL411", Borrowed, "Templates of other objects are called by reference", "warning")
def called_by_reference(view: Borrowed, say: Say) -> None:
    """Another object's template is called with `templateRef` each time.

    Argo finds it by its bare name as well once a `templateRef` has led to it, which holds only as
    long as that one is looked at before.

    ```yaml
    tasks:
    - {name: a, templateRef: {name: shared, template: print}}
    - {name: b, depends: a, template: print}   # not in this object
    ```

    Write the `templateRef` here as well.
    """
    told = f"template {view.name!r} is found only because a templateRef before it led there"
    say(view.path, told)


@rule("HL406", Missing, "A template that is referred to is known to the linter", "warning")
def reference_known(view: Missing, say: Say) -> None:
    """What a `templateRef` leads to was not given to the linter, so it cannot be judged.

    ```yaml
    steps:
    - - name: hello
        templateRef: {name: in-the-cluster, template: hello}
    ```

    Give the file with the template to the linter as well; it is all right if the cluster has it.
    """
    if not view.fatal:
        say(view.path, f"not looked up: {view.argo}", hint="give the file with it to the linter")
