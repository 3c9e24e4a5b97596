"""One mistake is told once, although several rules see it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .finding import Finding, Path

_FIELD, _REQUIRED = "HL001", "HL002"
_OF_SCHEMA = (_FIELD, _REQUIRED)
# How Argo says that there is nothing where there is something that it cannot read.
_NOTHING = ("required", "may not be empty", "unspecified", "must specify", "at least one")


def once(findings: list[Finding]) -> list[Finding]:
    """Leave out the findings of the schema's rules that others tell better, and the reverse."""
    unread = [one for one in findings if one.code in _OF_SCHEMA]
    if not unread:
        return findings
    others: dict[Path, list[Finding]] = {}
    for one in findings:
        if one.code not in _OF_SCHEMA:
            others.setdefault(one.path, []).append(one)
    dropped: set[int] = set()
    for one in unread:
        if _is_told(one, others):
            dropped.add(id(one))
        elif one.code == _FIELD:
            dropped |= {id(other) for other in _consequences(one, others)}
    return [one for one in findings if id(one) not in dropped]


def _is_told(one: Finding, others: dict[Path, list[Finding]]) -> bool:
    """Tell whether another rule says the same of the same place in Argo's words."""
    if any(other.text for other in others.get(one.path, ())):
        return True
    if one.code != _REQUIRED or not one.path:
        return False
    key = str(one.path[-1])
    return any(other.text and key in other.text for other in others.get(one.path[:-1], ()))


def _consequences(one: Finding, others: dict[Path, list[Finding]]) -> Iterable[Finding]:
    """Return what is said only because a field's name or value could not be read."""
    if not one.path:
        return []
    holder, key = one.path[:-1], str(one.path[-1])
    _, asked, meant = one.message.rpartition("did you mean ")
    names = [key, *([meant.strip("'?")] if asked else [])]
    return [
        other
        for name in names
        for place in (holder, (*holder, name))
        for other in others.get(place, ())
        if name in other.message and any(word in other.message for word in _NOTHING)
    ]
