"""The text of a manifest that lies inside another manifest."""

from __future__ import annotations

from typing import Any, cast

from .flat import is_list, is_mapping


def manifest_text(data: Any) -> str:
    """Return plain data as YAML, its keys ordered as Hera 7 orders them.

    The text is a value in the outer manifest, so its form is part of what users compare.
    """
    import yaml

    class Dumper(yaml.SafeDumper):
        pass

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        # Readers of YAML 1.1 take these letters for booleans.
        style = "|" if "\n" in value else "'" if value in ("y", "Y", "n", "N") else None
        represent: Any = cast("Any", dumper).represent_scalar
        node: yaml.ScalarNode = represent("tag:yaml.org,2002:str", value, style=style)
        return node

    Dumper.add_representer(str, text)
    found: str = yaml.dump(_ordered(data), Dumper=Dumper, sort_keys=False)
    return found


def _ordered(value: Any) -> Any:
    """Return data with names first, then leaves, lists and objects, each in order of their keys."""
    if is_list(value):
        return [_ordered(item) for item in value]
    if is_mapping(value):
        return {
            key: _ordered(value[key]) for key in sorted(value, key=lambda k: _rank(k, value[k]))
        }
    return value


def _rank(key: str, value: Any) -> tuple[int, str]:
    if key == "name":
        return 0, key
    return (3 if isinstance(value, dict) else 2 if isinstance(value, list) else 1), key
