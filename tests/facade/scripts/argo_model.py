"""What Argo makes of a script's source: its substitution, as far as our sources need it.

Compared with Argo's own code wherever that is built.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

_ENCODED = re.compile(r"=sprig\.b64enc\(inputs\.parameters\['([^']*)'\]\)")
_BETWEEN = '"},{"between parameters":"'


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
    given = expanded(values, known or {})
    simple = {f"inputs.parameters.{name}": value for name, value in given.items()}
    loud = {tag: "LOUD" for tag, value in simple.items() if _is_loud(value)}
    joined = _BETWEEN.join(given.values())
    if _scanned(joined, loud, {}) != joined:
        raise ArgoError("a value has a tag whose own value makes invalid JSON")
    return _scanned(source, {**(known or {}), **simple}, given)


def expanded(values: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the arguments with the workflow's variables in them.

    The arguments are one text to Argo: braces that one leaves open reach into the next.
    """
    if not values:
        return {}
    joined = _scanned(_BETWEEN.join(values.values()), known, {})
    return dict(zip(values, joined.split(_BETWEEN), strict=True))


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
        # Argo takes the innermost of nested tags, but not where nothing stands between the braces.
        if not inner.startswith("=") and nested > 0:
            before, inner = before + "{{" + inner[:nested], inner[nested + 2 :]
            if inner.startswith("="):  # hidden behind the open braces
                result += before + "{{" + inner + "}}"
                continue
            # Of a tag within a tag Argo trims no spaces.
            result += before + names.get(inner, "{{" + inner + "}}")
            continue
        result += before + _tag(inner, names, given)
    return result + rest


def _tag(inner: str, names: Mapping[str, str], given: Mapping[str, str]) -> str:
    encoded = _ENCODED.fullmatch(inner)
    if encoded and encoded[1] in given:
        return base64.b64encode(given[encoded[1]].encode()).decode()
    found = names.get(inner.removeprefix("=").strip())
    return found if found is not None else "{{" + inner + "}}"
