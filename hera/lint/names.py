"""Names of templates, steps, tasks, parameters and artifacts."""

from __future__ import annotations

import re

from .registry import rule
from .shape import objects, string, under
from .tags import without_placeholders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .finding import Path
    from .registry import Say

_FIELD = re.compile(r"[a-zA-Z0-9][-a-zA-Z0-9]*")
_VALUE = re.compile(r"[-a-zA-Z0-9_]+")
_LONGEST = 128

_FIELD_TEXT = (
    "name must consist of alpha-numeric characters or '-', and must start with an alpha-numeric "
    "character (e.g. My-name1-2, 123-NAME)"
)
_VALUE_TEXT = (
    "Parameter/Artifact name must consist of alpha-numeric characters, '_' or '-' "
    "e.g. my_param_1, MY-PARAM-1"
)


class Names:
    """The names of the items of one list, or of the steps of a template.

    Attributes:
        entries: Each name, tags in it replaced, with how Argo's text begins (such as
            ``spec.templates[0].name``) and its item's place.
        values: Whether these are parameters or artifacts, whose names may hold ``_``.
        colon: What Argo's text has before a name that is not valid.
        repeated: How Argo's text begins where a name is not unique, if it has one of its own.
    """

    __slots__ = ("colon", "entries", "repeated", "values")

    def __init__(
        self,
        entries: Sequence[tuple[str, str, Path]],
        *,
        values: bool = False,
        colon: str = ":",
        repeated: str = "",
    ) -> None:
        self.entries: Sequence[tuple[str, str, Path]] = entries
        self.values: bool = values
        self.colon: str = colon
        self.repeated: str = repeated


def names_in_list(
    names: Sequence[str], argo: str, path: Path, *, values: bool = False, repeated: str = ""
) -> Names | None:
    """Return a view of the names in a list, or None where all is well: the common case.

    Args:
        names: The names in their order.
        argo: How Argo's text begins, such as ``spec.templates``.
        path: The place of the list.
        values: As in `Names`.
        repeated: As in `Names`.
    """
    if are_good(names, values=values):
        return None
    entries = [
        (name, f"{argo}[{index}].name", under(path, index)) for index, name in enumerate(names)
    ]
    return Names(entries, values=values, repeated=repeated)


def are_good(names: Sequence[str], *, values: bool = False) -> bool:
    """Tell whether no rule can object to the names in a list.

    Args:
        names: The names in their order.
        values: As in `Names`.
    """
    match = (_VALUE if values else _FIELD).fullmatch
    if len(set(names)) < len(names) or not all(map(match, names)):
        return False
    return values or max(map(len, names), default=0) <= _LONGEST


def names_of(items: object) -> list[str]:
    """Return the names of parameters, artifacts and the like."""
    return [string(item.get("name")) for item in objects(items)]


def problem_with(name: str, *, value: bool = False) -> str:
    """Return what Argo has against a name; empty if nothing."""
    if value:
        return "" if _VALUE.fullmatch(name) else _VALUE_TEXT
    skeleton = without_placeholders(name)
    found = [f"must be no more than {_LONGEST} characters"] if len(skeleton) > _LONGEST else []
    if not _FIELD.fullmatch(skeleton):
        found.append(_FIELD_TEXT)
    return ";".join(found)


@rule("HL201", Names, "Everything has a name")
def name_required(view: Names, say: Say) -> None:
    """Templates, tasks, parameters and artifacts are found by their names, so each has one.

    ```yaml
    templates:
    - container: {image: busybox}   # no name
    ```

    Give it a `name`.
    """
    for name, argo, path in view.entries:
        if not name:
            say(path, argo=f"{argo} is required")


@rule("HL202", Names, "Names are made of letters, digits and '-'")
def name_valid(view: Names, say: Say) -> None:
    """Names consist of letters, digits and `-`; those of parameters and artifacts also of `_`.

    Names of templates, steps and tasks begin with a letter or digit and have at most 128
    characters.

    ```yaml
    templates:
    - name: load.data   # a dot
    ```

    Replace what is not allowed, for example by `-`.
    """
    for name, argo, path in view.entries:
        problem = problem_with(name, value=view.values) if name else ""
        if problem:
            say(under(path, "name"), argo=f"{argo}{view.colon} '{name}' is invalid: {problem}")


@rule("HL203", Names, "Names are unique")
def name_unique(view: Names, say: Say) -> None:
    """Within one list no name may occur twice: a reference to it would be ambiguous.

    ```yaml
    templates:
    - {name: main, container: {image: busybox}}
    - {name: main, container: {image: alpine}}
    ```

    Rename one of the two, or remove it.
    """
    seen: set[str] = set()
    for name, argo, path in view.entries:
        if name and name in seen:
            told = f"{argo} '{name}' is not unique"
            if view.repeated:
                say(under(path, "name"), told, argo=f"{view.repeated}{name}")
            else:
                say(under(path, "name"), argo=told)
        seen.add(name)
