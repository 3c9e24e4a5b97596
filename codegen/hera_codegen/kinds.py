"""Kinds: the objects that say with ``apiVersion`` and ``kind`` what they are."""

from __future__ import annotations

from .api import Definition, Field, Scalar, properties

_TYPE_META = ("apiVersion", "kind")


def is_kind(definition: Definition) -> bool:
    """Tell whether a definition is a kind. References to objects, which lack metadata, are none."""
    return {*_TYPE_META, "metadata"} <= properties(definition).keys()


def missing_type_meta(definition: Definition) -> tuple[Field, ...]:
    """Return those of the fields ``apiVersion`` and ``kind`` that a definition lacks."""
    there = properties(definition)
    return tuple(
        Field(name, Scalar("string"), releases=definition.releases)
        for name in _TYPE_META
        if name not in there
    )
