"""What in a function's text Argo takes for a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Where the variables of a pod's template begin.
_ROOTS = frozenset(
    {"cronworkflow", "inputs", "lastRetry", "node", "outputs", "pod", "retries", "steps", "tasks"}
    | {"workflow"}
)
_WORD = re.compile(r"(?<![\w.'\"])[A-Za-z_]\w*")


def foreign_tags(text: str) -> Iterator[tuple[int, str]]:
    """Yield each tag that is not Argo's own, with the number of its line, from 1 on.

    Argo finds tags by their braces, wherever they stand: in a template of another language, in an
    f-string, over lines.
    """
    start = text.find("{{")
    while start >= 0:
        end = text.find("}}", start)
        if end < 0:
            if text[start + 2 : start + 3] == "=":
                yield text.count("\n", 0, start) + 1, text[start:].partition("\n")[0]
            return
        inner = text[start + 2 : end]
        nested = inner.rfind("{{")
        if nested >= 0 and not inner.startswith("="):  # Argo takes the innermost first
            start += nested + 2
            continue
        if not _is_argos(inner):
            yield text.count("\n", 0, start) + 1, text[start : end + 2]
        start = text.find("{{", end + 2)


def _is_argos(inner: str) -> bool:
    if inner.startswith("="):
        return any(word in _ROOTS for word in _WORD.findall(inner))
    return inner.strip().partition(".")[0] in _ROOTS
