"""Where the test server of the client's tests differs from the real one, and why it may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Difference:
    """Differences that are allowed.

    `case` is the name of a case, where `*` stands for anything; `path` is matched by the whole of a
    difference's path. One that no longer exists is to be taken out of the list.
    """

    case: str
    path: str
    reason: str

    def allows(self, case: str, path: str) -> bool:
        return fnmatchcase(case, self.case) and re.fullmatch(self.path, path) is not None


_MESSAGE = r"\.\d+\.json\.message"
_DECODER = "The words, with names of Go's types, are those of Go's JSON decoder."
_PARSER = "The words are those of Kubernetes' parser of selectors."
_RIGHTS = "The test server knows one user, who may do anything; `forbidden` refuses a namespace."
_TOKEN = "The token is opaque: the test server makes one that no client can parse by accident."
_QUOTES = "The test server keeps such names apart, so that tests see how the client quotes them."
_ALL = r"\.\d+\..*"

DIFFERENCES = (
    Difference("create with wrong types", _MESSAGE, _DECODER),
    Difference("create with a bad body", _MESSAGE, _DECODER),
    Difference("create with another content type", _MESSAGE, _DECODER),
    Difference("create with a packed body", _MESSAGE, _DECODER),
    Difference("* nothing", _MESSAGE, _DECODER),
    Difference("retry", r"\.4\.json\.message", _DECODER),
    Difference("set", r"\.5\.json\.message", _DECODER),
    Difference("events", r"\.\d+\.json\.message", _DECODER),
    Difference("list with a bad selector", _MESSAGE, _PARSER),
    Difference("log with odd options", r"\.5\.frames\.0\.1\.error\.message", "Go's words."),
    Difference("watch with bookmarks", r"\.4\.frames\.0\.1\.error\.message", "Kubernetes' words."),
    Difference("*: list", r"\.6\.json\.message", _TOKEN),
    Difference("list by pages", r"\.1[12]\..*", _TOKEN),
    Difference("names that need quoting", r"\.[025]\..*", _QUOTES),
    Difference(
        "a base path",
        _ALL,
        "The real server answers at the root whatever its base is, and only writes the base into"
        " the pages of the user interface: a proxy takes it off. The test server plays both.",
    ),
    Difference("rights of a *", _ALL, _RIGHTS),
    Difference("streams of a stranger", _ALL, _RIGHTS),
    Difference(
        "watch in silence",
        r"\.[89]\..*",
        "The real server goes on to wait for pods even where it is not to follow. The test server"
        " ends, so that tests can read to the end.",
    ),
)


def unexplained(case: str, found: Mapping[str, str]) -> dict[str, str]:
    """Return the differences of a case that the list does not allow."""
    return {
        path: text
        for path, text in found.items()
        if not any(each.allows(case, path) for each in DIFFERENCES)
    }


def outdated(found: Mapping[str, Mapping[str, str]]) -> list[Difference]:
    """Return what the list allows and no case has, by the differences of all cases."""
    all_found = [(case, path) for case, paths in found.items() for path in paths]
    return [each for each in DIFFERENCES if not any(each.allows(*one) for one in all_found)]
