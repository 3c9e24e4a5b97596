"""Imports that a rendered module does not need: templates import what any module might."""

from __future__ import annotations

import re

_IMPORT = re.compile(r"^(?P<head> *from \S+ import )(?P<names>[^(\n]+)\n", re.MULTILINE)


def without_unused_imports(text: str) -> str:
    """Return a module's text without the names that it imports and never mentions.

    Only ``from … import …`` on one line is looked at. A name counts as mentioned wherever it
    stands as a word, even in a docstring: an import too many is better than one missing.
    """
    rest = _IMPORT.sub("", text)
    mentioned = frozenset(re.findall(r"\w+", rest)) | {"annotations"}

    def needed(match: re.Match[str]) -> str:
        names = [name for name in match["names"].split(", ") if name.split()[-1] in mentioned]
        return f"{match['head']}{', '.join(names)}\n" if names else ""

    return _IMPORT.sub(needed, text)
