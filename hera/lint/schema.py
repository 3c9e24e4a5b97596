"""Whether a manifest has the fields that Argo knows, with values of their types."""

from __future__ import annotations

import hera_models

from .mending import known_field
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
_ANY_STRING = "expected text, a number or a boolean"


class Document:
    """A manifest as a whole.

    Attributes:
        raw: The manifest.
        kind: Its kind.
        problems: What the models have against it, once they were asked.
        model: The manifest as a model, where it is one and that was asked for.
    """

    __slots__ = ("kind", "model", "problems", "raw")

    def __init__(self, raw: Object, kind: str) -> None:
        self.raw: Object = raw
        self.kind: str = kind
        self.problems: Sequence[hera_models.Problem] | None = None
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
    for path, message in _problems(view):
        if message != _REQUIRED and not _lost(path, message):
            say(path, message, fix=known_field(view.raw, path, message))


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
    for path, message in _problems(view):
        told = _lost(path, message)
        if told:
            say(path, f"{message}; {told}")


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
            view.model = model.from_dict(head)
        except hera_models.ValidationError as error:
            view.problems = error.problems
    for problem in view.problems:
        yield path_of(problem.path, view.raw), problem.message


def _lost(path: Path, message: str) -> str:
    """Return what Argo makes of a value that it should have refused; empty where it refuses it."""
    if message.partition("; ")[0].endswith("got null"):
        return "Argo reads null as nothing"
    if message.startswith(_ANY_STRING) and message.endswith(("(list)", "(dict)")):
        return "Argo reads an empty text; write it as JSON in quotes"
    if message.startswith("no field") and _is_within_step(path):
        return "Argo leaves it out without a word"
    return ""


def _is_within_step(path: Path) -> bool:
    # Argo reads steps on its own: strictly what belongs to the step, leniently what is within that.
    for index, key in enumerate(path[:-4]):
        if key == "steps" and isinstance(path[index + 1], int) and isinstance(path[index + 2], int):
            return True
    return False


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
    known = [key for key in here if isinstance(key, str)] if is_object(here) else []
    for key in known if shown.startswith("[") else ():
        # What is no name, such as a label's key, is written so.
        written = f"[{key!r}]"
        if shown.startswith(written):
            return key, shown.removeprefix(written).removeprefix(".")
    for key in sorted(known, key=len, reverse=True):
        rest = shown.removeprefix(key)
        if rest != shown and rest[:1] in ("", ".", "["):
            return key, rest.removeprefix(".")
    key, _, rest = shown.partition(".")
    return key, rest
