"""Whether a manifest has the fields that Argo knows, with values of their types."""

from __future__ import annotations

import re

import hera_models

from .mending import known_field
from .registry import rule
from .shape import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .finding import Path
    from .misfits import Misfit
    from .registry import Say
    from .shape import Object
_TOO_DEEP = "objects nested in each other"
# Where a key may end in a path that is given as text.
_END = re.compile(r"[.\[]")


class Document:
    """A manifest as a whole.

    Attributes:
        raw: The manifest.
        kind: Its kind.
        problems: What the models have against it, once they were asked.
        told: The same for who has written it.
        model: The manifest as a model, where it is one and that was asked for.
    """

    __slots__ = ("kind", "model", "problems", "raw", "told")

    def __init__(self, raw: Object, kind: str) -> None:
        self.raw: Object = raw
        self.kind: str = kind
        self.problems: Sequence[hera_models.Problem] | None = None
        self.told: Sequence[Misfit] = ()
        self.model: Any = None


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
    for each in _problems(view):
        if not each.required and not each.lost:
            fix = known_field(view.raw, each.path, each.message)
            say(each.path, each.message, hint=each.hint or None, fix=fix)


@rule("HL010", Document, "What Argo reads is what is written", "warning")
def values_kept(view: Document, say: Say) -> None:
    """Some of what is written wrongly is not refused: it is left out, or read as nothing.

    Those are unknown fields within the fields of a step, a list or mapping as the value of a
    parameter, of which an empty text is made, and `null` where something is expected.

    ```yaml
    arguments:
      parameters:
      - name: numbers
        value: [1, 2, 3]   # arrives as an empty text
    ```

    Write a list or mapping as JSON in quotes: `value: "[1, 2, 3]"`; correct or remove the rest.
    """
    for each in _problems(view):
        if each.lost:
            say(each.path, f"{each.message}; {each.lost}")


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
    for each in _problems(view):
        if each.required:
            say(each.path, each.message)


def _problems(view: Document) -> Sequence[Misfit]:
    if view.problems is None:
        view.problems = ()
        model = getattr(hera_models, view.kind)
        head = {"apiVersion": "argoproj.io/v1alpha1", **view.raw, "kind": view.kind}
        try:
            view.model = model.from_dict(head)
        except hera_models.ValidationError as error:
            from .misfits import misfits  # nothing needs it before something is wrong

            # What the models cannot read for its depth Argo can.
            found = [each for each in error.problems if _TOO_DEEP not in each.message]
            view.problems = found
            view.told = misfits(found, view.raw, model)
    return view.told


def path_of(shown: str, raw: Object) -> Path:
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
    if not is_object(here):
        key, _, rest = shown.partition(".")
        return key, rest
    for key in here if shown.startswith("[") else ():
        # What is no name, such as a label's key, is written so.
        written = f"[{key!r}]"
        if shown.startswith(written):
            return key, shown.removeprefix(written).removeprefix(".")
    ends = [match.start() for match in _END.finditer(shown)]
    for end in (len(shown), *reversed(ends)):
        if end and shown[:end] in here:
            return shown[:end], shown[end:].removeprefix(".")
    key, _, rest = shown.partition(".")
    return key, rest
