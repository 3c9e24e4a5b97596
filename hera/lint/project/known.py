"""The workflow templates of a project: which of several with one name is meant where."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .files import PROGRAM

# How the digest of what is known and not judged itself begins.
BESIDES = "besides "


class Definition(NamedTuple):
    """A workflow template in a file.

    Attributes:
        kind: Its kind.
        name: Its name.
        namespace: Its namespace; empty where it says none, or has none.
        whole: Whether it has templates; what kustomize lays over another need not.
        digest: Tells it from others; another where its content is another.
        number: Its number among the objects of its file.
    """

    kind: str
    name: str
    namespace: str
    whole: bool
    digest: str
    number: int


class Question(NamedTuple):
    """What the findings in a file depend on besides the file.

    Attributes:
        about: ``template``: which definition is meant by a reference; ``double``: which other file
            defines the same.
        kind: The workflow template's kind.
        name: Its name.
        namespace: The namespace of the object that asks.
    """

    about: str
    kind: str
    name: str
    namespace: str


Manifests = Callable[[], Sequence[Mapping[str, Any]]]


class _Known(NamedTuple):
    definition: Definition
    file: str
    folder: tuple[str, ...]
    order: int
    manifests: Manifests


class Templates:
    """All workflow templates that are known, and where each is defined.

    Of several with one name that is meant which lies nearest: in the same file, then in the same
    folder, then up or down the fewest folders. Before that counts who says the namespace of the
    object that refers to it, and that it is whole.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], list[_Known]] = {}
        self._namesakes: dict[tuple[str, str], _Namesakes] = {}
        self._order = 0

    def add(
        self, path: str, name: str, definitions: Iterable[Definition], manifests: Manifests
    ) -> None:
        """Add what a file defines.

        Args:
            path: The file's absolute path.
            name: The file as people know it.
            definitions: What it defines.
            manifests: Gives the objects of the file, when one is needed.
        """
        folder = tuple(os.path.dirname(path).split(os.sep))
        for each in definitions:
            self._order += 1
            known = _Known(each, name, folder, self._order, manifests)
            self._known.setdefault((each.kind, each.name), []).append(known)

    def answer(self, question: Question, path: str, name: str) -> str:
        """Return the digest of what is meant, or the other file; empty where there is none.

        Args:
            question: What is asked.
            path: The absolute path of the file that asks.
            name: The file as people know it.
        """
        if question.about == "double":
            return self._other(question, path, name)
        found = self._find(question, path, name)
        return found.definition.digest if found else ""

    def manifest(self, question: Question, path: str, name: str) -> Mapping[str, Any] | None:
        """Return the definition that is meant, None where there is none."""
        found = self._find(question, path, name)
        return found.manifests()[found.definition.number] if found else None

    def _find(self, question: Question, path: str, name: str) -> _Known | None:
        all_ = self._known.get((question.kind, question.name))
        if not all_ or len(all_) == 1:
            return all_[0] if all_ else None
        folder = tuple(os.path.dirname(path).split(os.sep))
        return self._index(question, all_).nearest(question.namespace, folder, name)

    def _other(self, question: Question, path: str, name: str) -> str:
        """Return the earlier file in the same folder that defines the same."""
        all_ = self._known.get((question.kind, question.name), [])
        if len(all_) < 2:
            return ""
        folder = tuple(os.path.dirname(path).split(os.sep))
        first = self._index(question, all_).first.get((folder, question.namespace))
        return first.file if first is not None and first.file != name else ""

    def _index(self, question: Question, all_: list[_Known]) -> _Namesakes:
        key = (question.kind, question.name)
        found = self._namesakes.get(key)
        if found is None or found.number < len(all_):
            found = self._namesakes[key] = _Namesakes(all_)
        return found


class _Namesakes:
    """Templates of one kind and name, arranged so that none needs to be compared with all others.

    Attributes:
        number: How many there are.
        first: The first one in each folder and namespace that counts as a definition there.
    """

    def __init__(self, all_: list[_Known]) -> None:
        self.number: int = len(all_)
        self.first: dict[tuple[tuple[str, ...], str], _Known] = {}
        # By whether they are whole, and by namespace; those of any namespace as well.
        self._classes: dict[tuple[bool, str | None], _Nearest] = {}
        for known in all_:
            one = known.definition
            for namespace in (one.namespace, None):
                self._classes.setdefault((one.whole, namespace), _Nearest()).add(known)
            # A program is often there beside the manifests that were made of it.
            if one.whole and not known.file.endswith(PROGRAM):
                self.first.setdefault((known.folder, one.namespace), known)

    def nearest(self, namespace: str, folder: tuple[str, ...], file: str) -> _Known | None:
        """Return the one that is meant from a file in a folder."""
        for whole in (True, False):
            for asked in (namespace, None) if namespace else (None,):
                found = self._classes.get((whole, asked))
                if found is not None:
                    return found.to(folder, file)
        return None


class _Nearest:
    """Finds which of several lies nearest; of those that are equally near, the first."""

    def __init__(self) -> None:
        self._in_file: dict[str, _Known] = {}
        # The one that lies least deep in a folder or below.
        self._below: dict[tuple[str, ...], _Known] = {}

    def add(self, known: _Known) -> None:
        """Add one, after those that come before it."""
        self._in_file.setdefault(known.file, known)
        for depth in range(len(known.folder) + 1):
            above = known.folder[:depth]
            other = self._below.get(above)
            if other is None or len(known.folder) < len(other.folder):
                self._below[above] = known

    def to(self, folder: tuple[str, ...], file: str) -> _Known:
        """Return the one in the same file, or up or down the fewest folders from there."""
        if file in self._in_file:
            return self._in_file[file]
        above = (folder[:depth] for depth in range(len(folder) + 1))
        near = [self._below[each] for each in above if each in self._below]
        return min(near, key=lambda known: (_steps(known.folder, folder), known.order))


def _steps(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many folders lie between two: up to the one that holds both, and down."""
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return len(one) + len(other) - 2 * shared
