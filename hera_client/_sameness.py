"""Tells whether a workflow on the server is the one that was to be created."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ._errors import ConfigError

# Set by `suspend`, `resume`, `stop` and `terminate` after a workflow was created.
_SET_LATER = ("suspend", "shutdown")


def fixed_name(workflow: Mapping[str, Any]) -> str:
    """Return the name that a workflow is to have.

    Raises:
        ConfigError: The server is to choose the name, so a second attempt would make a second one.
    """
    name = _part(workflow, "metadata").get("name")
    if not isinstance(name, str) or not name:
        raise ConfigError(
            "the workflow has no metadata.name: it can only be created once under a fixed name;"
            " set one, or use create"
        )
    return name


def is_same(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Tell whether a workflow that was found is the one that is wanted.

    The specs must agree; labels and annotations may have come on top, as servers add some. What is
    empty is the same as what is missing, as the server leaves out the empty.

    Args:
        wanted: The workflow that was sent, as plain data.
        found: The workflow that the server has, as plain data.
    """
    asked, there = _part(wanted, "metadata"), _part(found, "metadata")
    for name in ("labels", "annotations"):
        has = _part(there, name)
        if any(has.get(key) != value for key, value in _part(asked, name).items()):
            return False
    spec, other = _part(wanted, "spec"), dict(_part(found, "spec"))
    for name in _SET_LATER:
        if name not in spec:
            other.pop(name, None)
    return bool(_without_empty(spec) == _without_empty(other))


def _part(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = value.get(key)
    return cast("Mapping[str, Any]", found) if isinstance(found, Mapping) else {}


def _without_empty(value: Any) -> Any:
    """Return a value without what the server would leave out of it."""
    if isinstance(value, Mapping):
        items = cast("Mapping[str, Any]", value).items()
        kept: dict[str, Any] = {key: _without_empty(item) for key, item in items}
        # An empty object may mean something (`emptyDir: {}`), unlike other empty values.
        return {key: item for key, item in kept.items() if item or item == {}}
    if isinstance(value, (list, tuple)):
        return [_without_empty(item) for item in cast("list[Any]", value)]
    return value
