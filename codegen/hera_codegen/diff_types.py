"""How two types differ: in the values they allow, in the fields of the objects they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .api import Definition, Enum, ListOf, MapOf, OneOf, Ref, Scalar, Type, properties


def same(old: Type, new: Type) -> bool:
    """Tell whether two types allow the same values."""
    # Releases are noted at each value of an enum, so equality of the types would be too strict.
    return without_values(old) == without_values(new) and _allowed(old) == _allowed(new)


def values(type_: Type) -> tuple[str, ...] | None:
    """Return the allowed values, or None where any text is allowed."""
    match type_:
        case Enum(allowed):
            return tuple(value.value for value in allowed)
        case ListOf(inner) | MapOf(inner):
            return values(inner)
        case OneOf(options):
            return tuple(value for option in options for value in values(option) or ()) or None
        case _:
            return None


def _allowed(type_: Type) -> frozenset[str] | None:
    found = values(type_)
    return None if found is None else frozenset(found)


def without_values(type_: Type) -> Type:
    """Return the type with text in place of each closed list of texts."""
    match type_:
        case Enum():
            return Scalar("string")
        case ListOf(inner):
            return ListOf(without_values(inner))
        case MapOf(inner):
            return MapOf(without_values(inner))
        case OneOf(options):
            return OneOf(tuple(without_values(option) for option in options))
        case _:
            return type_


@dataclass(frozen=True, slots=True)
class ObjectDifference:
    """The fields that only one of two objects has; ``superset``: the new one takes all of the old.

    Two types that are not objects have no such fields, and are no superset.
    """

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    superset: bool = False


def compare_objects(
    old: Type, new: Type, before: Mapping[str, Definition], after: Mapping[str, Definition]
) -> ObjectDifference:
    """Compare the objects that two types name, or are lists or maps of.

    Args:
        old: A type of the older release.
        new: A type of the newer release.
        before: The definitions of the older release.
        after: The definitions of the newer release.
    """
    match old, new:
        case (ListOf(was), ListOf(now)) | (MapOf(was), MapOf(now)):
            return compare_objects(was, now, before, after)
        case Ref(was), Ref(now):
            return _compare_fields(before[was], after[now])
        case _:
            return ObjectDifference()


def _compare_fields(old: Definition, new: Definition) -> ObjectDifference:
    if old.target is not None or new.target is not None:
        return ObjectDifference()
    before, after = properties(old), properties(new)
    lost = tuple(sorted(before.keys() - after.keys()))
    gained = tuple(sorted(after.keys() - before.keys()))
    common = before.keys() & after.keys()
    demanded = any(after[name].required for name in gained) or any(
        after[name].required and not before[name].required for name in common
    )
    agree = all(same(before[name].type, after[name].type) for name in common)
    return ObjectDifference(gained, lost, agree and not lost and not demanded)
