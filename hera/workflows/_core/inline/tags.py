"""What in a function's text Argo takes for an expression."""

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
    """Yield each expression that is not Argo's own, with the number of its line, from 1 on.

    Argo finds tags by their braces, wherever they stand: in a template of another language, in an
    f-string, over lines. A simple tag that it does not know it leaves as it is, and so it does with
    an expression behind open braces; any other expression it evaluates, and fails where it cannot.
    """
    start = text.find("{{")
    while start >= 0:
        end = text.find("}}", start)
        is_expression = text.startswith("=", start + 2)
        if end < 0:
            if is_expression:
                yield text.count("\n", 0, start) + 1, text[start:].partition("\n")[0]
            return
        if is_expression and not any(word in _ROOTS for word in _WORD.findall(text[start:end])):
            yield text.count("\n", 0, start) + 1, text[start : end + 2]
        start = text.find("{{", end + 2)
