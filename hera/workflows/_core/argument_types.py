"""Whether the arguments of tasks and steps fit the types of the functions that they go to.

Only what is known at build is judged: a text with a tag fits any type.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AnySet
from datetime import date, datetime, time
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, NewType, Union, get_args, get_origin, is_typeddict

from .flat import is_list, is_mapping
from .signature import read_signature, split

_LISTS = (list, tuple, set, frozenset, Sequence, Collection, Iterable, AnySet)
_MOMENTS = (datetime, date, time)
_NUMBERS = (int, float, complex)


def misfits(function: Callable[..., Any], data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a task's or step's arguments.

    Args:
        function: the one that the template runs.
        data: the task or step in the manifest's form.
    """
    kinds = _kinds(function)
    if not kinds:
        return
    for item in data.get("arguments", {}).get("parameters") or ():
        if item.get("name") not in kinds:
            continue
        kind = kinds[item["name"]]
        for where, text in _texts(item.get("value"), data):
            if isinstance(text, str) and "{{" not in text and not _fits_text(kind, text):
                yield (
                    f"argument {item['name']!r} of {data.get('name')!r}{where} is {text!r:.80}, "
                    f"but {getattr(function, '__name__', function)}() takes {_shown(kind)}: "
                    f"give a value of that type, or change the annotation"
                )


@lru_cache(maxsize=1024)
def _kinds(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the types of a function's parameters by their names in the manifest."""
    return {
        slot.name: slot.annotation
        for slot in read_signature(function).inputs
        # What a marker's `loads` reads need not be JSON.
        if slot.kind == "parameter" and getattr(slot.marker, "loads", None) is None
        # Any text is a `str`, which most are.
        if slot.annotation is not str
    }


def _texts(value: Any, data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield an argument's text, or what it is for each of a loop's items, and which item it is."""
    if not isinstance(value, str) or not value.startswith("{{item"):
        yield "", value
        return
    key = value.removeprefix("{{item").removesuffix("}}").lstrip(".")
    for index, item in enumerate(_items(data)):
        if key and not (is_mapping(item) and key in item):
            continue
        part = item[key] if key else item
        yield f" for item {index}", part if isinstance(part, str) else json.dumps(part)


def _items(data: Mapping[str, Any]) -> list[Any]:
    items: Any = data.get("withItems")
    if items is None:
        text = data.get("withParam")
        try:
            items = json.loads(text) if isinstance(text, str) and "{{" not in text else None
        except ValueError:
            return []
    return items if is_list(items) else []


def _fits_text(kind: Any, text: str) -> bool:
    """Tell whether a parameter's text is a value of a type, as it is or as JSON."""
    if kind is int and text.isdecimal():
        return True  # as most are, and looked at in no time
    kind = _plain(kind)
    members = _members(kind)
    if members is not None:
        return any(_fits_text(member, text) for member in members)
    if kind is bool:
        return text.lower() in ("true", "false")
    if kind in _MOMENTS:
        return _is_moment(kind, text)
    if _known(kind) is None and kind not in _NUMBERS and not _is_container(kind):
        return True
    try:
        value = json.loads(text)
    except ValueError:
        return _known(kind) is not None and _fits(kind, text)
    return _fits(kind, value) or (_known(kind) is not None and _fits(kind, text))


def _fits(kind: Any, value: Any) -> bool:
    """Tell whether decoded JSON is a value of a type; of types that are not known it may be."""
    kind = _plain(kind)
    members, known = _members(kind), _known(kind)
    if members is not None:
        return any(_fits(member, value) for member in members)
    if known is not None:
        return any(type(value) is type(each) and value == each for each in known)
    if kind is bool or kind is str:
        return isinstance(value, kind)
    if kind in _NUMBERS:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number and (kind is not int or float(value).is_integer())
    return not _is_container(kind) or _fits_container(kind, value)


def _fits_container(kind: Any, value: Any) -> bool:
    arguments = get_args(kind)
    origin = get_origin(kind) or kind
    if origin not in _LISTS:
        values = arguments[1] if len(arguments) == 2 else Any
        return is_mapping(value) and all(_fits(values, each) for each in value.values())
    if not is_list(value):
        return False
    if origin is tuple and arguments and arguments[-1] is not Ellipsis:
        pairs = zip(arguments, value, strict=False)
        return len(arguments) == len(value) and all(_fits(*pair) for pair in pairs)
    return all(_fits(arguments[0] if arguments else Any, each) for each in value)


def _is_container(kind: Any) -> bool:
    origin = get_origin(kind) or kind
    if origin in _LISTS or dataclasses.is_dataclass(origin) or is_typeddict(origin):
        return True
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _plain(kind: Any) -> Any:
    """Return a type without ``Annotated`` and the names that were made for it."""
    kind = split(kind)[0]
    while isinstance(kind, NewType) or hasattr(kind, "__value__"):  # `type Name = ...`
        kind = kind.__supertype__ if isinstance(kind, NewType) else kind.__value__
    if kind is None:
        return type(None)
    # What cannot be a key of a set is no type that is known here.
    return kind if isinstance(kind, Hashable) else Any


def _members(kind: Any) -> tuple[Any, ...] | None:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else None


def _known(kind: Any) -> list[Any] | None:
    """Return the values that a type has, where they are few."""
    if kind is type(None):
        return [None]
    if get_origin(kind) is Literal:
        return [each.value if isinstance(each, Enum) else each for each in get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [each.value for each in kind]
    return None


def _is_moment(kind: Any, text: str) -> bool:
    text = text.strip('"')
    try:
        # Python 3.10 does not know the Z.
        kind.fromisoformat(f"{text[:-1]}+00:00" if text[-1:] in ("Z", "z") else text)
    except ValueError:
        return text[:1].isdecimal()  # other forms, such as a number of seconds, may be meant
    return True


def _shown(kind: Any) -> str:
    known = _known(kind)
    if known and isinstance(kind, type) and kind is not type(None):
        return f"{kind.__name__} ({', '.join(map(repr, known))})"
    if isinstance(kind, type) and not get_args(kind):
        return kind.__name__
    return str(kind).replace("typing.", "")
