"""What one YAML or JSON file holds: objects of Argo's, and what keeps the rest from being read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from yaml.nodes import ScalarNode

from hera_models._runtime.gc_pause import gc_paused
from hera_models._runtime.json_read import MAX_JSON_BYTES
from hera_models._runtime.yaml_read import DEFAULT_MAX_BYTES

from ..file_rules import BadDocument, Header, Problem, Repeated, Unreadable, is_argos, is_as_usual
from ..finding import Finding
from ..project_rules import Untold
from ..registry import Report
from ..shape import is_list, is_object, mapping
from .broken import explained
from .files import STDIN
from .ignores import heeded, of_yaml
from .json_nodes import key_given_twice
from .model import Located, Span
from .positions import Positions
from .reading import LINE_END, Broken, Reading, looks_like_json, read_text, without_mark
from .spelled import as_spelled, may_be_spelled

_LEAVE_OUT = "leave it out with exclude"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Enough to tell text from data.
_HEAD = 8192
# Where a message names a line, besides the one that it is about.
_LINE = re.compile(r"\b(first at|begins at) line (\d+)")


@dataclass(frozen=True)
class Object:
    """One object of Argo's in a file.

    Attributes:
        manifest: The object as plain data.
        document: The document's number in the file, from 0.
        inside: Where the object lies in its document: empty, or ``("items", 3)`` in a list.
    """

    manifest: dict[str, Any]
    document: int = 0
    inside: tuple[str | int, ...] = ()

    @property
    def subject(self) -> str:
        """Kind and name, as people know the object."""
        return subject_of(self.manifest)


@dataclass(frozen=True)
class Source:
    """One file, read.

    Attributes:
        file: As it was named.
        text: Its text without a byte order mark; empty where it is none.
        reading: What the text says.
        objects: The objects of Argo's in it.
        problems: What keeps the file or parts of it from being judged.
    """

    file: str
    text: str = ""
    reading: Reading = field(default_factory=lambda: Reading(False, []))
    objects: list[Object] = field(default_factory=list[Object])
    problems: list[Located] = field(default_factory=list[Located])

    @property
    def refers(self) -> bool:
        """Whether an object may refer to templates of others; seldom though none does."""
        return "emplateRef" in self.text

    @cached_property
    def positions(self) -> Positions:
        """The places in the text; nothing is parsed before they are asked."""
        return Positions(self.text, self.reading)

    def line(self, found: Object) -> int:
        """Return the line on which an object begins."""
        span = self.positions.span(found.document, found.inside)
        return 1 if span is None else span.line

    def locate(self, finding: Finding, found: Object) -> Located:
        """Return a finding about an object with its place."""
        path = (*found.inside, *finding.path)
        # Where a key is wrong, its value is not what is meant.
        about_key = finding.message.startswith("no field") or any(
            verb == "rename" and at == finding.path for verb, at, _ in finding.fix
        )
        span = self.positions.part(found.document, path, finding.at) if finding.at else None
        span = span or self.positions.span(found.document, path, key=about_key)
        if may_be_spelled(finding):
            nodes = self.positions.node(found.document, path)
            finding = as_spelled(finding, nodes[1] if nodes else None)
        return Located(finding, self.file, span, found.subject, found.document, found.inside)

    def heeded(self, found: Iterable[Located], *, production: bool) -> list[Located]:
        """Return the findings that no comment silences, and one for each that silences none.

        Args:
            found: All that was found, before any is left out for other reasons.
            production: Whether the rules that give advice were run.
        """
        ignores = of_yaml(self.text, self.reading)
        if not ignores:
            return list(found)
        return heeded(found, ignores, self.file, production=production)


def subject_of(manifest: Any) -> str:
    """Return an object's kind and name, as people know it."""
    metadata = mapping(manifest.get("metadata"))
    name = metadata.get("name") or metadata.get("generateName") or ""
    return f"{manifest.get('kind') or ''} {name}".strip()


