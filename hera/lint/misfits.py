"""What the models have against a manifest, told to who has written the manifest.

The models speak to who writes Python. In a manifest fields have other names, and there are mappings
and texts. Loaded only where something is wrong.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from hera_models._runtime.kinds import List, Map, Ref

from .remedies import remedy
from .schema import path_of
from .shape import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from hera_models import Problem

    from .finding import Path
    from .shape import Object

# As the models say it.
_REQUIRED = "required, but not given"
_ANY_STRING = "expected text, a number or a boolean"
_WANTS_INTEGER = "expected an integer"
_UNKNOWN = re.compile(
    r"no field '(?P<given>.*)' in (?P<model>\w+)(?:; did you mean .*)?", re.DOTALL
)
_OF_PYTHON = re.compile(r"'(?P<given>\w+)' is Python's name for '(?P<name>\w+)'.*")
_EXPECTED = re.compile(r"expected (?P<what>.+?), got (?P<shown>.*)", re.DOTALL)
_MEANT = re.compile(r"; did you mean '[^']*'\?$")
_TYPE_OF_PYTHON = re.compile(r" \(\w+\)$")
_AN_OBJECT = re.compile(r"(?P<list>a list of )?\w+ \(an object\)|an object\b")
_LONGEST = 60
# What others call a field, where it is too far from the field's name to be found.
_OTHER_NAMES = {"environment": "env", "enviroment": "env", "environ": "env", "arguments": "args"}
# Steps run one group after the other.
_IN_STEPS = {("WorkflowStep", name) for name in ("depends", "dependsOn", "dependencies")}
_OF_TASKS = "only tasks of a dag have it: put the step into a later group (`- - name: …`)"
_CRON = "CronWorkflowSpec"
# A word that is shorter begins or ends too much.
_LONG = 4
_NEAR, _VERY_NEAR = 0.67, 0.8


class Misfit:
    """Something that does not fit.

    Attributes:
        path: Its place.
        message: What is wrong.
        hint: What to do about it; empty where that takes a person.
        required: Whether a field is missing.
        lost: What Argo makes of a value that it should have refused; empty where it refuses it.
    """

    __slots__ = ("hint", "lost", "message", "path", "required")

    def __init__(self, path: Path, message: str, hint: str, *, required: bool, lost: str) -> None:
        self.path: Path = path
        self.message: str = message
        self.hint: str = hint
        self.required: bool = required
        self.lost: str = lost


def misfits(problems: Sequence[Problem], manifest: Object, model: Any) -> list[Misfit]:
    """Return what the models have against a manifest.

    Args:
        problems: What they say.
        manifest: The manifest.
        model: The model of the manifest.
    """
    found: list[Misfit] = []
    for problem in problems:
        path, message = path_of(problem.path, manifest), problem.message
        if message == _REQUIRED:
            told = f"`{path[-1]}` is required, but not given"
            found.append(Misfit(path, told, "", required=True, lost=""))
        # To JSON, and so to Argo, 80.0 is 80.
        elif not (message.startswith(_WANTS_INTEGER) and _is_whole(_value_at(manifest, path))):
            lost = _lost(path, message)
            at, told, hint = _told(message, path, manifest, model)
            found.append(Misfit(at, told, hint, required=False, lost=lost))
    return found


def _is_whole(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()


def _lost(path: Path, message: str) -> str:
    """Return what Argo makes of a value that it should have refused; empty where it refuses it."""
    if message.partition("; ")[0].endswith("got null"):
        return "Argo reads null as nothing"
    if message.startswith(_ANY_STRING) and message.endswith(("(list)", "(dict)")):
        return "Argo reads an empty text; write it as JSON in quotes"
    if _UNKNOWN.fullmatch(message) and _is_within_step(path):
        return "Argo leaves it out without a word"
    return ""


def _is_within_step(path: Path) -> bool:
    # Argo reads steps on its own: strictly what belongs to the step, leniently what is within that.
    for index, key in enumerate(path[:-4]):
        if key == "steps" and isinstance(path[index + 1], int) and isinstance(path[index + 2], int):
            return True
    return False


def _told(message: str, path: Path, manifest: Object, model: Any) -> tuple[Path, str, str]:
    """Return the place of what does not fit, what is said of it, and what to do."""
    unknown = _UNKNOWN.fullmatch(message)
    if unknown is not None:
        owner = _type_at(model, path[:-1])
        near = _nearest(unknown["given"], owner, _value_at(manifest, path[:-1]))
        asked = f"; did you mean {near!r}?" if near else ""
        hint = _hint_for(unknown["given"], unknown["model"], owner)
        return path, f"no field {unknown['given']!r} in {unknown['model']}{asked}", hint
    of_python = _OF_PYTHON.fullmatch(message)
    if of_python is not None:
        at, kind = (*path[:-1], of_python["given"]), _type_at(model, path[:-1])
        asked = f"did you mean {of_python['name']!r}?"
        return at, f"no field {of_python['given']!r} in {_name_of(kind)}; {asked}", ""
    expected = _EXPECTED.fullmatch(message)
    if expected is None or expected["what"].endswith("as a key"):
        return path, _TYPE_OF_PYTHON.sub("", message), ""
    what, value = _in_words(expected["what"]), _value_at(manifest, path)
    meant = _MEANT.search(message)  # one of a few values
    message = f"expected {what}, got {_shown(value)}{meant[0] if meant else ''}"
    return path, message, remedy(path, what, value, _fields_of_items(_type_at(model, path)))


def _hint_for(given: str, model: str, owner: Any) -> str:
    """Return where a field belongs that is not known where it stands; empty if nobody knows."""
    if (model, given) in _IN_STEPS:
        return _OF_TASKS
    of_workflow = _fields(_type_at(owner, ("workflowSpec",))) if model == _CRON else ()
    return "put it into workflowSpec" if given in of_workflow else ""


def _fields_of_items(kind: Any) -> frozenset[str]:
    """Return the fields of the mappings of which there is a list; none where there are no such."""
    item = kind.item if isinstance(kind, List) else None
    return frozenset(_fields(item.model()) if isinstance(item, Ref) else ())


def _fields(model: Any) -> dict[str, Any]:
    """Return a model's fields by the names that they have in a manifest."""
    fields = getattr(model, "__pydantic_fields__", {})
    return {info.alias or name: info for name, info in fields.items()}


