"""The nearest valid name, for messages."""

from __future__ import annotations

import re
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_SHOWN = 8
# Comparing takes some 20 µs for each name; among more names than this, only those are looked for
# that are one slip away, so that many findings in a large manifest stay cheap.
_COMPARED = 200
# As difflib counts it; one that is less like the given name is more often wrong than right.
_LIKE = 0.7
# The words of a name: of what may be a counter, as in `key-a` and `key-b`, a letter makes another.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_LONG = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"


def near(given: str, names: Collection[str], what: str = "there are") -> str:
    """Return what helps someone who gave a name that is not there; begins with "; " if anything.

    Args:
        given: The name that was given.
        names: The names that there are; a set or mapping where they may be many.
        what: How the names are introduced where none is near.
    """
    close = closest(given, names)
    if close:
        return f"; did you mean {close!r}?"
    if not names:
        return ""
    some = set(names) if len(names) <= _COMPARED else list(islice(names, _SHOWN))
    # What has no name is told elsewhere.
    known = sorted(name for name in some if name)
    if not known:
        return ""
    more = ", …" if len(names) > _SHOWN else ""
    return f"; {what}: {', '.join(known[:_SHOWN])}{more}"


def closest(given: str, names: Collection[str]) -> str:
    """Return the name that is nearest to a given one; empty if none is near."""
    if len(names) > _COMPARED:
        return _one_slip_away(given, names)
    # Nothing needs it before something is wrong.
    from difflib import get_close_matches

    alike = [name for name in names if name.lower() == given.lower()]
    if alike:
        return min(alike)
    return next(iter(get_close_matches(given, sorted(set(names)), 1, _LIKE)), "")


def _one_slip_away(given: str, names: Collection[str]) -> str:
    parts = [(given[:place], given[place:]) for place in range(len(given) + 1)]
    for start, end in parts:
        for slip in (start + end[1:], start + end[1:2] + end[:1] + end[2:]):
            if slip in names:
                return slip
        for letter in _LETTERS:
            if start + letter + end in names:
                return start + letter + end
            if start + letter + end[1:] in names:
                return start + letter + end[1:]
    return ""


def is_slip(given: str, meant: str) -> bool:
    """Tell whether a name can only be another that was written wrong: by one letter, or as `aB`.

    Args:
        given: The name that was given.
        meant: The name that there is.
    """
    words, others = _WORD.findall(given), _WORD.findall(meant)
    differing = [
        (one.lower(), other.lower())
        for one, other in zip(words, others, strict=False)
        if one.lower() != other.lower()
    ]
    if len(words) != len(others) or len(differing) > 1:
        return "".join(words).lower() == "".join(others).lower()
    return all(_differ_by_a_letter(one, other) for one, other in differing)


def _differ_by_a_letter(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) < _LONG or len(long) - len(short) > 1 or long.isdigit():
        return False
    at = next(
        (at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1]
    return short[at + 1 :] == long[at + 1 :] or swapped + short[at + 2 :] == long[at:]
