"""Tags in text: ``{{inputs.parameters.x}}``, as Argo's simple templates find and replace them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OPEN = "{{"
CLOSE = "}}"

# From an opening to the very next closing, whatever lies between: also another opening.
_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_EXPRESSION = re.compile(r"\{\{=.*?\}\}", re.DOTALL)
_INNERMOST = re.compile(r"\{\{([^{}]*)\}\}")
_PARAMETER = re.compile(r"\{\{[-a-zA-Z0-9]+(\.[-a-zA-Z0-9_]+)*\}\}")
PLACEHOLDER = "__argo__internal__placeholder-"
_PLACEHOLDERS = re.compile(PLACEHOLDER + r"\d+")

# A tag may stand in the name that another tag makes, so replacing goes from the inside out.
_ROUNDS = 4


def tags(text: str) -> list[str]:
    """Return what stands between the braces, expressions (``{{=…}}``) left out."""
    found = _TAG.findall(text, 0, _end_of_tags(text))
    return [tag for tag in found if tag[:1] != "="]


def has_expression(text: str) -> bool:
    """Tell whether text contains an expression tag, whose value nobody knows before it runs."""
    return "{{=" in text


def is_parameter(text: str) -> bool:
    """Tell whether text contains a plain tag, so that it is known at run time only."""
    return _PARAMETER.search(text) is not None


def render(text: str, value_of: Callable[[str], str | None]) -> str:
    """Replace the tags whose values are known; the others stay."""

    def replaced(match: re.Match[str]) -> str:
        value = value_of(match[1].strip())
        return match[0] if value is None else value

    for _ in range(_ROUNDS):
        before, text = text, _INNERMOST.sub(replaced, text)
        if text == before or OPEN not in text:
            break
    return text


def without_expressions(text: str, instead: str) -> str:
    """Return text with another in the place of each expression tag that is whole."""
    end = _end_of_tags(text)
    return _EXPRESSION.sub(instead, text[:end]) + text[end:]


def around_tags(text: str) -> str:
    """Return what of text stands around its tags."""
    end = _end_of_tags(text)
    return _TAG.sub("", text[:end]) + text[end:]


def _end_of_tags(text: str) -> int:
    # From each of many openings behind it, a search for an end would go through all the rest.
    return text.rfind(CLOSE) + len(CLOSE)


def without_tags(text: str) -> str:
    """Return text with a letter in the place of each tag that is whole."""
    return _INNERMOST.sub("x", text)


def has_no_plain_tag(text: str) -> bool:
    """Tell whether Argo fails to put text in the place of a plain tag.

    It quotes text as Go does and reads that as JSON, to which `\\a`, `\\v`, `\\x1b` and
    `\\U000e007f` are unknown.
    """
    return not text.isprintable() and any(
        char not in "\b\t\n\f\r"
        and (char < " " or char == "\x7f" or (char > "\uffff" and not char.isprintable()))
        for char in text
    )


class Placeholders:
    """What stands for values that are known at run time only: another text for each variable."""

    __slots__ = ("_numbers",)

    def __init__(self, variables: Iterable[str] = ()) -> None:
        self._numbers: dict[str, int] = {name: i for i, name in enumerate(variables)}

    def of(self, variable: str) -> str:
        """Return the text that stands for a variable."""
        number = self._numbers.setdefault(variable, len(self._numbers))
        return f"{PLACEHOLDER}{number}"


def is_placeholder(text: str) -> bool:
    """Tell whether text stands for an unknown value."""
    return text.startswith(PLACEHOLDER)


def has_placeholder(text: str) -> bool:
    """Tell whether an unknown value is part of text."""
    return PLACEHOLDER in text


def without_placeholders(text: str) -> str:
    """Return text with a letter in the place of each unknown value."""
    return _PLACEHOLDERS.sub("x", text)
