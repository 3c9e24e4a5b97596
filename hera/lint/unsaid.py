"""Findings without what is secret by its name: they end up in logs, annotations and caches."""

from __future__ import annotations

import json

from .advice import is_secret_name
from .finding import Finding
from .shape import any_string, is_list, is_object, mapping, string

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .shape import Object

# Which findings show what stands below their place as well.
_OF_SCHEMA = ("HL001", "HL010")
_VALUES = ("value", "default")
# A shorter text may be part of any message; of a longer one the beginning may be shown alone.
_SHORTEST = 4
_BEGINNING = 12
# So much of what is below a place is looked at; no message shows more of it.
_MOST = 100


def unsaid(findings: list[Finding], manifest: Object) -> list[Finding]:
    """Return findings in which values that are secrets by their names are left out.

    Args:
        findings: What was found.
        manifest: What it is about.
    """
    return [_without(finding, list(_secrets(finding, manifest))) for finding in findings]


def _secrets(finding: Finding, manifest: Object) -> Iterator[str]:
    """Yield what a finding must not show: secrets on the way to its place."""
    here: Any = manifest
    for key in finding.path:
        yield from _named(here)
        try:
            here = here[key]
        except (LookupError, TypeError):
            return
        if is_secret_name(str(key)):
            yield from _texts(here)
    if finding.code in _OF_SCHEMA:
        for part in _parts(here):
            yield from _named(part)
            for key, value in mapping(part).items():
                if is_secret_name(str(key)):
                    yield from _texts(value)


def _named(part: Any) -> Iterator[str]:
    """Yield the values of a parameter or variable whose name is that of a secret."""
    if is_object(part) and is_secret_name(string(part.get("name"))):
        for key in _VALUES:
            yield from _texts(part.get(key))


def _texts(part: Any) -> Iterator[str]:
    for each in _parts(part):
        if not is_object(each) and not is_list(each):
            yield any_string(each)


def _parts(part: Any) -> Iterator[Any]:
    waiting = [part]
    for _ in range(_MOST):
        if not waiting:
            return
        here = waiting.pop()
        yield here
        if is_object(here):
            waiting += list(here.values())[:_MOST]
        elif is_list(here):
            waiting += here[:_MOST]


def _without(finding: Finding, secrets: list[str]) -> Finding:
    said = {name: getattr(finding, name) for name in Finding.__slots__}
    for secret in secrets:
        if len(secret) < _SHORTEST or "{{" in secret:
            continue
        for form in {secret, repr(secret)[1:-1], json.dumps(secret)[1:-1]}:
            for name in ("message", "hint", "text"):
                said[name] = said[name] and _cut_out(said[name], form)
    return Finding(**said) if secrets else finding


def _cut_out(text: str, form: str) -> str:
    start = text.find(form[:_BEGINNING])
    while start >= 0:
        end, rest = start, iter(form)
        while end < len(text) and text[end] == next(rest, None):
            end += 1
        text = f"{text[:start]}…{text[end:]}"
        start = text.find(form[:_BEGINNING], start + 1)
    return text
