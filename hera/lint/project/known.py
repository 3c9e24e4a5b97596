"""The workflow templates of a project: which of several with one name is meant where."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .files import PROGRAM


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

        def rank(known: _Known) -> tuple[bool, bool, bool, int, int]:
            foreign = known.definition.namespace != question.namespace
            steps = _steps(known.folder, folder)
            return (
                not known.definition.whole,
                bool(question.namespace) and foreign,
                known.file != name,
                steps,
                known.order,
            )

        return min(all_, key=rank)

    def _other(self, question: Question, path: str, name: str) -> str:
        """Return the earlier file in the same folder that defines the same."""
        all_ = self._known.get((question.kind, question.name), ())
        if len(all_) < 2:
            return ""
        folder = tuple(os.path.dirname(path).split(os.sep))
        for known in all_:
            one = known.definition
            # A program is often there beside the manifests that were made of it.
            if known.file.endswith(PROGRAM) or not one.whole or known.folder != folder:
                continue
            if one.namespace == question.namespace:
                return known.file if known.file != name else ""
        return ""


def _steps(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many folders lie between two: up to the one that holds both, and down."""
    shared = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        shared += 1
    return len(one) + len(other) - 2 * shared
