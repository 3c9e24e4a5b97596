"""The arguments of a fan-out that follow from its items and the function's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .flat import as_list, is_list, is_mapping
from .parameter import names_in

if TYPE_CHECKING:
    from .signature import Signature

_SERIALIZE = "serialize the dictionaries with `hera.shared.serialization.serialize()`"


def inferred_arguments(signature: Signature, given: Mapping[str, Any]) -> list[Any]:
    """Return the arguments by which each item reaches a function.

    Args:
        signature: of the function.
        given: what the call of the template was given.

    Raises:
        ValueError: the items are maps that do not fit the function.
    """
    if given.get("with_items") is not None:
        return _from_items(signature, given["with_items"])
    if "with_param" in given:
        return _from_param(signature, given.get("arguments"))
    return []


def _from_items(signature: Signature, items: Any) -> list[Any]:
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
    if len(keys) == 1:
        return [{slots[keys[0]]: "{{item}}"}]
    return [{slots[key]: f"{{{{item.{key}}}}}" for key in keys}]


def _from_param(signature: Signature, arguments: Any) -> list[Any]:
    from ..parameter import Parameter

    needed = [
        slot for slot in signature.inputs if slot.kind == "parameter" and not slot.has_default
    ]
    known = set(names_in(arguments)) if as_list(arguments) else set[str]()
    found: list[Any] = []
    for slot in needed:
        if slot.name not in known:
            tag = "{{item}}" if len(needed) == 1 else f"{{{{item.{slot.name}}}}}"
            said: dict[str, Any] = {key: getattr(slot.marker, key, None) for key in ("description", "enum")}
            found.append(Parameter(name=slot.name, value=tag, **said))
    return found
