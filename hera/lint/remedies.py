"""What to write instead of a value of the wrong type, where that is plain."""

from __future__ import annotations

import json

from .shape import any_string, is_list, is_object, listed, mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .finding import Path

_LONGEST = 100
_WITH_VALUES = ("env", "parameters")
_OF_NAMES = ("parameters", "artifacts")
_BOOLEANS = {"true": "true", "false": "false", "yes": "true", "no": "false"}
_QUOTED = "write it in quotes"
# What YAML reads as true and false, in the versions that Argo and Kubernetes take.
_BOOLEAN_WORDS = {True: "`y`, `yes`, `on` and `true`", False: "`n`, `no`, `off` and `false`"}


def remedy(path: Path, expected: str, value: Any, fields: frozenset[str]) -> str:
    """Return what to do about a value of the wrong type; empty where that takes a person.

    Args:
        path: The place of the value.
        expected: What is expected there, in words.
        value: The value.
        fields: Those of each item, where a list of mappings is expected.
    """
    names = [key for key in path if isinstance(key, str)]
    key = names[-1] if names else ""
    if expected.startswith("a list"):
        # A number or boolean among texts needs quotes as well.
        as_text = "of text" in expected and not is_object(value) and not is_list(value)
        return _for_list(key, any_string(value) if as_text else value, fields)
    if expected.startswith("a mapping"):
        return _for_mapping(key, value)
    if expected.startswith("text"):
        return _for_text(key, value)
    return _for_scalar(expected, value)


def _for_list(key: str, value: Any, fields: frozenset[str]) -> str:
    if key == "steps":
        return "steps are a list of lists, in which each begins with two hyphens: - - name: …"
    if is_object(value):
        entries = mapping(value)
        if not entries or not fields.isdisjoint(entries):
            return "put it into a list"
        first, given = next(iter(entries.items()))
        if key in _WITH_VALUES and not is_object(given) and not is_list(given):
            return _brief(f"write a list of items such as {{name: {first}, value: {_json(given)}}}")
        if all(is_object(each) for each in entries.values()):
            return _brief(f"write a list, in which each item has its name: - name: {first}")
        return ""
    if isinstance(value, str) and value.startswith("["):
        return "leave the quotes out"
    if value is None or is_list(value):
        return ""
    return _brief(f"put it into a list: [{_json(value)}]")


def _for_mapping(key: str, value: Any) -> str:
    if is_list(value):
        items = listed(value)
        one = len(items) == 1 and is_object(items[0])
        if key == "dag":
            return "the list belongs below `tasks`: dag: {tasks: […]}"
        return "leave the hyphen out" if one else ""
    if not isinstance(value, str):
        return ""
    before, separator, after = value.partition("=")
    if key == "env" and separator:
        return _brief(f"write {{name: {before}, value: {_json(after)}}}")
    if key in _OF_NAMES and value.replace("-", "").replace("_", "").isalnum():
        return _brief(f"write {{name: {value}}}")
    before, separator, after = value.partition("/")
    if key == "templateRef" and separator:
        return _brief(f"write {{name: {before}, template: {after}}}")
    if key == "script":
        return "write {image: …, command: […], source: …}, with this as its source"
    return ""


def _for_text(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"{_QUOTED}: without them {_BOOLEAN_WORDS[value]} are no texts"
    if isinstance(value, (int, float)):
        return _QUOTED
    if key == "withParam" and is_list(value):
        return "a list that is known goes into `withItems`"
    if key == "depends" and is_list(value) and all(isinstance(each, str) for each in value):
        return _brief(f"write {_json(' && '.join(value))}, or leave the list to `dependencies`")
    if key in ("manifest", "source") and is_object(value):
        return f"write it as a text: `{key}: |`, and all of it further in below"
    if key == "template" and is_object(value):
        return "a template is called by its name; another object's goes into `templateRef`"
    if is_list(value) and len(value) == 1 and isinstance(value[0], str):
        return "leave the list out"
    return ""


def _for_scalar(expected: str, value: Any) -> str:
    if not isinstance(value, str):
        return ""
    if expected == "true or false" and value.lower() in _BOOLEANS:
        return f"write {_BOOLEANS[value.lower()]} without quotes"
    if expected.startswith("an integer") and value.lstrip("-").isdecimal():
        return "leave the quotes out"
    return ""


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _brief(text: str) -> str:
    """Return a remedy that can be read at a glance, an empty text for others."""
    return text if len(text) <= _LONGEST and "\n" not in text else ""
