"""Whether the arguments of tasks and steps fit the types of the functions that they go to.

They are read as an inline script reads them in its pod, by the same code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, get_args

from .flat import is_list, is_mapping
from .inline.readers import text_reader
from .inline.support import added_functions
from .signature import read_signature

Read = Callable[[str], Any]
# What these read is any text.
_ANY_TEXT = ("_hera_any", "_hera_str", "_hera_bytes", "_hera_path")


def misfits(function: Callable[..., Any], data: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the types of a task's or step's arguments.

    A text with a tag is right, since its value is not known yet.

    Args:
        function: the one that the template runs.
        data: the task or step in the manifest's form.
    """
    readers = _readers(function)
    for item in data.get("arguments", {}).get("parameters") or () if readers else ():
        read, shown = readers.get(item.get("name"), (None, ""))
        for where, text in _texts(item.get("value"), data) if read else ():
            if isinstance(text, str) and "{{" not in text and not _fits(read, text):
                yield (
                    f"argument {item['name']!r} of {data.get('name')!r}{where} is {text!r:.80}, "
                    f"but {getattr(function, '__name__', function)}() takes {shown}: "
                    "give a value of that type, or change the annotation"
                )


def _fits(read: Any, text: str) -> bool:
    try:
        read(text)
    except Exception:  # a class of the user's may raise any
        return False
    return True


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
    items, text = data.get("withItems"), data.get("withParam")
    if items is None and isinstance(text, str) and "{{" not in text:
        try:
            items = json.loads(text)
        except ValueError:
            return []
    return items if is_list(items) else []


@lru_cache(maxsize=1024)
def _readers(function: Callable[..., Any]) -> dict[str, tuple[Read, str]]:
    """Return what reads a function's parameters, and their types, by the manifest's names."""
    found: dict[str, tuple[Read, str]] = {}
    for slot in read_signature(function).inputs:
        classes: dict[str, Any] = {}

        def bring(kind: Any, classes: dict[str, Any] = classes) -> str:
            name = f"kind_{len(classes)}"
            classes[name] = kind
            return name

        expression = text_reader(slot.annotation, bring)
        # What a marker's `loads` reads is its own affair.
        own = getattr(slot.marker, "loads", None) is not None
        if slot.kind == "parameter" and not own and expression not in _ANY_TEXT:
            namespace = {**_functions(expression), **classes}
            found[slot.name] = eval(expression, namespace), _shown(slot.annotation)
    return found


@lru_cache(maxsize=256)
def _functions(expression: str) -> dict[str, Any]:
    """Return the functions that read a parameter in a pod."""
    namespace: dict[str, Any] = {}
    exec("\n".join(added_functions(expression, ())), namespace)
    return namespace


def _shown(kind: Any) -> str:
    if isinstance(kind, type) and not get_args(kind):
        values = [each.value for each in kind] if issubclass(kind, Enum) else []
        return f"{kind.__name__} ({', '.join(map(repr, values))})" if values else kind.__name__
    return str(kind).replace("typing.", "")