def _in_words(expected: str) -> str:
    """Return what is expected without the types that Python has for it."""
    if expected == "a list of a JSON value":
        return "a list"
    return _AN_OBJECT.sub(lambda of: "a list of mappings" if of["list"] else "a mapping", expected)


def _shown(value: object) -> str:
    """Return a value as it is told of: what it is, and itself where it is short."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, str):
        return (
            f"the text {value!r}" if len(value) <= _LONGEST else f"the text {value[:_LONGEST]!r}…"
        )
    if is_list(value):
        return "a list"
    if is_object(value):
        return "a mapping"
    try:
        return f"the number {value}"
    except ValueError:
        return "an integer of very many digits"  # Python refuses to write it


def _value_at(manifest: Any, path: Path) -> Any:
    here = manifest
    for key in path:
        try:
            here = here[key]
        except (LookupError, TypeError):
            return None
    return here


def _type_at(model: Any, path: Path) -> Any:
    """Return the model or kind of value that stands at a place, None where that is not known."""
    here = model
    for key in path:
        if isinstance(here, List):
            here = here.item
        elif isinstance(here, Map):
            here = here.value
        else:
            info = _fields(here).get(str(key))
            here = info.annotation if info else None
        if isinstance(here, Ref):
            here = here.model()
    return here


def _name_of(model: Any) -> str:
    return getattr(model, "__name__", "the object")


def _nearest(given: str, owner: Any, holder: Any) -> str:
    """Return the field that is meant by a name that none has; empty if none is near."""
    infos = _fields(owner)
    flat, squashed = _squash(given), {_squash(name): name for name in infos}
    if flat in squashed:
        return squashed[flat]
    if _OTHER_NAMES.get(flat) in infos:
        return _OTHER_NAMES[flat]
    close = get_close_matches(flat, list(squashed), 1, _VERY_NEAR)
    if close:
        return squashed[close[0]]
    if len(flat) >= _LONG:
        part = [
            name for key, name in squashed.items() if key.startswith(flat) or key.endswith(flat)
        ]
        lacking = [name for name in part if infos[name].is_required() and name not in holder]
        for some in (lacking, part):
            if len(some) == 1:
                return some[0]
    close = get_close_matches(flat, list(squashed), 1, _NEAR)
    return squashed[close[0]] if close else ""


def _squash(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
