"""What passes between the parts: options in, findings with their places out."""

from __future__ import annotations

from dataclasses import dataclass, field

# Nothing of the linter is loaded for them: a run that finds all in the cache needs none of it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any, Literal

    from ..engine import Mode, Profile
    from ..finding import Finding


@dataclass(frozen=True)
class Span:
    """A stretch of a text. Lines and columns (in characters) count from 1; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Located:
    """A finding with its place in a file.

    Attributes:
        finding: The finding; its path begins at the object.
        file: The file as it was named, ``-`` for standard input.
        span: The place in the file; None where there is none, as in a binary file.
        subject: The object as people know it: ``Workflow hello``; empty if the file as a whole is
            meant.
        document: The document's number in the file, from 0.
        inside: Where the object lies in its document: empty, or ``("items", 3)`` in a list.
    """

    finding: Finding
    file: str
    span: Span | None = None
    subject: str = ""
    document: int = 0
    inside: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Options:
    """How files are judged; the fields are those of :func:`hera.lint.lint`, and:

    Attributes:
        templates: Files and folders whose templates may be referred to, besides those that are
            linted.
        select: Codes or their beginnings (``HL7``); only such findings are told. Empty: all.
        ignore: Codes or their beginnings that are not told.
        exclude: Globs of what is left out when a folder is searched: one without a slash is for
            the name of a file or folder, another for the path.
        force_exclude: Whether files that are named are treated as those in a folder: `exclude`
            holds for them, programs are run only where they import `hera`, and what cannot be read
            is told only where it looks as if it were Argo's.
        programs: Whether programs are run; else Python files are left out.
        program_timeout: How many seconds a program may run.
    """

    mode: Mode = "lint"
    defaults: Mapping[str, Any] | None = field(default=None, hash=False)
    templates: tuple[Path, ...] = ()
    missing: Literal["error", "warning"] | None = None
    argo: str = "4.1"
    profile: Profile = "default"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    programs: bool = True
    program_timeout: float = 60.0


@dataclass(frozen=True)
class FileResult:
    """What was found in one file.

    Attributes:
        file: As in `Located`.
        findings: In the order of their places.
        objects: How many objects of Argo's were judged.
        cached: Whether this was known from an earlier run.
    """

    file: str
    findings: tuple[Located, ...] = ()
    objects: int = 0
    cached: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to judge, and nothing was found."""
        return not self.objects and not self.findings