def content(file: str, path: Path) -> bytes | Located:
    """Return what a file holds, or why it is not read.

    Args:
        file: As it was named.
        path: Where it lies.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            # Of a pipe, reading might never end.
            if stat.S_ISDIR(found.st_mode):
                os.scandir(path).close()
            return unreadable(file, f"not a file but {_kind_of(found.st_mode)}", _LEAVE_OUT)
        if found.st_size > MAX_JSON_BYTES:
            return _too_large(file, found.st_size, MAX_JSON_BYTES)
        return path.read_bytes()
    except OSError as error:
        return unreadable(file, f"cannot be read: {error.strerror or error}")


def read(file: str, data: bytes) -> Source:
    """Read a file's objects; whatever it holds, nothing is raised.

    Args:
        file: Its name, for findings.
        data: Its content: YAML or JSON.

    Returns:
        The objects, and one problem for each part that cannot be read.
    """
    text = decoded(file, data)
    if isinstance(text, Located):
        return Source(file, problems=[text])
    with gc_paused():
        reading = read_text(text, json_expected=file.lower().endswith(".json"))
        source = Source(file, text, reading)
        # Argo lets no key be given twice, which is not told of JSON by then.
        twice = key_given_twice(text) if reading.is_json and not reading.broken else None
        merges = "<<" in text and not reading.is_json
        for number, broken in reading.repeated:
            _add_broken(source, number, broken, Repeated)
        for number, document in enumerate(reading.documents):
            if isinstance(document, Broken):
                _add_broken(source, number, document, BadDocument)
                continue
            if twice and twice[0] == number:
                _add_equal(source, number, twice[1])
            _add(source, document, number)
            if merges:
                _add_overridden(source, number)
    return source


def unreadable(
    file: str, message: str, hint: str | None = None, span: Span | None = None
) -> Located:
    """Return the finding that a file is not read."""
    return Located(_finding(Unreadable(message, hint)), file, span)


def without_templates(file: str, problem: Located | None = None) -> Located:
    """Return the finding that a file or folder which is given for its templates has none.

    Args:
        file: As it was named.
        problem: What keeps it, or a part of it, from being read.
    """
    if problem is None:
        why = "no workflow template is in it, though it is given for its templates"
        return Located(_finding(Untold(why, "correct the path, or leave it out")), file)
    why, hint = f"its templates are not known: {problem.finding.message}", problem.finding.hint
    return replace(problem, finding=_finding(Untold(why, hint)))


def decoded(file: str, data: bytes) -> str | Located:
    """Return the text of a file without a byte order mark, or why it is none."""
    if len(data) > DEFAULT_MAX_BYTES:
        limit = MAX_JSON_BYTES if _may_be_json(data) else DEFAULT_MAX_BYTES
        if len(data) > limit:
            return _too_large(file, len(data), limit)
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8"
    if encoding == "utf-8" and b"\0" in data[:_HEAD]:
        hint = None if file == STDIN else _LEAVE_OUT
        return unreadable(file, "this is binary data, not text", hint)
    try:
        return without_mark(data.decode(encoding))
    except UnicodeDecodeError as error:
        lines = LINE_END.split(without_mark(data[: error.start].decode(encoding, "replace")))
        line, column = len(lines), len(lines[-1]) + 1
        message = f"the bytes are not {encoding.upper()} ({error.reason})"
        place = Span(line, column, line, column + 1)
        return unreadable(file, message, "save the file as UTF-8", place)


def _may_be_json(data: bytes) -> bool:
    return looks_like_json(without_mark(data[:_HEAD].decode("utf-8", "replace")))


def _too_large(file: str, size: int, limit: int) -> Located:
    message = f"{_mib(size)} MiB are more than the {limit // 2**20} MiB that are read of a file"
    return unreadable(file, message, _LEAVE_OUT)


def _mib(size: int) -> str:
    return f"{size / 2**20:.1f}".removesuffix(".0")


def _kind_of(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or socket"


def _add_broken(
    source: Source, number: int, broken: Broken, view: type[BadDocument | Repeated]
) -> None:
    why = explained(source.text[broken.start : broken.end], broken.error)
    before = source.positions.at(broken.start)[0] - 1
    message = _LINE.sub(lambda found: f"{found[1]} line {int(found[2]) + before}", why.message)
    span = Span(why.line + before, why.column, why.line + before, max(why.end, why.column))
    finding = _finding(view(message, why.hint))
    source.problems.append(Located(finding, source.file, span, document=number))


def _add_equal(source: Source, number: int, key: ScalarNode) -> None:
    finding = _finding(Repeated(f"the key {key.value!r} is given twice", "remove one"))
    at = source.positions.at
    span = Span(*at(key.start_mark.index), *at(key.end_mark.index))
    source.problems.append(Located(finding, source.file, span, document=number))


def _add_overridden(source: Source, number: int) -> None:
    if not source.objects or source.objects[-1].document != number:
        return
    hint = "write the keys out"
    for key, span in source.positions.overridden(number):
        told = f"the key {key!r} is given twice, once by a merge key <<"
        found = Located(_finding(Repeated(told, hint)), source.file, span, document=number)
        source.problems.append(found)


def _add(source: Source, document: object, number: int) -> None:
    for inside, manifest in _manifests(document):
        found = Object(manifest, number, inside)
        if not is_as_usual(manifest):
            source.problems.extend(_misnamed(source, found))
        if is_argos(manifest):
            source.objects.append(found)


def _manifests(document: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Give the objects of a document, which may be a list of kubectl's, with their places."""
    if not is_object(document):
        return
    items = document.get("items")
    if is_list(items) and str(document.get("kind")).endswith("List"):
        for index, item in enumerate(items):
            if is_object(item):
                yield ("items", index), item
    else:
        yield (), document


def _misnamed(source: Source, found: Object) -> Iterator[Located]:
    report = Report()
    report.check(Header(found.manifest))
    for finding in report.findings:
        yield source.locate(finding, found)


def _finding(view: Problem | Untold) -> Finding:
    report = Report()
    report.check(view)
    return report.findings[0]
