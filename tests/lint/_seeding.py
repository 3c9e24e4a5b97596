"""Seeding defects: where they may be put, and what is known of them."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from lint._generated import Case
from lint._mutations import Path, at, walk

Put: TypeAlias = Callable[[Case, random.Random], "Path | None"]
Found: TypeAlias = "list[tuple[Path, Any]]"

DEFECTS: dict[str, tuple[tuple[str, ...], Put]] = {}
"""The codes of the rules of which one must find a defect, and what puts it there, by its kind."""


class Broken(NamedTuple):
    """A manifest with a defect.

    Attributes:
        case: The manifest and the templates that it refers to.
        codes: The rules of which one must find it.
        path: Where: at a place that begins with this.
    """

    case: Case
    codes: tuple[str, ...]
    path: Path


def defect(kind: str, *codes: str) -> Callable[[Put], Put]:
    """Register a function that puts a defect into a manifest and returns its place.

    It returns None, having changed nothing, where the manifest has no place for it.
    """

    def register(put_in: Put) -> Put:
        DEFECTS[kind] = (codes, put_in)
        return put_in

    return register


def seed(kind: str, case: Case, draw: random.Random) -> Broken | None:
    """Return a copy of a manifest with a defect; None where it has no place for such a one."""
    codes, put_in = DEFECTS[kind]
    broken = copy.deepcopy(case)
    path = put_in(broken, draw)
    return None if path is None else Broken(broken, codes, path)


def find(case: Case, *pattern: str) -> Found:
    """Return the places in the specification that end so; "*" stands for any key or index."""
    start = len(case.spec_path)
    found: Found = []
    for path, value in walk(case.manifest):
        end = path[start:][-len(pattern) :]
        inside = path[:start] == case.spec_path and len(end) == len(pattern)
        if inside and all(one in ("*", key) for one, key in zip(pattern, end, strict=True)):
            found.append((path, value))
    return found


def pick(draw: random.Random, spots: Found) -> tuple[Path, Any] | None:
    """Return one of the places, None if there are none."""
    return draw.choice(spots) if spots else None


def put(case: Case, path: Path, value: Any) -> Path:
    """Put a value at a place, and return the place."""
    at(case.manifest, path[:-1])[path[-1]] = value
    return path


def templates_of(case: Case, kind: str = "") -> Found:
    """Return the templates, perhaps only those of one type."""
    return [spot for spot in find(case, "templates", "*") if not kind or kind in spot[1]]


def tasks_of(case: Case) -> Found:
    """Return the tasks of all DAGs."""
    return find(case, "dag", "tasks", "*")


def nodes_of(case: Case) -> Found:
    """Return all tasks and steps."""
    return tasks_of(case) + find(case, "steps", "*", "*")


def dags_of(case: Case) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Yield the tasks of each DAG, with the place of their list."""
    yield from find(case, "dag", "tasks")
