"""Reading texts with several documents, each into the class that its kind names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from json import JSONDecodeError, JSONDecoder
from typing import Any, cast

from .._index import KINDS
from .errors import ParseError
from .gc_pause import gc_paused
from .json_read import MAX_JSON_BYTES, read_json
from .lazy import load
from .model import Manifest, Model
from .validation import Problem, ValidationError
from .yaml_read import DEFAULT_MAX_BYTES, read_documents
from .yaml_write import write_all

_ROOT = __name__.rsplit(".", 2)[0]
_SPACE = re.compile(r"\s*")


def load_all(
    text: str | bytes,
    *,
    lenient: bool = False,
    max_bytes: int | None = None,
    allow_duplicate_keys: bool = False,
) -> Iterator[Any]:
    """Read each document of a YAML or JSON text into the class of its kind.

    Documents of a kind that the package does not know, and documents that are no objects, come as
    plain data. The text is read whole before the first document is yielded.

    Args:
        text: YAML with any number of documents, one JSON value, or several JSON values in a row;
            bytes are UTF-8. The items of a JSON array count as documents.
        lenient: read as a server's answer, as in ``Model.from_dict``.
        max_bytes: refuse longer text; 16 MiB by default, for JSON 100 MiB.
        allow_duplicate_keys: let the last of several equal keys of a YAML mapping win; by default
            they are refused.

    Raises:
        ParseError: the text is neither YAML nor JSON, or too long.
        ValidationError: a document of a known kind does not fit; the path begins with the
            document's number where there are several.
    """
    with gc_paused():
        documents = _documents(text, max_bytes, allow_duplicate_keys)
    several = len(documents) > 1
    for number, document in enumerate(documents):
        try:
            yield _typed(document, lenient)
        except ValidationError as error:
            raise _placed(error, number) if several else error from None


def dump_all(documents: Iterable[object]) -> str:
    """Write several objects as one YAML text, ``---`` between them.

    Args:
        documents: models, or plain data as ``json.loads`` gives it.

    Raises:
        WriteError: plain data holds something that YAML for Kubernetes cannot say.
    """
    return write_all(
        document.to_dict() if isinstance(document, Model) else document for document in documents
    )


def kind_of(document: object) -> type[Manifest] | None:
    """Return the class for a document by its ``apiVersion`` and ``kind``, or None.

    A document without ``apiVersion`` is taken for Argo's own kind of that name.
    """
    if not isinstance(document, dict):
        return None
    given = cast("dict[object, object]", document)
    kind, version = given.get("kind"), given.get("apiVersion")
    if not isinstance(kind, str) or not (version is None or isinstance(version, str)):
        return None
    place = KINDS.get((version or "argoproj.io/v1alpha1", kind))
    if place is None:
        return None
    module, _, name = place.rpartition(".")
    return cast("type[Manifest]", load(_ROOT, name, {name: module}))


def _typed(document: object, lenient: bool) -> object:
    model = kind_of(document)
    return document if model is None else model.from_dict(document, lenient=lenient)


def _placed(error: ValidationError, number: int) -> ValidationError:
    problems = [
        Problem(f"document {number + 1}, {problem.path}".removesuffix(", "), problem.message)
        for problem in error.problems
    ]
    return ValidationError(error.type_name, problems)


def _documents(text: str | bytes, max_bytes: int | None, duplicates: bool) -> list[object]:
    if _looks_like_json(text):
        limit = MAX_JSON_BYTES if max_bytes is None else max_bytes
        found = _json_documents(text, limit)
        if found is not None:
            return found
    return list(
        read_documents(text, max_bytes=DEFAULT_MAX_BYTES if max_bytes is None else max_bytes)
    )


def _looks_like_json(text: str | bytes) -> bool:
    head = text[:4096].lstrip()
    return head[:1] in ("{", "[") if isinstance(head, str) else head[:1] in (b"{", b"[")


def _json_documents(text: str | bytes, limit: int) -> list[object] | None:
    """Return the values of a JSON text, or None where it is not JSON (flow YAML begins alike)."""
    try:
        whole = read_json(text, limit)
    except ParseError:
        return None if len(text) > limit else _json_values(text)
    return cast("list[object]", whole) if isinstance(whole, list) else [whole]


def _json_values(text: str | bytes) -> list[object] | None:
    """Return JSON values that follow each other, as ``kubectl get -o json --watch`` prints them."""
    decoder = JSONDecoder()
    values: list[object] = []
    try:
        source = text if isinstance(text, str) else text.decode()
        position = _after_space(source, 0)
        while position < len(source):
            value, position = decoder.raw_decode(source, position)
            values.append(value)
            position = _after_space(source, position)
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    return values


def _after_space(source: str, position: int) -> int:
    found = _SPACE.match(source, position)
    return found.end() if found else position
