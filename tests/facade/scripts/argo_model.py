"""What Argo makes of a script's source: its substitution, as far as our sources need it.

Compared with Argo's own code wherever that is built.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

_ENCODED = re.compile(r"=sprig\.b64enc\(inputs\.parameters\['([^']*)'\]\)")


class ArgoError(Exception):
    """The node ends in error before there is a pod."""


def substitute(
    source: str, values: Mapping[str, str], known: Mapping[str, str] | None = None
) -> str:
    """Return the source that reaches the pod.

    Args:
        source: with tags.
        values: the arguments, which are looked through for the workflow's variables first.
        known: the workflow's variables.

    Raises:
        ArgoError: an expression in a value is none, or a value names one that Go quotes unlike JSON.
    """
    known = dict(known or {})
    given = {name: _scanned(value, known, {}) for name, value in values.items()}
    simple = {f"inputs.parameters.{name}": value for name, value in given.items()}
    for name, value in given.items():
        if any(_is_loud(simple[tag]) and f"{{{{{tag}}}}}" in value for tag in simple):
            raise ArgoError(f"the value of {name} has a tag whose value makes invalid JSON")
    return _scanned(source, {**known, **simple}, given)


def _is_loud(value: str) -> bool:
    """Whether Go's quoting of a text, which simple tags are replaced with, is not JSON's."""
    return any(
        (ord(each) < 32 and each not in "\b\f\n\r\t")
        or each == "\x7f"
        or (ord(each) > 0xFFFF and not each.isprintable())
        for each in value
    )


def _scanned(text: str, names: Mapping[str, str], given: Mapping[str, str]) -> str:
    result, rest = "", text
    while "{{" in rest:
        before, _, after = rest.partition("{{")
        inner, closing, rest = after.partition("}}")
        if not closing:
            if inner.startswith("="):
                raise ArgoError(f"failed to unmarshall JSON expression {inner!r}")
            return result + before + "{{" + inner
        nested = inner.rfind("{{")
        if not inner.startswith("=") and nested >= 0:
            before, inner = before + "{{" + inner[:nested], inner[nested + 2 :]
            if inner.startswith("="):  # hidden behind the open braces
                result += before + "{{" + inner + "}}"
                continue
        result += before + _tag(inner, names, given)
    return result + rest


def _tag(inner: str, names: Mapping[str, str], given: Mapping[str, str]) -> str:
    encoded = _ENCODED.fullmatch(inner)
    if encoded and encoded[1] in given:
        return base64.b64encode(given[encoded[1]].encode()).decode()
    found = names.get(inner.removeprefix("=").strip())
    return found if found is not None else "{{" + inner + "}}"
