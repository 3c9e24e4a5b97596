"""What passes between a run and the processes that judge its files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from .known import Definition, Question
from .model import FileResult

# Elsewhere a copy of a process that has loaded the system's frameworks may crash.
FORKS = sys.platform == "linux"


class Request(NamedTuple):
    """A file to be judged.

    Attributes:
        name: As it was named.
        path: Its absolute path; empty for standard input.
        data: Its content.
        digest: That of its content.
        is_program: Whether it is run instead of being read.
        is_judged: Whether it is judged; else only what it defines is asked for.
        source: What a program has defined, if it was run already.
        is_meant: Whether it is meant for sure, so that what keeps it from being read is told even
            where it does not look as if it were Argo's.
        is_patch: Whether it holds parts of objects, which are read and not judged.
    """

    name: str
    path: str
    data: bytes
    digest: str
    is_program: bool = False
    is_judged: bool = True
    source: Any = None
    is_meant: bool = False
    is_patch: bool = False


class Answer(NamedTuple):
    """What came of a file.

    Attributes:
        result: What was found; None where that depends on templates that are not known yet.
        definitions: The workflow templates that it defines.
        asked: What the result depends on besides the file, with the answers that it got.
        source: What a program has defined, so that it need not be run again; what a file holds, where
            others may refer to it and it is small.
        is_lasting: Whether it will be the same in another run.
    """

    result: FileResult | None
    definitions: tuple[Definition, ...] = ()
    asked: Mapping[Question, str] = {}
    source: Any = None
    is_lasting: bool = True


# Gives the answer, and the manifest where a template is asked for.
Ask = Callable[[Question], "tuple[str, Mapping[str, Any] | None]"]


class NotYet(Exception):
    """What is asked for may be in a file that was not read yet."""


def not_yet(question: Question) -> tuple[str, None]:
    """Answer before all files are read.

    Raises:
        NotYet: The answer matters to the judgement. Whether another file defines the same is asked
            of each definition and seldom the case, so "no" is answered, to be verified later.
    """
    if question.about == "double":
        return "", None
    raise NotYet
