"""What earlier runs found, by the content of the files.

A file's findings depend on its bytes, the options, the linter itself and the templates that it
refers to; all of these are compared. Programs are not kept: they may read anything.

It is one file of JSON for each folder that the linter is run in and each choice of options. A
cache that cannot be read or written is as none.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from ..finding import Finding
from ..shape import is_object
from .known import Definition, Question
from .messages import Answer
from .model import FileResult, Located, Options, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_FORMAT = b"hera lint 2 "
_SUFFIX = ".lint"
_KEPT_DAYS = 30
_PACKAGES = ("lint", "../hera_models")
_INSTALLED = ("hera_workflows-", "pydantic", "pyyaml-")


def default_folder() -> str | None:
    """Return where caches belong: HERA_CACHE_DIR, or the user's cache folder; None without one."""
    given = os.environ.get("HERA_CACHE_DIR")
    if given:
        return given
    if sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        # One that is not absolute is to be ignored, says the specification.
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = given if os.path.isabs(given) else "~/.cache"
    path = os.path.join(os.path.expanduser(base), "hera")
    return path if os.path.isabs(path) else None


def digest_of(data: bytes) -> str:
    """Return what tells a content from others."""
    return blake2b(data, digest_size=16).hexdigest()


class Cache:
    """What is known of files from earlier runs in the current folder.

    Args:
        folder: Where caches lie.
        options: How files are judged.
    """

    def __init__(self, folder: str | os.PathLike[str], options: Options) -> None:
        self._folder = os.fspath(folder)
        key = digest_of(f"{os.getcwd()}\0{_shown(options)}".encode("utf-8", "replace"))
        self._path = os.path.join(self._folder, key + _SUFFIX)
        self._head = _FORMAT + _version().encode() + b" "
        self._changed = False
        self._used: set[str] = set()
        self._entries: dict[str, Any] = self._loaded()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known from earlier."""
        return not self._entries

    def get(self, path: str, name: str, digest: str) -> Answer | None:
        """Return what was found in a file, None unless that is known.

        Args:
            path: Its absolute path.
            name: The file as it is named now.
            digest: That of its content.
        """
        entry = self._entries.get(path)
        if entry is None or entry[0] != digest:
            return None
        self._used.add(path)
        _, definitions, asked, objects, findings = entry
        result = None
        if findings is not None:
            located = tuple(_located(each, name) for each in findings)
            result = FileResult(name, located, objects, cached=True)
        questions = {Question(*question): answer for question, answer in asked}
        return Answer(result, tuple(Definition(*each) for each in definitions), questions)

    def put(self, path: str, digest: str, answer: Answer) -> None:
        """Keep what was found in a file."""
        result = answer.result
        findings = None if result is None else [_plain(each) for each in result.findings]
        objects = 0 if result is None else result.objects
        asked = list(answer.asked.items())
        self._entries[path] = [digest, answer.definitions, asked, objects, findings]
        self._used.add(path)
        self._changed = True

    def save(self) -> None:
        """Write what is new, whole or not at all, and drop what is old."""
        if not self._changed:
            return
        kept = {
            path: entry
            for path, entry in self._entries.items()
            if path in self._used or os.path.exists(path)
        }
        # Takes longer to load than a small project to lint where all is known.
        from tempfile import mkstemp

        try:
            data = json.dumps(kept, separators=(",", ":")).encode()
            # It repeats what stands in manifests, which is nobody else's business.
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            number, new = mkstemp(prefix=os.path.basename(self._path) + ".", dir=self._folder)
            try:
                with open(number, "wb") as file:
                    file.write(self._head + digest_of(data).encode() + b"\n" + data)
                os.replace(new, self._path)
            finally:
                _remove([new])
            _remove(_old(self._folder))
        except (OSError, TypeError, ValueError):
            # Nobody asked for it: without it everything works, only slower.
            return

    def _loaded(self) -> dict[str, Any]:
        try:
            with open(self._path, "rb") as file:
                content = file.read()
        except OSError:
            return {}
        head, _, data = content.partition(b"\n")
        if head != self._head + digest_of(data).encode():
            return {}
        entries: Any = json.loads(data)
        return entries if is_object(entries) else {}


def _shown(options: Options) -> str:
    """Return as text what of the options matters to the findings in one file."""
    defaults = json.dumps(options.defaults, sort_keys=True, default=str)
    values = (options.mode, options.missing, options.argo, options.profile)
    return repr((*values, options.select, options.ignore, defaults))


def _version() -> str:
    """Return what changes whenever the linter or what it reads with is another.

    In a checkout the version says nothing, so it is the size and time of each source file.
    """
    package = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    parts = [sys.version, *_installed()]
    for folder in _PACKAGES:
        parts.extend(sorted(_sources(os.path.normpath(os.path.join(package, folder)))))
    return digest_of("\0".join(parts).encode("utf-8", "replace"))


def _sources(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    status = entry.stat()
                    yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
                elif entry.is_dir() and not entry.name.startswith("__"):
                    yield from _sources(entry.path)
    except OSError:
        # Imported from an archive: then what is installed tells enough.
        return


def _installed() -> Iterator[str]:
    for folder in sys.path:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in sorted(names):
            if name.endswith(".dist-info") and name.lower().startswith(_INSTALLED):
                yield os.path.join(folder, name)


def _old(folder: str) -> Iterator[str]:
    limit = time.time() - _KEPT_DAYS * 86_400
    with os.scandir(folder) as entries:
        for entry in entries:
            # What was being written when its process ended has a longer name.
            if _SUFFIX in entry.name and entry.stat().st_mtime < limit:
                yield entry.path


def _remove(paths: Iterable[str]) -> None:
    for path in list(paths):
        try:
            os.unlink(path)
        except OSError:
            continue


def _plain(located: Located) -> list[Any]:
    finding, span = located.finding, located.span
    return [
        (finding.code, finding.severity, finding.message, finding.path, finding.text),
        (finding.hint, finding.fix, finding.at, finding.within),
        None if span is None else (span.line, span.column, span.end_line, span.end_column),
        (located.subject, located.document, located.inside),
    ]


def _located(plain: list[Any], name: str) -> Located:
    (
        (code, severity, message, path, text),
        (hint, fix, at, within),
        span,
        (subject, document, inside),
    ) = plain
    edits = [(verb, tuple(place), value) for verb, place, value in fix]
    finding = Finding(code, severity, message, tuple(path), text, hint, edits, at, within)
    where = None if span is None else Span(*span)
    return Located(finding, name, where, subject, document, tuple(inside))
