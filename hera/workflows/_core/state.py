"""What one build knows besides the objects: which templates are looped over, what was found."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from hera.exceptions import HeraException, HeraWarning

from .flat import Place, place_of_caller


@dataclass
class Build:
    """One build.

    Attributes:
        looped: names of the templates that a loop uses.
        templates: the workflow's, by name.
        findings: what was found, each with its place.
    """

    looped: frozenset[str | None] = frozenset()
    templates: Mapping[str | None, Any] = field(default_factory=dict[str | None, Any])
    findings: list[Noted] = field(default_factory=list["Noted"])


class Noted(NamedTuple):
    """A finding: its text, where the user made what it is about, and whether it is an error.

    An error is what Argo refuses or what can only fail; anything else looks wrong.
    """

    message: str
    place: Place | None
    error: bool


_NONE = Build()
_BUILD: ContextVar[Build] = ContextVar("hera_build", default=_NONE)


def current() -> Build:
    """Return the build that is going on; an empty one outside."""
    return _BUILD.get()


def report(
    message: str,
    item: Any,
    severity: Literal["error", "warning"] = "error",
    *,
    place: Place | None = None,
) -> None:
    """Note a finding about something that is being built, by default where it was made."""
    build = _BUILD.get()
    if build is not _NONE:
        place = place or getattr(item, "_place", None)
        build.findings.append(Noted(message, place, severity == "error"))


@contextmanager
def building(build: Build) -> Generator[Build, None, None]:
    """Let what is built inside the block know of this build."""
    token = _BUILD.set(build)
    try:
        yield build
    finally:
        _BUILD.reset(token)


def warn(message: str) -> None:
    """Warn at the user's line that is being run."""
    file, line = place_of_caller() or ("<unknown>", 1)
    warnings.warn_explicit(message, HeraWarning, file, line)


ONLY_READ = (
    "nothing is sent while the program is only read for the workflows that it defines: send them "
    'under `if __name__ == "__main__":`'
)
# For all threads, since a program may have several.
_readers: list[list[Any]] = []


@contextmanager
def only_reading() -> Generator[list[Any], None, None]:
    """Let programs define workflows while the context lasts, but neither judge nor send them.

    Yields:
        A list, to which each workflow is added that is built or would be sent.
    """
    built: list[Any] = []
    _readers.append(built)
    try:
        yield built
    finally:
        _readers[:] = (each for each in _readers if each is not built)


def note_built(workflow: Any) -> None:
    """Let who only reads programs know of a workflow, unless it is a part of another one."""
    if current() is _NONE:
        for built in _readers:
            built.append(workflow)


def is_only_read() -> bool:
    """Tell whether programs are only read, so that who reads them judges what they define."""
    return bool(_readers)


def refuse_sending(workflow: Any) -> None:
    """Let a workflow be sent.

    Raises:
        HeraException: programs are only read just now.
    """
    if _readers:
        note_built(workflow)
        raise HeraException(ONLY_READ)
