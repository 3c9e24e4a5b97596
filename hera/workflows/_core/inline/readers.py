"""From an annotation to the expression that reads a value in the pod."""

from __future__ import annotations

import collections.abc
import dataclasses
import datetime
import enum
import pathlib
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple, NewType, Union, get_args, get_origin

from .definition import literal_text

# Returns the name under which a class is known in the script, letting it travel; or None.
Bring = Callable[[Any], str | None]

_ANY = "_hera_any"
_TEXTUAL = {
    str: "_hera_str",
    bytes: "_hera_bytes",
    datetime.datetime: "_hera_moment('datetime')",
    datetime.date: "_hera_moment('date')",
    datetime.time: "_hera_moment('time')",
}
_SCALARS = {int: "_hera_int", float: "_hera_float", None: "_hera_none", type(None): "_hera_none"}
_LISTS = {
    list: "list",
    set: "set",
    frozenset: "frozenset",
    tuple: "tuple",
    collections.abc.Sequence: "list",
    collections.abc.Iterable: "list",
    collections.abc.Collection: "list",
    collections.abc.Set: "frozenset",
}
_DICTS = (dict, collections.abc.Mapping, collections.abc.MutableMapping)


class _Reader(NamedTuple):
    """Two expressions: what reads a value within JSON, and what reads a parameter's text."""

    value: str
    text: str


def _json(value: str) -> _Reader:
    return _Reader(value, f"_hera_json({value})")


def _raw(value: str) -> _Reader:
    """Return the reader of a type that a text says itself, without quotes."""
    return _Reader(value, value)


def text_reader(annotation: Any, bring: Bring) -> str:
    """Return the expression that reads a parameter's text, as its annotation says.

    Args:
        annotation: the type, or a text where it cannot be evaluated.
        bring: lets a class travel and returns its name.
    """
    reader = _reader(annotation, bring)
    return _ANY if reader is None else reader.text


def sent_reader(annotation: Any, bring: Bring) -> str:
    """Return the expression that reads a parameter which is sent as JSON, a text too."""
    return f"_hera_sent({_value_reader(annotation, bring)}, {text_reader(annotation, bring)})"


def _value_reader(annotation: Any, bring: Bring) -> str:
    reader = _reader(annotation, bring)
    return "_hera_same" if reader is None else reader.value


def _reader(annotation: Any, bring: Bring) -> _Reader | None:
    """Return how to read a type; None for one that can hold anything, or is not known."""
    annotation = _bare(annotation)
    if not isinstance(annotation, collections.abc.Hashable):
        return None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _union(arguments, bring)
    if origin is Literal:
        texts = [literal_text(_plain_value(value)) for value in arguments]
        pairs = ", ".join(f"({text}, {text})" for text in texts)
        return _raw(f"_hera_choice({pairs})")
    return _container(origin or annotation, arguments, bring) or _class(annotation, bring)


def _bare(annotation: Any) -> Any:
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif isinstance(annotation, NewType):
            annotation = annotation.__supertype__
        elif hasattr(annotation, "__value__"):  # `type Name = ...`
            annotation = annotation.__value__
        else:
            return annotation


def _plain_value(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value


def _union(members: tuple[Any, ...], bring: Bring) -> _Reader | None:
    readers: list[_Reader] = []
    for member in members:
        reader = _reader(member, bring)
        if reader is None:
            return None
        readers.append(reader)
    # `str` last, since any text fits it.
    readers.sort(key=lambda reader: reader.value == "_hera_str")
    values, texts = (", ".join(side) for side in zip(*readers, strict=True))
    return _Reader(f"_hera_union({values})", f"_hera_union({texts})")


def _container(kind: Any, arguments: tuple[Any, ...], bring: Bring) -> _Reader | None:
    if kind is tuple and arguments and arguments[-1] is not Ellipsis:
        return _json(f"_hera_tuple({', '.join(_value_reader(a, bring) for a in arguments)})")
    if kind in _LISTS:
        inner = _value_reader(arguments[0], bring) if arguments else "_hera_same"
        return _json(f"_hera_list({_LISTS[kind]!r}, {inner})")
    if kind in _DICTS or typing.is_typeddict(kind):
        keys, values = arguments or (str, Any)
        key = _reader(keys, bring)
        key_text = key.text if key else "_hera_same"
        return _json(f"_hera_dict({key_text}, {_value_reader(values, bring)})")
    return None


def _class(kind: Any, bring: Bring) -> _Reader | None:
    if kind in _SCALARS:
        return _json(_SCALARS[kind])
    if kind is bool:
        return _raw("_hera_bool")
    if kind in _TEXTUAL:
        return _raw(_TEXTUAL[kind])
    if not isinstance(kind, type):
        return None
    return _own_class(kind, bring)


def _own_class(kind: type[Any], bring: Bring) -> _Reader | None:
    if issubclass(kind, pathlib.PurePath):
        return _raw("_hera_path")
    if issubclass(kind, enum.Enum):
        name = bring(kind)
        return _raw(f"_hera_enum({name})") if name else None
    if dataclasses.is_dataclass(kind):
        return _record(kind, bring)
    if hasattr(kind, "model_validate") or hasattr(kind, "parse_obj"):
        name = bring(kind)
        return _json(f"_hera_model({name})") if name else None
    return None


def _record(kind: Any, bring: Bring) -> _Reader | None:
    name = bring(kind)
    if name is None:
        return None
    try:
        hints = typing.get_type_hints(kind)
    except (NameError, TypeError):  # a type that is there for checkers alone
        hints = {}

    def inner(other: Any) -> str | None:  # a class within itself stays the dict that it is
        return None if other is kind else bring(other)

    fields = [field.name for field in dataclasses.fields(kind) if field.init]
    known = {field: _value_reader(hints[field], inner) for field in fields if field in hints}
    reads = ", ".join(f'"{field}": {read}' for field, read in known.items())
    return _json(f"_hera_record({name}, {{{reads}}})")
