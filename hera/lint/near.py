"""The nearest valid name, for messages."""

from __future__ import annotations

from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_SHOWN = 8
# Comparing takes some 20 µs for each name; among more names than this, only those are looked for
# that are one slip away, so that many findings in a large manifest stay cheap.
_COMPARED = 200
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"


def near(given: str, names: Collection[str], what: str = "there are") -> str:
    """Return what helps someone who gave a name that is not there; begins with "; " if anything.

    Args:
        given: The name that was given.
        names: The names that there are; a set or mapping where they may be many.
        what: How the names are introduced where none is near.
    """
    if len(names) > _COMPARED:
        close = _one_slip_away(given, names)
        known = list(islice(names, _SHOWN))
    else:
        # Nothing needs it before something is wrong.
        from difflib import get_close_matches

        known = sorted(set(names))
        close = next(iter(get_close_matches(given, known, 1)), "")
    if close:
        return f"; did you mean {close!r}?"
    if not known:
        return ""
    more = ", …" if len(names) > _SHOWN else ""
    return f"; {what}: {', '.join(known[:_SHOWN])}{more}"


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
