"""Where the facts of the releases lie, and reading and writing them.

A directory of facts holds ``TAG.json`` for each release, its API in normal form, and
``releases.toml``, which locks for each tag the upstream document that the facts came from.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import toml_file
from .api import Api
from .errors import DocumentError, FactsError
from .files import write_together
from .node import Node, is_object
from .read import read
from .release import find_tag, is_tag, sort_key

LOCK_NAME = "releases.toml"
DEFAULT_DIRECTORY = Path("specs")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PACKAGE = Path(__file__).resolve().parent
_LOCK_HEADER = """\
# The upstream documents (swagger.json) that the facts in this directory were read from.
# Written by `hera-codegen fetch`.
"""


@dataclass(frozen=True, slots=True)
class Lock:
    """The upstream document of a release: its sha256 in hexadecimal, its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The file of a release's facts; ``lock`` is None where no row tells where they came from."""

    tag: str
    path: Path
    lock: Lock | None
    packaged: bool


def packaged_directory() -> Path:
    """Return the directory of the facts that come with the generator."""
    inside = _PACKAGE / "_data" / "specs"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "specs"


def catalogue(specs: Path | None = None) -> dict[str, Facts]:
    """Return the known releases by tag, oldest first.

    Args:
        specs: A directory whose facts come before those packaged with the generator; None means
            ``./specs``, if there is one.

    Raises:
        FactsError: The directory does not exist, or a ``releases.toml`` is damaged.
    """
    packaged = packaged_directory()
    found = {facts.tag: facts for facts in _listed(packaged, packaged=True)}
    directory = specs or DEFAULT_DIRECTORY
    try:
        if specs is not None and not specs.is_dir():
            raise FactsError(f"--specs {specs}: no such directory; expected one of TAG.json files")
        if directory.is_dir() and not _same(directory, packaged):
            found |= {facts.tag: facts for facts in _listed(directory, packaged=False)}
    except OSError as error:
        raise FactsError(f"{directory} cannot be read: {error.strerror}") from None
    return {tag: found[tag] for tag in sorted(found, key=sort_key)}


def find(text: str, known: Mapping[str, Facts]) -> Facts:
    """Return the facts of the newest release that a version or its beginning means.

    Raises:
        ReleaseError: No known release is meant.
    """
    return known[find_tag(text, known)]


def load(facts: Facts) -> Api:
    """Return the API of one release.

    Raises:
        FactsError: The file cannot be read, or is not the document in normal form of its release.
    """
    document = _document(facts.path)
    try:
        _check_normal(document, facts)
        return read(document)
    except DocumentError as error:
        raise FactsError(f"{facts.path}: {error}") from None


def load_all(known: Iterable[Facts]) -> tuple[Api, ...]:
    """Return the APIs of several releases, oldest first."""
    return tuple(load(facts) for facts in sorted(known, key=lambda item: sort_key(item.tag)))


def locks(directory: Path) -> dict[str, Lock]:
    """Return the rows of a directory's ``releases.toml`` by tag; none where there is no file.

    Raises:
        FactsError: The file is damaged.
    """
    path = directory / LOCK_NAME
    try:
        if not path.exists():
            return {}
        return _rows(Node(toml_file.load(path)))
    except OSError as error:
        raise FactsError(f"{path} cannot be read: {error.strerror}") from None
    except DocumentError as error:
        raise FactsError(f"{path}: {error}") from None


def save(directory: Path, tag: str, text: str, lock: Lock) -> Path:
    """Write a release's facts and its row of the lock, both or neither; return the facts' path.

    Args:
        directory: Made if it does not exist.
        tag: The release.
        text: The document in normal form.
        lock: What is known of the upstream document.

    Raises:
        FactsError: A file cannot be written, or one that is not the generator's is in the way.
    """
    path = directory / f"{tag}.json"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with _alone(directory):
            _check_replaceable(path, tag)
            rows = {**locks(directory), tag: lock}
            write_together({path: text, directory / LOCK_NAME: _lock_text(rows)})
    except OSError as error:
        raise FactsError(
            f"cannot write {path}: {error.strerror}; give a directory you may write to with --specs"
        ) from None
    return path


def check_writable_place(directory: Path) -> None:
    """Refuse a directory inside the installed package.

    Raises:
        FactsError: It lies inside.
    """
    if directory.resolve().is_relative_to(_PACKAGE):
        raise FactsError(
            f"{directory} belongs to the installed generator; give another directory with --specs"
        )


def _listed(directory: Path, *, packaged: bool) -> Iterator[Facts]:
    rows = locks(directory)
    for path in directory.glob("v*.json"):
        if is_tag(path.stem):
            yield Facts(path.stem, path, rows.get(path.stem), packaged)


def _same(one: Path, other: Path) -> bool:
    return other.is_dir() and one.samefile(other)


def _document(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FactsError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise FactsError(f"{path} is no JSON: {error}; fetch it anew") from None


def _check_normal(document: Any, facts: Facts) -> None:
    members = document if is_object(document) else {}
    if "swagger" in members:
        raise FactsError(
            f"{facts.path} is an upstream document; "
            f"`hera-codegen fetch {facts.tag} --from {facts.path}` makes the facts of it"
        )
    if not str(members.get("openapi", "")).startswith("3.1."):
        raise FactsError(f"{facts.path} is no OpenAPI 3.1 document; fetch it anew")
    version = Node(document).need("info").need("version").value
    if version != facts.tag:
        raise FactsError(f"{facts.path} holds release {version!r}; expected {facts.tag!r}")


def _check_replaceable(path: Path, tag: str) -> None:
    """Refuse to overwrite a file that the generator has not written."""
    if not path.exists():
        return
    try:
        _check_normal(_document(path), Facts(tag, path, None, packaged=False))
    except (FactsError, DocumentError):
        raise FactsError(
            f"{path} exists and is not a file of facts; move it away, or give another --specs"
        ) from None


def _rows(root: Node) -> dict[str, Lock]:
    rows: dict[str, Lock] = {}
    for key, member in root.members().items():
        if key != "releases":
            raise member.error('unknown key; expected only tables [releases."TAG"]')
        for tag, row in member.members().items():
            if not is_tag(tag) or set(row.members()) != {"sha256", "size"}:
                raise row.error("expected a release tag with sha256 and size")
            sha256, size = row.need("sha256"), row.need("size")
            if not _SHA256.fullmatch(sha256.text()):
                raise sha256.error(f"expected 64 hexadecimal digits, found {sha256.value!r}")
            if type(size.value) is not int:
                raise size.error(f"expected a number of bytes, found {size.value!r}")
            rows[tag] = Lock(sha256.text(), size.value)
    return rows


def _lock_text(rows: Mapping[str, Lock]) -> str:
    tables = (
        f'\n[releases."{tag}"]\nsha256 = "{rows[tag].sha256}"\nsize = {rows[tag].size}\n'
        for tag in sorted(rows, key=sort_key)
    )
    return _LOCK_HEADER + "".join(tables)


@contextmanager
def _alone(directory: Path) -> Generator[None, None, None]:
    """Keep other processes from changing the same lock between our reading and writing it."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
