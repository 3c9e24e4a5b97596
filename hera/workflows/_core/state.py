"""What one build knows besides the objects: which templates are looped over, what was found."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from hera.exceptions import HeraWarning

from .flat import Place, place_of_caller


@dataclass
class Build:
    """One build: names of the templates that a loop uses, and findings with their places."""

    looped: frozenset[str | None] = frozenset()
    findings: list[tuple[str, Place | None]] = field(
        default_factory=list[tuple[str, Place | None]]
    )


_NONE = Build()
_BUILD: ContextVar[Build] = ContextVar("hera_build", default=_NONE)


def current() -> Build:
    """Return the build that is going on; an empty one outside."""
    return _BUILD.get()


def report(message: str, item: Any) -> None:
    """Note a finding about something that is being built."""
    build = _BUILD.get()
    if build is not _NONE:
        build.findings.append((message, getattr(item, "_place", None)))


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
