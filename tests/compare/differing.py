"""What differs between two results of a program: pure functions over plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Ends a view where the sources of scripts were compared, too.
_SOURCES = " (hera source)"
# What is printed of a long value: so much before the first character that differs, and in all.
_BEFORE, _LENGTH = 40, 240
_SOURCE = "<a script's source, which is judged by running it>"


class _Absent:
    """Stands for a key or an item that one side lacks."""

    def __repr__(self) -> str:
        return "(absent)"


ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two results differ.

    Attributes:
        program: the program, as area/name.
        path: the place: a variable of the program and what lies below, or "raised".
        theirs: what the peer has there.
        ours: what this library has there.
        views: where it was seen: "dict", "yaml", "again" (to_dict for the second time), "observed"
            or "raised", with " (hera source)" where sources were compared, too.
    """

    program: str
    path: str
    theirs: str
    ours: str
    views: tuple[str, ...]

    def line(self) -> str:
        """Return the difference as the one line that is printed, long values cut."""
        views = ", ".join(_without_modes(self.views))
        theirs, ours = _cut(self.theirs, self.ours)
        return f"{self.program}  {self.path}  theirs: {theirs}  ours: {ours}  [{views}]"


def differences(
    program: str, theirs: Mapping[str, Any], ours: Mapping[str, Any], *, sources: bool
) -> Iterator[Difference]:
    """Find where two results of a program differ.

    Args:
        program: the program, as area/name.
        theirs: the peer's result, as `child.py` prints it.
        ours: this library's.
        sources: whether the sources of scripts are compared, too.
    """
    suffix = _SOURCES if sources else ""
    if theirs.get("raised") != ours.get("raised"):
        yield Difference(program, "raised", _outcome(theirs), _outcome(ours), ("raised" + suffix,))
        return
    for view in ("dict", "yaml", "again", "observed"):
        pair = [settled(result.get(view, {}), sources=sources) for result in (theirs, ours)]
        for path, one, other in unequal("", *pair):
            yield Difference(program, path, repr(one), repr(other), (view + suffix,))


def merged(found: list[Difference]) -> list[Difference]:
    """Join equal differences that were seen in several views, in the order of the first."""
    views: dict[tuple[str, str, str, str], tuple[str, ...]] = {}
    for item in found:
        key = (item.program, item.path, item.theirs, item.ours)
        views[key] = (*views.get(key, ()), *item.views)
    return [Difference(*key, seen) for key, seen in views.items()]


def settled(value: Any, *, sources: bool) -> Any:
    """Return a value without what changes from run to run, or is not compared.

    A text that is a UUID (the name of a volume that was given none) becomes `uuid#N`, N counting
    the distinct ones by their place. What an exception says is left out, its class stays. The
    source of a script becomes a fixed text, unless sources are compared.
    """
    names: dict[str, str] = {}

    def settle(part: Any, above: str) -> Any:
        if isinstance(part, dict):
            if "!raised" in part:
                return {"!raised": part["!raised"]}
            return {
                key: (
                    _SOURCE
                    if (above, key) == ("script", "source") and not sources
                    else settle(part[key], key)
                )
                for key in sorted(part)
            }
        if isinstance(part, list):
            return [settle(item, above) for item in part]
        if isinstance(part, str) and _UUID.fullmatch(part):
            return names.setdefault(part, f"uuid#{len(names) + 1}")
        return part

    return settle(value, "")


def unequal(path: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield the innermost places where two plain values differ, type for type."""
    if _raised(one) != _raised(other):
        yield path, one, other
    elif isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from unequal(_below(path, key), one.get(key, ABSENT), other.get(key, ABSENT))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, pair in enumerate(zip(one, other, strict=True)):
            yield from unequal(f"{path}[{index}]", *pair)
    elif type(one) is not type(other) or one != other:
        yield path, one, other


def _without_modes(views: tuple[str, ...]) -> tuple[str, ...]:
    """Name each view once where a difference does not depend on how sources are written."""
    plain = tuple(dict.fromkeys(view.removesuffix(_SOURCES) for view in views))
    return plain if {*views} == {*plain, *(view + _SOURCES for view in plain)} else views


def _raised(value: Any) -> bool:
    return isinstance(value, dict) and "!raised" in value


def _cut(one: str, other: str) -> tuple[str, str]:
    """Cut two texts to the part where they differ."""
    pairs = enumerate(zip(one, other, strict=False))
    same = next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
    long = max(len(one), len(other)) > _LENGTH
    start = max(0, same - _BEFORE) if long else 0
    pieces = (text[start : start + _LENGTH] for text in (one, other))
    cut = [
        ("…" if start else "") + piece + ("…" if start + _LENGTH < len(text) else "")
        for piece, text in zip(pieces, (one, other), strict=True)
    ]
    return cut[0], cut[1]


def _below(path: str, key: str) -> str:
    step = key if re.fullmatch(r"[\w-]+", key) or not path else f"[{key!r}]"
    return f"{path}.{step}" if path and not step.startswith("[") else path + step


def _outcome(result: Mapping[str, Any]) -> str:
    if "raised" not in result:
        return "nothing raised"
    return f"{result['raised']} ({str(result.get('message', '')).strip()[:200]!r})"
