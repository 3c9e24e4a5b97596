"""Edits that mend a manifest for sure: what was meant is plain, and nothing else comes to differ."""

from __future__ import annotations

import re

from .graph import order
from .near import is_slip
from .shape import is_list, is_object, listed, objects, string, under
from .tags import around_tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from .finding import Edit, Path
    from .shape import Object
    from .tasks import Dag

_NAME = re.compile(r"[a-zA-Z][-a-zA-Z0-9]*")
_DEPENDS = re.compile(r"[-a-zA-Z0-9.()!&| ]*[a-zA-Z0-9)] *")
_OR = re.compile(r"\|\||\?")
_OPENED = re.compile(r"\s*[-\w.]+\s*(?P<brace>\}?)(?=$|[^}\w])")
_UNKNOWN_FIELD = re.compile(r"no field '(?P<given>\w+)' in .*; did you mean '(?P<near>\w+)'\?")


class Waits:
    """How tasks of a DAG can be made to wait for the tasks whose outputs they take."""

    def __init__(self, dag: Dag, missing: Collection[tuple[str, str]]) -> None:
        """Look at what is missing as a whole, since all of it may be mended at once.

        Args:
            dag: The DAG.
            missing: The tasks, each with one that it has to wait for.
        """
        tasks = [task for _, task in dag.tasks.values()]
        waits = {name: list(others) for name, others in dag.waits.items()}
        for name, other in missing:
            waits[name].append(other)
        self._dag = dag
        # Names with a digit first go with neither `depends` nor `dependencies`.
        names = all(_NAME.fullmatch(string(task.get("name"))) for task in tasks)
        self._possible: bool = names and len(dag.listed) == len(tasks) and not order(waits)[1]
        self._key = "depends"
        if not any(task.get("depends") for task in tasks):
            other_key = ("dependencies", "continueOn")  # which `depends` does not go with
            if any(task.get(key) for task in tasks for key in other_key):
                self._key = "dependencies"

    def edits(self, name: str, other: str) -> tuple[Edit, ...]:
        """Return what makes a task wait for another; nothing where that takes a person."""
        path, task = self._dag.tasks[name]
        if not self._possible or not _is_taken(task, other):
            return ()
        unused = {"depends": "dependencies", "dependencies": "depends"}[self._key]
        if task.get(unused):
            return ()
        before, place = task.get(self._key), under(path, self._key)
        if not before:
            value = other if self._key == "depends" else [other]
            return (("set", place, value),)
        if self._key == "dependencies":
            return (("set", under(place, len(before)), other),) if is_list(before) else ()
        if not isinstance(before, str) or _DEPENDS.fullmatch(before) is None:
            return ()
        first = f"({before})" if _OR.search(before) else before
        return (("set", place, f"{first} && {other}"),)


def _is_taken(task: Object, other: str) -> bool:
    """Tell whether a task takes outputs of another: for these it waits until that has succeeded."""
    shown = repr(task)
    uses = shown.count(f"tasks.{other}.")
    return 0 < uses == shown.count(f"tasks.{other}.outputs.")


def entrypoint(spec: Object, path: Path) -> tuple[Edit, ...]:
    """Return what names the only template of a workflow as its entrypoint."""
    names = [string(template.get("name")) for template in objects(spec.get("templates"))]
    if len(names) != 1 or not names[0] or "{{" in names[0] or spec.get("entrypoint"):
        return ()
    return (("set", under(path, "entrypoint"), names[0]),)


def known_field(manifest: Object, path: Path, message: str) -> tuple[Edit, ...]:
    """Return what gives a field its right name, if it was written wrong by no more than a slip.

    Args:
        manifest: The manifest.
        path: The place of the field.
        message: What the models say of it.
    """
    match = _UNKNOWN_FIELD.fullmatch(message)
    if match is None or not is_slip(match["given"], match["near"]):
        return ()
    holder: Any = manifest
    try:
        for key in path[:-1]:
            holder = holder[key]
    except (LookupError, TypeError):
        # Of keys with dots and brackets the models' path is not always clear.
        return ()
    if path[-1] != match["given"] or not is_object(holder) or match["near"] in holder:
        return ()
    return (("rename", path, match["near"]),)


def closed_tag(text: str, path: Path) -> tuple[Edit, ...]:
    """Return what closes the last tag of a text at a path; nothing where that takes a person."""
    start = text.rfind("{{") + 2
    match = _OPENED.match(text, start)
    if match is None or "}}" in text[start:] or path[-1] == text:  # a key
        return ()
    # Braces around the tag may be what the one at its end belongs to.
    around = around_tags(text[: start - 2] + text[match.end() :])
    if around.count("{") != around.count("}") or (not match["brace"] and match.end() < len(text)):
        return ()
    end = "}" if match["brace"] else "}}"
    return (("set", path, text[: match.end()] + end + text[match.end() :]),)


def one_style(task: Object, path: Path) -> tuple[Edit, ...]:
    """Return what makes `depends` of a task's `dependencies`; both wait for the same."""
    waits = listed(task.get("dependencies"))
    if task.get("depends") is not None or task.get("continueOn") is not None or not waits:
        return ()
    if not all(isinstance(name, str) and _NAME.fullmatch(name) for name in waits):
        return ()
    place, new = under(path, "dependencies"), under(path, "depends")
    return (("rename", place, "depends"), ("set", new, " && ".join(waits)))


def known_result(
    depends: str, path: Path, given: str, results: Collection[str]
) -> tuple[Edit, ...]:
    """Return what gives a result in `depends` its right name, if it was written wrong by a slip."""
    meant = [name for name in results if is_slip(given, name)]
    if len(meant) != 1:
        return ()
    return (("set", path, re.sub(rf"\.{given}\b", f".{meant[0]}", depends)),)
