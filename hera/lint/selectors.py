"""Label selectors, as Kubernetes reads them."""

from __future__ import annotations

import re
from functools import lru_cache

from .objects import Subject
from .registry import rule
from .shape import any_string, listed, mapping, objects, string, under

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .registry import Say
    from .shape import Object

_LONGEST = 63
_LONGEST_PREFIX = 253
_NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_VALUE = f"({_NAME})?"
_PREFIX = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
_LETTERS = (
    "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    "alphanumeric character"
)
_NAME_TEXT = (
    f"must {_LETTERS} (e.g. 'MyName',  or 'my.name',  or '123-abc', "
    f"regex used for validation is '{_NAME}')"
)
_VALUE_TEXT = (
    f"a valid label must be an empty string or {_LETTERS} (e.g. 'MyValue',  or 'my_value',  or "
    f"'12345', regex used for validation is '{_VALUE}')"
)
_PREFIX_TEXT = (
    "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
    "characters, '-' or '.', and must start and end with an alphanumeric character "
    f"(e.g. 'example.com', regex used for validation is '{_PREFIX}')"
)
_OF_VALUES = ("In", "NotIn")
_WITHOUT = ("Exists", "DoesNotExist")


@rule("HL106", Subject, "Pods to collect are chosen by a good selector", needs=("podGC",))
def pod_selector(view: Subject, say: Say) -> None:
    """`podGC.labelSelector` is a label selector as Kubernetes has it.

    ```yaml
    podGC:
      labelSelector:
        matchExpressions: [{key: keep, operator: Equals, values: ["no"]}]
    ```

    Operators are `In` and `NotIn` (with values), `Exists` and `DoesNotExist` (without).
    """
    selector = mapping(mapping(view.spec.get("podGC")).get("labelSelector"))
    problem = _problem_with_selector(selector)
    if problem:
        place = under(view.path, "podGC", "labelSelector")
        say(place, argo=f"podGC.labelSelector invalid: {problem}")


def _problem_with_selector(selector: Object) -> str:
    for key, value in mapping(selector.get("matchLabels")).items():
        problem = _problem_with_term(any_string(key), "", [string(value)])
        if problem:
            return problem
    for term in objects(selector.get("matchExpressions")):
        operator = string(term.get("operator"))
        if operator not in _OF_VALUES + _WITHOUT:
            return f'"{operator}" is not a valid label selector operator'
        values = [string(one) for one in listed(term.get("values"))]
        problem = _problem_with_term(string(term.get("key")), operator, values)
        if problem:
            return problem
    return ""


def _problem_with_term(key: str, operator: str, values: list[str]) -> str:
    problem = problem_with_key(key)
    if problem:
        return f'key: Invalid value: "{key}": {problem}'
    if operator in _OF_VALUES and not values:
        told = "for 'in', 'notin' operators, values set can't be empty"
        return f"values: Invalid value: []string(nil): {told}"
    if operator in _WITHOUT and values:
        shown = ", ".join(f'"{value}"' for value in values)
        told = "values set must be empty for exists and does not exist"
        return f"values: Invalid value: []string{{{shown}}}: {told}"
    for index, value in enumerate(values):
        problem = problem_with_value(value)
        if problem:
            return f'values[{index}][{key}]: Invalid value: "{value}": {problem}'
    return ""


def problem_with_value(value: str) -> str:
    """Return what is wrong with the value of a label, as Kubernetes says it; empty if nothing."""
    if len(value) > _LONGEST:
        return f"must be no more than {_LONGEST} characters"
    return "" if re.fullmatch(_VALUE, value) else _VALUE_TEXT


# Most objects have the same few.
@lru_cache(maxsize=256)
def problem_with_key(key: str) -> str:
    """Return what is wrong with the name of a label, as Kubernetes says it; empty if nothing."""
    prefix, slash, name = key.rpartition("/")
    if "/" in prefix:
        more = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
        return f"a qualified name {_NAME_TEXT} {more}"
    if slash and not prefix:
        return "prefix part must be non-empty"
    if len(prefix) > _LONGEST_PREFIX:
        return f"prefix part must be no more than {_LONGEST_PREFIX} characters"
    if slash and not re.fullmatch(_PREFIX, prefix):
        return _PREFIX_TEXT
    if not name:
        return "name part must be non-empty"
    if len(name) > _LONGEST:
        return f"name part must be no more than {_LONGEST} characters"
    return "" if re.fullmatch(_NAME, name) else f"name part {_NAME_TEXT}"
