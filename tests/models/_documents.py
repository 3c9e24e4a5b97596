"""Documents made of the facts: any that a release admits, and ones with a single mistake."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from models._facts import Shape, properties

INTEGERS = (0, 1, -1, 8080, 2**31, 2**53 + 1, 2**63 - 1, -(2**63))
FLOATS = (0.5, -2.25, 1e-300, 1.7976931348623157e308, 3.0, 1e16, -0.0)
TEXTS = (
    *("", " ", "a", "main", "true", "no", "on", "y", "null", "~", "0", "-1", "1.5", "0x1F", "0o14"),
    *("1e3", ".inf", "12:30:45", "2024-02-29", "2024-02-29T12:00:00Z", "<<", "=", "-", "?", ":"),
    *("a: b", "a #b", "- x", "{{inputs.parameters.x}}", "{a: 1}", "[1]", "&a", "*a", "!x", "%x"),
    *("|", ">", "'", '"', "\\", "@", "`", "line\n", "two\nlines", "two\nlines\n\n", "\n", "\ttab"),
    *(" lead", "trail ", "\r\n", "\x85", "\u2028", "\x07", "\x7f", "\ufeff", "é", "日本語", "🧪"),
    *("x" * 5000, "word " * 400),
)
KEYS = ("a", "b-c", "app.kubernetes.io/name", "1", "true", "", "null", "ключ")
TIMES = (
    "2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00.123456+02:00",
    "{{workflow.creationTimestamp}}",
)
WRONG: dict[str, tuple[Any, ...]] = {
    "string": (5, True, 1.5, [], {}),
    "bytes": (5,),
    "time": (5, True, []),
    "integer": ("8080", True, 8080.0, 2**64, -(2**63) - 1, {}),
    "number": ("1", True, {}),
    "boolean": ("true", 1, 0, []),
    "int_or_string": (True, 1.5, {}, 2**64),
    "quantity": (True, [], {}),
    "any_string": ([], {}),
    "object": ([], "x", 5),
    "single_key_object": ([], {}, {"a": 1, "b": 2}),
    "enum": ("NoSuchValue", 5, True, []),
    "list": ({}, "x", 5),
    "map": ([], "x"),
    "model": ([], "x", 5),
}


@dataclass(frozen=True)
class Mistake:
    """A document that does not fit, the path of what is wrong, and what that is."""

    document: dict[str, Any]
    path: str
    what: str


class Maker:
    """Makes documents of one release; what it chooses is up to ``random``."""

    def __init__(self, release: str, random: Random) -> None:
        self._release = release
        self._random = random

    def document(self, definition: str, *, share: float = 0.5, depth: int = 3) -> dict[str, Any]:
        """Return a document of a type.

        Args:
            definition: The type.
            share: How many of the optional fields are in: 0 is none, 1 is all.
            depth: How many models may lie in each other; below, there is only what is demanded.
        """
        share = share if depth else 0
        return {
            item.name: item.constant or self.value(item.shape, share, depth - 1)
            for item in properties(self._release, definition)
            if item.demanded or self._random.random() < share
        }

    def value(self, shape: Shape, share: float = 0.5, depth: int = 2) -> Any:
        """Return a value of a shape."""
        if shape.name == "model":
            return self.document(shape.definition, share=share, depth=max(depth, 0))
        if shape.name == "enum":
            tag = shape.tags and self._random.random() < 0.1
            return "{{inputs.parameters.x}}" if tag else self._random.choice(shape.values)
        if shape.inner is not None:
            inner = shape.inner
            count = self._random.choice((0, 1, 2)) if depth > 0 else 1
            if shape.name == "list":
                return [self.value(inner, share, depth) for _ in range(count)]
            keys = self._random.sample(KEYS, count)
            return {key: self.value(inner, share, depth) for key in keys}
        return self._scalar(shape.name)

    def _scalar(self, name: str) -> Any:
        choose = self._random.choice
        match name:
            case "string" | "bytes":
                return choose(TEXTS)
            case "time":
                return choose(TIMES)
            case "boolean":
                return choose((True, False))
            case "integer":
                return choose(INTEGERS)
            case "number":
                return choose(INTEGERS + FLOATS)
            case "int_or_string":
                return choose(INTEGERS + TEXTS)
            case "quantity":
                return choose((*INTEGERS, *FLOATS, *TEXTS, "100m", "1Gi"))
            case "any_string":
                return choose((*INTEGERS, *FLOATS, *TEXTS, True, False))
            case "object":
                return {key: self._json(2) for key in self._random.sample(KEYS, 2)}
            case "single_key_object":
                return {choose(KEYS): self._json(2)}
            case "any":
                return self._json(3)
            case _:
                raise ValueError(f"no value for {name!r}")

    def _json(self, depth: int) -> Any:
        leaf = self._random.choice((*INTEGERS, *FLOATS, *TEXTS, True, False, None))
        match self._random.randrange(4) if depth else 0:
            case 1:
                return [self._json(depth - 1) for _ in range(self._random.randrange(3))]
            case 2:
                keys = self._random.sample(KEYS, self._random.randrange(3))
                return {key: self._json(depth - 1) for key in keys}
            case _:
                return leaf

    def mistakes(self, definition: str, document: dict[str, Any]) -> list[Mistake]:
        """Return every mistake that this maker knows to make in a document, one at a time each."""
        shape = Shape("model", definition=definition)
        return list(self._mistakes(shape, document, (), document))

    def _mistakes(
        self, shape: Shape, value: Any, place: tuple[str | int, ...], whole: dict[str, Any]
    ) -> Iterator[Mistake]:
        if shape.name == "model":
            yield from self._mistakes_in_model(shape.definition, value, place, whole)
        elif shape.inner is not None and isinstance(value, (list, dict)):
            items = enumerate(value) if isinstance(value, list) else value.items()
            for step, item in items:
                yield from self._mistakes(shape.inner, item, (*place, step), whole)
        if place and shape.name in WRONG:
            wrong = self._random.choice(WRONG[shape.name])
            yield _changed(whole, place, lambda _: wrong, f"wrong {shape.name}")

    def _mistakes_in_model(
        self, definition: str, value: dict[str, Any], place: tuple[str | int, ...], whole: Any
    ) -> Iterator[Mistake]:
        for item in properties(self._release, definition):
            if item.name not in value:
                continue
            here = (*place, item.name)
            renamed = (*place, f"{item.name}Zq")
            yield _renamed(whole, place, item.name, renamed)
            if item.constant:
                yield _changed(whole, here, lambda _: "NoSuchKind", "wrong constant")
            else:
                yield from self._mistakes(item.shape, value[item.name], here, whole)
            if item.required and not item.nullable:
                yield _removed(whole, place, item.name, here)


def path_of(place: tuple[str | int, ...]) -> str:
    """Return a place as the models' errors write it."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            plain = step.replace("-", "_").isidentifier()
            text += (f".{step}" if text else step) if plain else f"[{step!r}]"
    return text


def _at(document: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        document = document[step]
    return document


def _changed(
    whole: dict[str, Any], place: tuple[str | int, ...], change: Callable[[Any], Any], what: str
) -> Mistake:
    document = copy.deepcopy(whole)
    parent = _at(document, place[:-1])
    parent[place[-1]] = change(parent[place[-1]])
    return Mistake(document, path_of(place), what)


def _renamed(
    whole: dict[str, Any], place: tuple[str | int, ...], name: str, renamed: tuple[str | int, ...]
) -> Mistake:
    document = copy.deepcopy(whole)
    parent = _at(document, place)
    parent[renamed[-1]] = parent.pop(name)
    return Mistake(document, path_of(renamed), "unknown field")


def _removed(
    whole: dict[str, Any], place: tuple[str | int, ...], name: str, here: tuple[str | int, ...]
) -> Mistake:
    document = copy.deepcopy(whole)
    del _at(document, place)[name]
    return Mistake(document, path_of(here), "missing")
