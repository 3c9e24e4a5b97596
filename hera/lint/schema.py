"""Whether a manifest has the fields that Argo knows, with values of their types."""

from __future__ import annotations

import hera_models

from .registry import rule
from .shape import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .finding import Path
    from .registry import Say
    from .shape import Object

# As the models say it.
_REQUIRED = "required, but not given"


class Document:
    """A manifest as a whole.

    Attributes:
        raw: The manifest.
        kind: Its kind.
        problems: What the models have against it, once they were asked.
    """

    __slots__ = ("kind", "problems", "raw")

    def __init__(self, raw: Object, kind: str) -> None:
        self.raw: Object = raw
        self.kind: str = kind
        self.problems: Sequence[hera_models.Problem] | None = None


@rule("HL001", Document, "Fields are ones that Argo knows, with values of their types")
def fields_known(view: Document, say: Say) -> None:
    """Argo reads a manifest strictly: unknown fields and values of another type are refused.

    ```yaml
    spec:
      entrypoint: main
      templtes: []
    ```

    Correct the name or the value as the message says.
    """
    for path, message in _problems(view):
        if message != _REQUIRED:
            say(path, message)


@rule("HL002", Document, "Fields that Kubernetes requires are there", "warning")
def fields_required(view: Document, say: Say) -> None:
    """Some fields must be given. Argo does not ask for them, but what it makes will be refused.

    ```yaml
    container:
      image: busybox
      volumeMounts: [{mountPath: /data}]   # of which volume?
    ```

    Add the field.
    """
    for path, message in _problems(view):
        if message == _REQUIRED:
            say(path, message)


def _problems(view: Document) -> Iterator[tuple[Path, str]]:
    if view.problems is None:
        view.problems = ()
        model = getattr(hera_models, view.kind)
        head = {"apiVersion": "argoproj.io/v1alpha1", **view.raw, "kind": view.kind}
        try:
            model.from_dict(head)
        except hera_models.ValidationError as error:
            view.problems = error.problems
    for problem in view.problems:
        yield _path_of(problem.path, view.raw), problem.message


def _path_of(shown: str, raw: Object) -> Path:
    """Return the keys and indices of a path that is given as text; keys may hold dots."""
    here: Any = raw
    path: list[str | int] = []
    while shown:
        key, shown = _first(shown, here)
        path.append(key)
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            here = None
    return tuple(path)


def _first(shown: str, here: Any) -> tuple[str | int, str]:
    if shown.startswith("[") and is_list(here):
        index, _, rest = shown[1:].partition("]")
        return int(index), rest.removeprefix(".")
    known = [key for key in here if isinstance(key, str)] if is_object(here) else []
    for key in sorted(known, key=len, reverse=True):
        rest = shown.removeprefix(key)
        if rest != shown and rest[:1] in ("", ".", "["):
            return key, rest.removeprefix(".")
    key, _, rest = shown.partition(".")
    return key, rest
