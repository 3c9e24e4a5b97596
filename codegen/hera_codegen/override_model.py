"""The overrides as the stages see them: every departure from the document, with its place.

``where`` is the file and entry that state an override, for messages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from .api import Enum, EnumValue, OneOf, Scalar, Type
from .override_sites import Pattern
from .release import sort_key

Choice: TypeAlias = Literal["newest", "union"]


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the document and the module that holds its types.

    ``prefixes`` are the names that releases give to it, the present one first. ``docs`` is the
    address of a type's documentation, with ``{anchor}`` for the type's name in lower case; only
    types that ``docs_roots`` reach are described there (all, where it is empty).
    """

    where: str
    prefixes: tuple[str, ...]
    module: str
    top_level: bool = False
    api_version: str = ""
    docs: str = ""
    docs_roots: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class TypeOverride:
    """The type that the server takes in some places, whatever the document says."""

    where: str
    at: tuple[Pattern, ...]
    type: Type

    def fit(self, _type: Type, _releases: Sequence[str]) -> Type:
        """Return the type that takes the place of another."""
        return self.type


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an enum; ``since`` is the first release that knows it, empty for all."""

    text: str
    since: str = ""

    def known_in(self, releases: Sequence[str]) -> tuple[str, ...]:
        """Return those of the releases that know the value."""
        if not self.since:
            return tuple(releases)
        return tuple(tag for tag in releases if sort_key(tag) >= sort_key(self.since))


@dataclass(frozen=True, slots=True)
class EnumOverride:
    """The closed list of values that a text has in some places."""

    where: str
    at: tuple[Pattern, ...]
    values: tuple[Value, ...]
    tags: bool

    def fit(self, type_: Type, releases: Sequence[str]) -> Type | None:
        """Return the enum that takes the place of a text in some releases, None for no text."""
        if not _is_text(type_):
            return None
        values = (EnumValue(item.text, item.known_in(releases)) for item in self.values)
        return Enum(tuple(item for item in values if item.releases), self.tags)


Retyping: TypeAlias = TypeOverride | EnumOverride


@dataclass(frozen=True, slots=True)
class FieldOverride:
    """Fields that share a trait: they are optional, or may be null."""

    where: str
    fields: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """What the union of releases does with a field on whose type they disagree."""

    where: str
    field: Pattern
    choose: Choice


@dataclass(frozen=True, slots=True)
class FieldName:
    """The Python name of all fields that have one name on the wire."""

    where: str
    wire: str
    python: str


@dataclass(frozen=True, slots=True)
class ClassName:
    """The Python name of one definition's class."""

    where: str
    definition: Pattern
    python: str


@dataclass(frozen=True, slots=True)
class KindOverride:
    """Kinds that the rule does not find, or that stand ``embedded`` in other objects."""

    where: str
    at: tuple[Pattern, ...]
    embedded: bool


@dataclass(frozen=True, slots=True)
class Order:
    """The names of the fields that people write first, and of those that they write last."""

    where: str = "order.toml"
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overrides:
    """Everything in which the generated code departs from the document."""

    packages: tuple[Package, ...] = ()
    types: tuple[TypeOverride, ...] = ()
    enums: tuple[EnumOverride, ...] = ()
    optional: tuple[FieldOverride, ...] = ()
    nullable: tuple[FieldOverride, ...] = ()
    conflicts: tuple[ConflictChoice, ...] = ()
    field_names: tuple[FieldName, ...] = ()
    class_names: tuple[ClassName, ...] = ()
    kinds: tuple[KindOverride, ...] = ()
    order: Order = Order()


def fitting(override: Retyping, releases: Sequence[str]) -> Callable[[Type], Type | None]:
    """Return what turns a type into the override's, in the releases that have the place."""
    return lambda type_: override.fit(type_, releases)


def _is_text(type_: Type) -> bool:
    if isinstance(type_, OneOf):
        return all(_is_text(option) for option in type_.options)
    return isinstance(type_, Enum) or type_ == Scalar("string")
