"""Which operations were called on the real server, and how it answered, as the client logs it."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TypeAlias

from client._calls import VERBS, Verb

# The longest first: "/workflows/{namespace}/lint" is no name "lint".
_ROUTES = sorted(
    (
        (verb, re.compile(re.sub(r"\{[^}]*\}", "[^/]+", verb.operation.path) + "(/.*)?"))
        for verb in VERBS
    ),
    key=lambda route: (route[0].operation.path.count("{"), -len(route[0].operation.path)),
)


def verb_of(method: str, path: str) -> Verb | None:
    """Return the operation that a request is for."""
    for verb, pattern in _ROUTES:
        depth = len(path.split("/")) >= len(verb.operation.path.split("/"))
        whole = verb.operation.result == "bytes" or path.count("/") == verb.operation.path.count(
            "/"
        )
        if verb.operation.method == method and depth and whole and pattern.fullmatch(path):
            return verb
    return None


Seen: TypeAlias = "dict[str, dict[str, set[int]]]"
"""The statuses of the answers by operation and client."""


@dataclass
class Calls(logging.Handler):
    """Notes the statuses with which each operation was answered, by client."""

    seen: Seen = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    __hash__ = object.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        if not (isinstance(record.args, tuple) and "->" in record.msg):
            return
        request, status = record.args[0], record.args[1]
        method, _, path = str(request).partition(" ")
        verb = verb_of(method, path)
        if verb is not None and isinstance(status, int):
            # The blocking client is a twin of the other, in a folder of its own.
            kind = "sync" if "_sync" in record.pathname else "async"
            self.seen[verb.operation.id][kind].add(status)


def listen(calls: Calls) -> None:
    """Let the client's log reach `calls`."""
    logger = logging.getLogger("hera_client")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(calls)
