"""Reading texts with several documents, each into the class that its kind names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from .._index import KINDS
from .gc_pause import gc_paused
from .json_read import MAX_JSON_BYTES, read_json_documents
from .lazy import load
from .model import Manifest, Model
from .validation import Problem, ValidationError
from .yaml_read import DEFAULT_MAX_BYTES, read_documents
from .yaml_write import write_all

_ROOT = __name__.rsplit(".", 2)[0]


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
        text: YAML with any number of documents, one JSON object or array, or several in a row;
            bytes are UTF-8. The items of a JSON array that stands alone count as documents.
        lenient: read as a server's answer, as in ``Model.from_dict``.
        max_bytes: refuse longer text; 16 MiB by default, for JSON 100 MiB.
        allow_duplicate_keys: let the last of several equal keys of a YAML mapping win; by default
            they are refused. In JSON the last always wins, as Kubernetes reads it.

    Raises:
        ParseError: the text is neither YAML nor JSON, is too long, nests deeper than 200 levels,
            or holds a number that cannot be kept.
        TypeError: ``text`` is neither ``str`` nor ``bytes``.
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
    if isinstance(cast("object", documents), (Model, dict, str)):
        raise TypeError(
            "expected a list of documents; for one, use its to_yaml or put it in a list"
        )
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


def _documents(text: object, max_bytes: int | None, duplicates: bool) -> list[object]:
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"expected YAML or JSON as str or bytes, got {type(text).__name__}")
    if _looks_like_json(text):
        # Flow YAML begins alike.
        found = read_json_documents(text, MAX_JSON_BYTES if max_bytes is None else max_bytes)
        if found is not None:
            return found
    return read_documents(
        text,
        max_bytes=DEFAULT_MAX_BYTES if max_bytes is None else max_bytes,
        allow_duplicate_keys=duplicates,
    )


def _looks_like_json(text: str | bytes) -> bool:
    head = text[:4096]
    if isinstance(head, bytes):
        head = head.decode(errors="replace")
    return head.removeprefix("\ufeff").lstrip().startswith(("{", "["))
