"""Classes whose attributes lie flat, and where each of them goes in the manifest."""

# The package's classes know each other's protected parts.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import inspect
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Set
from difflib import get_close_matches
from enum import Enum
from types import FrameType
from typing import TYPE_CHECKING, Any, ClassVar, TypeGuard, TypeVar

from hera.exceptions import HeraWarning
from hera.shared import BaseMixin, global_config
from hera.shared._base import ExpressionMixin

Place = tuple[str, int]
Path = tuple[str, ...]
Converter = Callable[[Any, Any], Any]
FlatT = TypeVar("FlatT", bound="Flat")
_PLAIN = frozenset({str, int, float, bool, type(None)})
_PACKAGE = __name__.partition(".")[0] + "."


class _FlatSignature:
    """The signature of a flat class, made of its fields, for ``inspect`` and ``help``."""

    def __get__(self, instance: object, owner: type[Flat]) -> inspect.Signature:
        maker = next(each for each in owner.__mro__ if {"__init__", "_fields"} & vars(each).keys())
        if instance is not None or "__init__" in vars(maker):
            raise AttributeError("__signature__")  # calling an object, or a constructor of its own
        kind, empty = inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty
        defaults = {**owner._defaults, **dict.fromkeys(owner._required, empty)}
        return inspect.Signature(
            [inspect.Parameter(name, kind, default=defaults.get(name)) for name in owner._fields]
        )


