"""What a YAML scalar means to Kubernetes' reader.

sigs.k8s.io/yaml stands on go-yaml v2, which resolves a plain scalar by words of YAML 1.1 (`y`, `on`)
and by Go's rules for numbers; sexagesimal numbers and timestamps are text to it.
"""

from __future__ import annotations

import base64
import re
import struct

from .errors import ParseError

_NULLS = ("", "~", "null", "Null", "NULL")
_TRUES = ("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE")
_FALSES = ("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE")
WORDS: dict[str, object] = {
    **dict.fromkeys(_NULLS, None),
    **dict.fromkeys(_TRUES, True),
    **dict.fromkeys(_FALSES, False),
}
_NOT_IN_JSON = frozenset(
    sign + word
    for sign in ("", "+", "-")
    for word in (".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN")
    if word[1] in "iI" or not sign
)

_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
# Of a float that begins with the point go-yaml leaves the underscores to Go, which wants a digit on
# both sides of each.
_POINT_FLOAT = re.compile(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?")
_INT = re.compile(
    r"(?P<sign>[-+]?)"
    r"(?:0[xX](?P<hex>[0-9a-fA-F]+)|0[bB](?P<bin>[01]+)|0[oO](?P<oct>[0-7]+)"
    r"|0(?P<zero>[0-7]*)|(?P<dec>[1-9][0-9]*))"
)
_BASES = {"hex": 16, "bin": 2, "oct": 8, "zero": 8, "dec": 10}
_MAX_INT_DIGITS = 20  # the decimal digits of 2**64; Python refuses to convert very long ones

TAG_PREFIX = "tag:yaml.org,2002:"
_TYPED_TAGS = {
    f"{TAG_PREFIX}null": ("null", type(None)),
    f"{TAG_PREFIX}bool": ("bool", bool),
    f"{TAG_PREFIX}int": ("int", int),
    f"{TAG_PREFIX}float": ("float", float),
}


def shown(text: str) -> str:
    """A text as a message shows it: on one line, and not longer than a line."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def refuse_surrogates(text: str) -> None:
    """Refuse what PyYAML's own parser lets through as an escape, and libyaml does not."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ParseError(
            "half of a surrogate pair is escaped; write the character itself"
        ) from None


def plain_value(text: str) -> object:
    """The value of a scalar without quotes and tag.

    Raises:
        ParseError: If it is infinite or not a number.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] in "0123456789+-.":
        if text in _NOT_IN_JSON:
            raise ParseError(f"{text} has no counterpart in JSON; quote it to use it as text")
        return _number(text)
    return text


def _number(text: str) -> int | float | str:
    """The number that a text stands for, or the text itself."""
    if text[0] == ".":
        return _float(text, _POINT_FLOAT)
    bare = text.replace("_", "")
    if bare.startswith(("0b+", "0b-")):  # an oddity of go-yaml, which reads 0b-1 as -0b1
        bare = f"{bare[2]}0b{bare[3:]}"
    match = _INT.fullmatch(bare)
    integer = None if match is None else _int(match)
    if integer is not None:
        return integer
    number = _float(bare, _FLOAT)
    return number if isinstance(number, float) else text


def _int(match: re.Match[str]) -> int | None:
    """The integer, if 64 bits carry it as Go reads it: unsigned ones take no sign."""
    form = match.lastgroup or "dec"
    base, digits = _BASES[form], match[form]
    if base == 10 and len(digits) > _MAX_INT_DIGITS:
        return None
    number = int(digits or "0", base)
    sign = match["sign"]
    if sign == "-":
        return -number if number <= 2**63 else None
    return number if number < (2**63 if sign else 2**64) else None


def _float(text: str, form: re.Pattern[str]) -> float | str:
    """The float that a text stands for, or the text itself; too large a number is text."""
    if form.fullmatch(text) is None:
        return text
    number = float(text)
    return text if number in (float("inf"), float("-inf")) else number


def tagged_value(tag: str, text: str) -> object:
    """The value of a scalar with a tag; an unknown tag says nothing, so the scalar is text.

    Raises:
        ParseError: If the text is none of what the tag promises.
    """
    if tag == f"{TAG_PREFIX}binary":
        return _binary(text)
    if tag not in _TYPED_TAGS:
        return text
    name, wanted = _TYPED_TAGS[tag]
    value = plain_value(text)
    if wanted is float and type(value) is int:
        return float(value)
    if type(value) is not wanted:
        raise ParseError(
            f"{shown(text)} is tagged !!{name} but is no {name}; correct it or drop the tag"
        )
    return value


def _binary(text: str) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode()
    except UnicodeDecodeError:
        raise ParseError(
            "!!binary holds bytes that are not UTF-8 text; give the base64 text untagged"
        ) from None
    except ValueError as error:
        raise ParseError(f"!!binary holds no valid base64 ({error})") from None


def key_text(key: object) -> str:
    """The text that a key becomes, for JSON has no other keys.

    Raises:
        ParseError: If the key is null, a list or a mapping.
    """
    if isinstance(key, str):
        return key
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, int):
        return str(key)
    if isinstance(key, float):
        return _float32_text(key)
    what = "null" if key is None else "a list" if isinstance(key, list) else "a mapping"
    raise ParseError(f"a key must be text, not {what}; quote it if text is meant")


def _float32_text(number: float) -> str:
    """A number as sigs.k8s.io/yaml writes it in a key: Go's %g in single precision."""
    try:
        packed = struct.pack("<f", number)
    except OverflowError:
        return ".inf" if number > 0 else "-.inf"
    single = struct.unpack("<f", packed)[0]
    shortest = f"{single:.8e}"
    for digits in range(8):
        text = f"{single:.{digits}e}"
        if struct.pack("<f", float(text)) == packed:
            shortest = text
            break
    mantissa, _, exponent = shortest.partition("e")
    power = int(exponent)
    if not -4 <= power < 6:
        return shortest
    decimals = max(len(mantissa.lstrip("-").replace(".", "")) - 1 - power, 0)
    return f"{float(shortest):.{decimals}f}"
