"""The tags in a part of a manifest, found fast where there are none."""

from __future__ import annotations

from .shape import is_list, is_object, under
from .tags import CLOSE, OPEN, has_expression, render, tags
from .variables import unclosed_tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from .finding import Path

    ValueOf = Callable[[str], str | None]


def tags_in(part: Any, value_of: ValueOf) -> tuple[list[str], bool]:
    """Return the tags in all texts of a part of a manifest, and whether each ends in its own text.

    Each tag comes once, as Argo sees it.

    Args:
        part: The part.
        value_of: The values of variables, as for `look_into`.
    """
    found, whole, _ = look_into(part, value_of)
    return found, whole


def look_into(part: Any, value_of: ValueOf) -> tuple[list[str], bool, bool]:
    """Return what `tags_in` does, and whether there are tags with expressions.

    Args:
        part: The part.
        value_of: The values of variables. A tag may stand within another, and Argo puts its value
            there before it looks at the outer one.
    """
    # The text that Python shows for the whole part is made in one go; a task without tags, and most
    # with some, need no more.
    shown = repr(part)
    if OPEN not in shown:
        return [], True, False
    found = tags(shown)
    expressions = has_expression(shown)
    # Each opening has its closing, and between them is nothing of other texts or tags.
    together = "".join(found)
    plain = OPEN not in together and "'" not in together and '"' not in together
    if plain and shown.rfind(OPEN) < shown.rfind(CLOSE):
        return (list(dict.fromkeys(found)) if len(found) > 1 else found), True, expressions
    separate = [text for _, text in texts(part)]
    found = [tag for text in separate for tag in tags(text)]
    if any(OPEN in tag for tag in found):
        found = tags(render("\n".join(separate), value_of))
    return list(dict.fromkeys(found)), False, expressions


def unclosed_in(part: Any, path: Path) -> list[tuple[Path, str, str]]:
    """Return the tags that begin in a text and do not end there, each with its place and text."""
    found = ((place, unclosed_tag(text), text) for place, text in texts(part, path))
    return [(place, tag, text) for place, tag, text in found if tag]


def texts(part: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield all texts in a part of a manifest, keys of mappings as well, each with its place."""
    if isinstance(part, str):
        yield path, part
    elif is_object(part):
        for key, inner in part.items():
            if isinstance(key, str):
                yield under(path, key), key
                yield from texts(inner, under(path, key))
    elif is_list(part):
        for index, inner in enumerate(part):
            yield from texts(inner, under(path, index))