class Flat(BaseMixin):
    """Base of the generated classes: keyword arguments in, wire data out.

    ``_also`` and ``_always``: further places of attributes, and objects written even when empty.

    ``_fields`` says where each attribute goes; those with an empty path are dealt with by the
    class's behaviour. An attribute that was given nothing, or None, is absent from ``__dict__``.
    """

    _fields: ClassVar[Mapping[str, Path]] = {}
    _order: ClassVar[Mapping[str, int]] = {}
    # Further places of an attribute that has more than one.
    _also: ClassVar[Mapping[str, tuple[Path, ...]]] = {}
    _always: ClassVar[tuple[Path, ...]] = ()
    _required: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[Mapping[str, Any]] = {}
    # What an attribute's value becomes on the wire, where `lower` is not all: by attribute.
    _converters: ClassVar[Mapping[str, Converter]] = {}
    __signature__: ClassVar[Any] = _FlatSignature()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = cls.__dict__
        if "_converters" in own:
            base: Any = super(cls, cls)
            cls._converters = {**base._converters, **own["_converters"]}
        if "_fields" in own:
            cls._order = {name: index for index, name in enumerate(cls._fields)}
            for name in cls._fields:
                # Set here, so that an attribute which was not given reads as its default.
                if name not in own:
                    type.__setattr__(cls, name, cls._defaults.get(name))

    def __init__(self, /, **given: Any) -> None:
        cls = type(self)
        if not given.keys() <= cls._fields.keys():
            raise TypeError(self._unexpected(given))
        defaults = global_config._class_defaults.get(cls)
        if defaults:
            given = {**defaults, **{k: v for k, v in given.items() if v is not None}}
        elif None in given.values():
            given = {name: value for name, value in given.items() if value is not None}
        self.__dict__.update(given)
        for name in cls._required:
            if name not in given:
                raise TypeError(
                    f"{cls.__name__}.__init__() missing 1 required keyword-only argument: {name!r}"
                )

    def _unexpected(self, given: Iterable[str]) -> str:
        name = next(name for name in given if name not in self._fields)
        start = f"{type(self).__name__}.__init__() got an unexpected keyword argument"
        return f"{start} {name!r}{self._near(name)}"

    def _near(self, name: str) -> str:
        near = get_close_matches(name, self._fields, n=1)
        return f"; did you mean {near[0]!r}?" if near else ""

    if not TYPE_CHECKING:
        # To checkers a class with this would take any attribute.

        def __setattr__(self, name: str, value: Any) -> None:
            cls = type(self)
            # A user's own class may keep what it likes.
            if not hasattr(cls, name) and name[0] != "_" and cls.__module__.startswith(_PACKAGE):
                place = place_of_caller() or ("<unknown>", 1)
                text = f"{cls.__name__} has no field {name!r}, so this changes no manifest"
                warnings.warn_explicit(text + self._near(name), HeraWarning, *place)
            object.__setattr__(self, name, value)

    def _given(self) -> dict[str, Any]:
        """Return the attributes that have a value, in the order of the fields."""
        values, order = self.__dict__, self._order
        # A class may have sixty fields, of which an object has a few.
        names = [name for name in values if name in order and values[name] is not None]
        names.sort(key=order.__getitem__)
        return {name: values[name] for name in names}

    def _wire(self) -> dict[str, Any]:
        """Return the manifest's form of this object, as plain data."""
        data: dict[str, Any] = {}
        converters = self._converters
        for path in self._always:
            put(data, path, {})
        for name, value in self._given().items():
            path = self._fields[name]
            if path:
                convert = converters.get(name)
                lowered = lower(value) if convert is None else convert(self, value)
                if lowered is not None:
                    put(data, path, lowered)
                    for other in self._also.get(name, ()):
                        put(data, other, lowered)
        return data

    def _copy(self: FlatT, **changes: Any) -> FlatT:
        """Return a copy with other values; the copy knows the same place in the user's file."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.__dict__.update(changes)
        return twin

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._given() == other._given()

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self._given().items())
        return f"{type(self).__name__}({given})"


def lower(value: Any) -> Any:
    """Return the wire form of a value: plain dicts, lists and leaves."""
    kind = type(value)  # pyright: ignore[reportUnknownVariableType] - of any value
    if kind in _PLAIN:
        return value
    if isinstance(value, Flat):
        return value._wire()
    if kind is list or kind is tuple:
        return [lower(item) for item in value]
    if is_mapping(value):
        return {str(key): lower(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return lower(value.value)
    if isinstance(value, (str, int, float)):
        return _base_of(value)
    if isinstance(value, ExpressionMixin):
        return str(value)
    return _lower_object(value)


def items_wire(_: Any, value: Any) -> list[Any]:
    """Return one or more values as a list of wire data."""
    return [lower(item) for item in as_list(value)]


def list_wire(_: Any, value: Any) -> list[Any] | None:
    """Return one or more values as a list of wire data, or None where there are none."""
    return items_wire(_, value) or None


def _base_of(value: str | int | float) -> str | int | float:
    """Return a value of a subclass, such as a tag, as one of the plain type."""
    if isinstance(value, str):
        return str.__str__(value)
    return int(value) if isinstance(value, int) else float(value)


def _lower_object(value: Any) -> Any:
    for method in ("to_wire", "to_dict"):
        if hasattr(value, method):
            return lower(getattr(value, method)())
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if _is_set(value):
        return [lower(item) for item in sorted(value, key=repr)]
    return str(value)


def _is_set(value: object) -> TypeGuard[Set[Any]]:
    return isinstance(value, (set, frozenset))


def put(data: dict[str, Any], path: Path, value: Any) -> None:
    """Set a value at a path of keys, making the objects on the way."""
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = value


def get(data: Mapping[str, Any], path: Path) -> Any:
    """Return the value at a path of keys, or None."""
    found: Any = data
    for key in path:
        if not is_mapping(found) or key not in found:
            return None
        found = found[key]
    return found


def as_list(value: Any) -> list[Any]:
    """Return one or more values as a list; None is none."""
    if value is None:
        return []
    items = value  # what checkers do not take for a list of unknown items
    return list(items) if isinstance(value, (list, tuple)) else [value]


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a value is a list; checkers then know that its items may be anything."""
    return isinstance(value, list)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Tell whether a value is a mapping; checkers then know that it may hold anything."""
    return isinstance(value, Mapping)


def place_of_caller() -> Place | None:
    """Return file and line of the user's code that is being run, outside this package."""
    frame: FrameType | None = sys._getframe(1)  # pyright: ignore[reportPrivateUsage] - documented
    while frame is not None:
        module = frame.f_globals.get("__name__", "")
        if not module.startswith(_PACKAGE):
            return frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
    return None
