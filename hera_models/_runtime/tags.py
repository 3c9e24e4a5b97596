"""Argo's ``{{…}}`` tags as a type of their own, for fields that otherwise take a closed list."""

from __future__ import annotations

from typing import cast


class Tag(str):
    """Text that holds a ``{{…}}`` tag, which Argo replaces before it reads the field."""

    __slots__ = ()


def tag(text: str) -> Tag:
    """Return the text as a :class:`Tag`, so that type checkers take it where an enum stands.

    Argo's page: https://argo-workflows.readthedocs.io/en/latest/variables/

    Args:
        text: for example ``"{{inputs.parameters.policy}}"``.

    Raises:
        ValueError: the text holds no tag.
    """
    if not isinstance(cast("object", text), str):
        raise TypeError(f"expected text with a {{{{…}}}} tag, got {text!r}")
    start = text.find("{{")
    if start == -1 or "}}" not in text[start:]:
        raise ValueError(f"expected text with a {{{{…}}}} tag, got {text!r}")
    return Tag(text)
