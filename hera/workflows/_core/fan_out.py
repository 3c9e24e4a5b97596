"""The arguments of a fan-out that follow from its items and the function's parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

import hera.workflows as facade
from hera.lint.tags import has_no_plain_tag

from . import state
from .flat import as_list, is_list, is_mapping
from .parameter import names_in

if TYPE_CHECKING:
    from .signature import Signature

_SERIALIZE = "serialize the dictionaries with `hera.shared.serialization.serialize()`"


def inferred_arguments(signature: Signature, given: Mapping[str, Any], *, exact: bool) -> list[Any]:
    """Return the arguments by which each item reaches a function.

    Args:
        signature: of the function.
        given: what the call of the template was given.
        exact: let texts arrive exactly, for which some need a longer tag than Hera's.

    Raises:
        ValueError: the items are maps that do not fit the function.
    """
    if given.get("with_items") is not None:
        known = _known(given.get("arguments"))
        return _from_items(signature, given["with_items"], known, exact=exact)
    if "with_param" in given:
        return _from_param(signature, given.get("arguments"), given["with_param"], exact=exact)
    return []


def _known(arguments: Any) -> set[str]:
    return set(names_in(arguments)) if as_list(arguments) else set()


def _from_items(signature: Signature, items: Any, known: Set[str], *, exact: bool) -> list[Any]:
    listed = items if is_list(items) else [items]
    maps = [item for item in listed if is_mapping(item)]
    if not maps:
        return []
    if len(maps) < len(listed):
        raise ValueError(
            f"List must contain all dictionaries or no dictionaries. Alternatively, {_SERIALIZE}."
        )
    keys = list(maps[0])
    if any(set(item) != set(keys) for item in maps):
        raise ValueError(
            f"All dictionaries in with_items must have the same keys. Alternatively, {_SERIALIZE}."
        )
    slots = {slot.argument or slot.python_name: slot.name for slot in signature.inputs}
    slots.update({slot.python_name: slot.name for slot in signature.inputs})
    for key in keys:
        if key not in slots:
            has = ", ".join(sorted(slots)) or "none"
            raise ValueError(
                f"Parameter '{key}' not found in source function "
                f"'{signature.function.__name__}', whose parameters are: {has} "
                f"(you may need to {_SERIALIZE})"
            )
    if len(keys) == 1 and slots[keys[0]] in known:
        return []
    if len(keys) == 1:
        state.warn(
            f"each item has the one key {keys[0]!r}, and the whole item arrives as that parameter: "
            f"give the values alone, with arguments={{{slots[keys[0]]!r}: '{{{{item}}}}'}}"
        )
        return [{slots[keys[0]]: "{{item}}"}]
    texts = {slot.name for slot in signature.inputs if exact and _is_text(slot.annotation)}
    return [
        {
            slots[key]: (
                _escaped_item(key)
                if slots[key] in texts and any(_needs_escapes(item[key]) for item in maps)
                else f"{{{{item.{key}}}}}"
            )
            for key in keys
            if slots[key] not in known
        }
    ]


def _is_text(annotation: object) -> bool:
    """Tell whether an annotation takes any text as it is."""
    args = getattr(annotation, "__args__", ())
    return annotation in (str, "str", "Optional[str]", "str | None") or (
        set(args) == {str, type(None)}
    )


def _needs_escapes(value: object) -> bool:
    return isinstance(value, str) and (
        json.dumps(value, ensure_ascii=False)[1:-1] != value or has_no_plain_tag(value)
    )


def _escaped_item(key: str) -> str:
    """Return the tag by which a text in an item arrives exactly.

    The plain tag would leave in the text the escapes that it has in JSON.
    """
    name = f"item.{key}" if key.isidentifier() else f"item[{key!r}]"
    return f"{{{{=fromJSON('\"' + {name} + '\"')}}}}"


def _from_param(signature: Signature, arguments: Any, items: Any, *, exact: bool) -> list[Any]:
    # Values that are known now need the longer tag only where they have escapes.
    known_items = [item for item in items if is_mapping(item)] if is_list(items) else None

    needed = [
        slot for slot in signature.inputs if slot.kind == "parameter" and not slot.has_default
    ]
    known = _known(arguments)
    found: list[Any] = []
    for slot in needed:
        if slot.name not in known:
            tag = "{{item}}" if len(needed) == 1 else f"{{{{item.{slot.name}}}}}"
            if len(needed) > 1 and exact and _is_text(slot.annotation):
                values = None if known_items is None else [i.get(slot.name) for i in known_items]
                if values is None or any(_needs_escapes(value) for value in values):
                    tag = _escaped_item(slot.name)
            said: dict[str, Any] = {
                key: getattr(slot.marker, key, None) for key in ("description", "enum")
            }
            found.append(facade.Parameter(name=slot.name, value=tag, **said))
    return found
