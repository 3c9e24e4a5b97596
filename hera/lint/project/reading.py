"""From a text to its documents, of which broken ones do not keep the others from being read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from hera_models import ParseError
from hera_models._runtime.json_read import read_json, read_json_documents
from hera_models._runtime.yaml_read import read_documents

_SEPARATOR = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
_NO_LINE_END = re.compile("[^\r\n\x85\u2028\u2029]")
LINE_END = re.compile(r"\r\n|\r|\n")
# A file of so many is no manifest; to tell what is wrong with each takes as long as to read many.
_MOST_BROKEN = 100
_MARK = "\ufeff"


class Broken(NamedTuple):
    """A stretch of a text, in characters, that cannot be read, and why."""

    start: int
    end: int
    error: ParseError


@dataclass(frozen=True)
class Reading:
    """A text, read.

    Attributes:
        is_json: Whether it is JSON.
        documents: What is in it; a stretch that cannot be read counts as one document.
        repeated: The stretches in which a key is given twice, with the number of the first document
            in each; the last of equal keys counts.
    """

    is_json: bool
    documents: list[object]
    repeated: list[tuple[int, Broken]] = field(default_factory=list[tuple[int, Broken]])

    @property
    def broken(self) -> list[Broken]:
        """The stretches that cannot be read."""
        return [each for each in self.documents if isinstance(each, Broken)]


def read_text(text: str, *, json_expected: bool = False) -> Reading:
    """Read the documents of a text, numbered as `hera_models.load_all` does where none is broken.

    Args:
        text: YAML or JSON without a byte order mark.
        json_expected: Whether a text that is neither is told to be bad JSON rather than bad YAML.
    """
    whole = Broken(0, len(text), ParseError("not read"))
    if looks_like_json(text):
        try:
            documents = read_json_documents(text)
            if documents is None and json_expected:
                read_json(text)
        except ParseError as error:
            # No JSON has such a line.
            if not _SEPARATOR.search(text):
                return Reading(True, [whole._replace(error=error)])
            documents = None
        if documents is not None:
            return Reading(True, documents)
    try:
        return Reading(False, read_documents(text))
    except ParseError:
        return _pieces(text)


def _pieces(text: str) -> Reading:
    """Read what is before and after each `---` line for itself."""
    cuts = [0, *_begins(text), len(text)]
    reading = Reading(False, [])
    for start, end in pairwise(cuts):
        try:
            reading.documents.extend(read_documents(text[start:end]))
        except ParseError as error:
            _add_broken(reading, text, Broken(start, end, error))
            if len(reading.broken) > _MOST_BROKEN:
                why = f"over {_MOST_BROKEN} documents are broken; the rest is not read"
                reading.documents[-1] = Broken(start, len(text), ParseError(why))
                break
    return reading


def _begins(text: str) -> Iterator[int]:
    """Yield where the documents with a `---` line begin: directives belong to the one after them."""
    start = 0
    for match in _SEPARATOR.finditer(text):
        last, start = start, match.start()
        while start > last and text.startswith("%", line := text.rfind("\n", 0, start - 1) + 1):
            start = line
        yield start


def _add_broken(reading: Reading, text: str, broken: Broken) -> None:
    try:
        documents = read_documents(text[broken.start : broken.end], allow_duplicate_keys=True)
    except ParseError:
        reading.documents.append(broken)
    else:
        reading.repeated.append((len(reading.documents), broken))
        reading.documents.extend(documents)


def looks_like_json(text: str) -> bool:
    """Tell whether a text begins as JSON does; flow YAML begins alike."""
    return text[:4096].lstrip().startswith(("{", "["))


def without_mark(text: str) -> str:
    """Return a text without a byte order mark."""
    return text.removeprefix(_MARK)


def blanked(text: str, broken: list[Broken]) -> str:
    """Return a text with blanks for what is broken, so that the rest stays where it is."""
    parts: list[str] = []
    index = 0
    for start, end, _ in broken:
        parts += text[index:start], _NO_LINE_END.sub(" ", text[start:end])
        index = end
    return "".join([*parts, text[index:]])
