"""Small changes to manifests, as people and editors make them, drawn with a seed."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

Path: TypeAlias = "tuple[str | int, ...]"

_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_JUNK: tuple[Any, ...] = (
    "",
    "x",
    "a b",
    "_a",
    "{{x}}",
    "{{inputs.parameters.nothing}}",
    "..",
    0,
    -1,
)
_OTHER_TYPES: tuple[Any, ...] = (None, True, 7, 1.5, "text", [], ["x"], {}, {"x": "y"}, [{}])
_ROOTS = ("inputs", "outputs", "steps", "tasks", "workflow", "item", "pod", "input", "task")


class Mutation(NamedTuple):
    """A changed manifest, with how and where it was changed."""

    verb: str
    path: Path
    manifest: dict[str, Any]


class Pool:
    """What stands under which key in many manifests: what people write there."""

    def __init__(self, manifests: Sequence[Mapping[str, Any]]) -> None:
        self._values: dict[str, list[Any]] = {}
        self._beside: dict[str, list[tuple[str, Any]]] = {}
        seen: set[tuple[str, str]] = set()
        for manifest in manifests:
            for path, value in walk(manifest):
                key, holder = _key(path), _key(path[:-1])
                shown = json.dumps(value, sort_keys=True, default=str)
                if not path or (key, shown) in seen:
                    continue
                seen.add((key, shown))
                self._values.setdefault(key, []).append(value)
                if isinstance(path[-1], str):
                    self._beside.setdefault(holder, []).append((key, value))

    def value(self, draw: random.Random, path: Path) -> Any:
        """Return a value of the same key, None where there is none."""
        known = self._values.get(_key(path))
        return copy.deepcopy(draw.choice(known)) if known else None

    def beside(self, draw: random.Random, path: Path) -> tuple[str, Any] | None:
        """Return a key, with a value, that occurs in a mapping at such a place."""
        known = self._beside.get(_key(path))
        return copy.deepcopy(draw.choice(known)) if known else None


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield all values in a manifest, each with its place."""
    yield path, value
    inside: Any = value  # what checkers do not take for a dict of unknown items
    items: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        items += inside.items()
    elif isinstance(value, list):
        items += enumerate(inside)
    for key, inner in items:
        yield from walk(inner, (*path, key))


def at(manifest: Any, path: Path) -> Any:
    """Return what stands at a place."""
    for key in path:
        manifest = manifest[key]
    return manifest


def mutate(manifest: Mapping[str, Any], draw: random.Random, pool: Pool) -> Mutation:
    """Return a copy of a manifest with one change somewhere under its `spec` or `metadata`."""
    changed = copy.deepcopy(dict(manifest))
    places = [path for path, _ in walk(changed) if path and path[0] in ("spec", "metadata")]
    while True:
        path = draw.choice(places)
        verb = draw.choice(list(_VERBS))
        if _VERBS[verb](changed, path, draw, pool):
            return Mutation(verb, path, changed)


def _key(path: Path) -> str:
    """Return the last key of a place, of a list's item that of the list with brackets."""
    items = ""
    for key in reversed(path):
        if isinstance(key, str):
            return key + items
        items += "[]"
    return ""


def _remove(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    del at(manifest, path[:-1])[path[-1]]
    return True


def _rename_key(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    holder, key = at(manifest, path[:-1]), path[-1]
    if not isinstance(key, str):
        return False
    holder[_misspelt(key, draw)] = holder.pop(key)
    return True


def _retype(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    at(manifest, path[:-1])[path[-1]] = copy.deepcopy(draw.choice(_OTHER_TYPES))
    return True


def _misspell(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    holder, value = at(manifest, path[:-1]), at(manifest, path)
    if not isinstance(value, str) or not value:
        return False
    holder[path[-1]] = _misspelt(value, draw)
    return True


def _junk(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    holder, value = at(manifest, path[:-1]), at(manifest, path)
    if isinstance(value, (dict, list)):
        return False
    holder[path[-1]] = draw.choice(_JUNK)
    return True


def _double(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    holder: list[Any] = at(manifest, path[:-1])
    if not isinstance(path[-1], int):
        return False
    holder.append(copy.deepcopy(holder[path[-1]]))
    return True


def _swap(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    holder: list[Any] = at(manifest, path[:-1])
    here = path[-1]
    if not isinstance(here, int) or len(holder) < 2:
        return False
    there = draw.randrange(len(holder))
    holder[here], holder[there] = holder[there], holder[here]
    return here != there


def _replace(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    value = pool.value(draw, path)
    same: bool = at(manifest, path) == value
    at(manifest, path[:-1])[path[-1]] = value
    return not same


def _add(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    value, more = at(manifest, path), pool.beside(draw, path)
    if not isinstance(value, dict) or more is None or more[0] in value:
        return False
    value[more[0]] = more[1]
    return True


def _tag(manifest: Any, path: Path, draw: random.Random, pool: Pool) -> bool:
    value = at(manifest, path)
    found = _TAG.search(value) if isinstance(value, str) else None
    if not found:
        return False
    inner = found[1]
    parts = inner.split(".")
    ways: list[Callable[[], str]] = [
        lambda: f"{{{{{_misspelt(inner, draw)}}}}}",
        lambda: f"{{{{{'.'.join([draw.choice(_ROOTS), *parts[1:]])}}}}}",
        lambda: f"{{{{{'.'.join(parts[:-1])}}}}}",
        lambda: f"{{{{{inner}.x}}}}",
        lambda: f"{{{{ {inner} }}}}",
        lambda: f"{{{{{inner}}}",
        lambda: f"{{{inner}}}}}",
        lambda: f"{{{{={inner}}}}}",
        lambda: f"{{{{{{{{{inner}}}}}}}}}",
    ]
    new = draw.choice(ways)()
    at(manifest, path[:-1])[path[-1]] = value[: found.start()] + new + value[found.end() :]
    return new != found[0]


def _misspelt(text: str, draw: random.Random) -> str:
    place = draw.randrange(len(text)) if text else 0
    start, end = text[:place], text[place:]
    ways = (start + end[1:], start + "x" + end, start + end[1:2] + end[:1] + end[2:], text.upper())
    changed = draw.choice(ways)
    return changed if changed != text else text + "x"


_VERBS: dict[str, Callable[[Any, Path, random.Random, Pool], bool]] = {
    "remove": _remove,
    "rename": _rename_key,
    "retype": _retype,
    "misspell": _misspell,
    "junk": _junk,
    "double": _double,
    "swap": _swap,
    "replace": _replace,
    "add": _add,
    "tag": _tag,
}
