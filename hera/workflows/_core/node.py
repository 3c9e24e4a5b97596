"""What tasks and steps share: their arguments, loops and template on the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from hera.shared.serialization import serialize

from . import state
from .context import add_node, ensure_template
from .flat import Converter, Place, is_list, lower, place_of_caller
from .parameter import ParameterBase, wire_of
from .references import References


def _arguments(_: Any, value: Any) -> dict[str, Any] | None:
    return wire_of("arguments", value)


def template_name(_: Any, value: Any) -> Any:
    """Return the name of a template that is given as an object, a function, or by name."""
    if isinstance(value, str):
        return value
    return getattr(value, "template", value).name


def _inline(_: Any, value: Any) -> Any:
    value = getattr(value, "template", value)
    return value._template_wire() if hasattr(value, "_template_wire") else lower(value)


def _item(value: Any) -> Any:
    """Return an item of ``withItems``: text, number, boolean or map; the rest becomes JSON text."""
    if isinstance(value, (str, int, float)):
        return lower(value)
    if isinstance(value, dict):
        return json.loads(serialize(value) or "{}")
    if isinstance(value, ParameterBase):
        return value.value
    return serialize(value)


def _items(_: Any, value: Any) -> list[Any]:
    return [_item(item) for item in (value if is_list(value) else [value])]


def _with_param(_: Any, value: Any) -> str | None:
    return value.value if isinstance(value, ParameterBase) else serialize(value)


class Node(References):
    """Base of tasks and steps."""

    _place: Place | None = None
    _converters: ClassVar[Mapping[str, Converter]] = {
        "arguments": _arguments,
        "template": template_name,
        "on_exit": template_name,
        "inline": _inline,
        "with_items": _items,
        "with_param": _with_param,
    }

    if TYPE_CHECKING:
        arguments: Any
        when: str | None
        with_items: Any
        with_param: Any
        with_sequence: Any
        inline: Any

    def __init__(self, /, **given: Any) -> None:
        super().__init__(**given)
        self.__dict__["_place"] = place_of_caller()
        add_node(self)
        template = given.get("template")
        if template is not None and not isinstance(template, str):
            ensure_template(template)

    def _wire(self) -> dict[str, Any]:
        data = super()._wire()
        if ("template" in data) + ("templateRef" in data) + ("inline" in data) != 1:
            raise ValueError(
                f"Exactly one of ['template', 'template_ref', 'inline'] must be present in "
                f"{type(self).__name__} {self.name!r}"
            )
        self._report_misfits(data)
        return data

    def _report_misfits(self, data: Mapping[str, Any]) -> None:
        template: Any = self.template if self.template is not None else self.inline
        if isinstance(template, str):
            template = state.current().templates.get(template)
        template = getattr(template, "template", template)
        if "arguments" in data and hasattr(template, "_misfits"):
            for message in template._misfits(data):
                state.report(message, self, "warning")
