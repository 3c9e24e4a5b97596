"""Python programs: they are run, and what they define is judged at the lines that made it.

Nothing is sent meanwhile, and what a program writes goes nowhere. A program that does not end, or
ends its process, is the concern of who runs it in a process of its own.
"""

# The facade's classes know each other's protected parts, and its linter theirs.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import os
import sys
import traceback
import warnings
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from hera._programs import is_library, module_of, own_frames, running
from hera.exceptions import BuildError, HeraWarning
from hera.workflows._core import building, state
from hera.workflows._core.flat import Place
from hera.workflows._core.target import translated
from hera.workflows._core.workflow import WorkflowBase
from hera_client._sending import sending_nothing

from ..file_rules import Doubtful, Failing, Problem, Sending, Wrong
from ..finding import Finding
from ..finding import Path as Keys
from ..registry import Report
from ..releases import release_of
from .ignores import heeded, of_python
from .model import Located, Span
from .places import places_of, workflows_held
from .reading import LINE_END
from .source import Object, Source, decoded, subject_of

_GUARD = 'put it under `if __name__ == "__main__":`'
_UNREAD = ", so what comes after this was not read"
# So many characters of what an exception says are told; some hold all that a program was given.
_LONGEST = 1000


@dataclass(frozen=True)
class Program(Source):
    """What a program defines.

    Attributes:
        places: For each object the places where its parts were made, by their paths.
        path: Where the program lies, without links.
    """

    places: list[Mapping[Keys, Place]] = field(default_factory=list[Mapping[Keys, Place]])
    path: str = ""

    def locate(self, finding: Finding, found: Object) -> Located:
        """Return a finding about an object with the line that made what it is about."""
        places = self.places[found.document]
        path = finding.path
        while path not in places and path:
            path = path[:-1]
        return self._at(finding, places.get(path), found.subject, found.document)

    def heeded(self, found: Iterable[Located], *, production: bool) -> list[Located]:
        """Return the findings that no comment silences, in the program or its modules."""
        own: list[Located] = []
        others: dict[str, list[Located]] = {}
        for each in found:
            (own if each.file == self.file else others.setdefault(each.file, [])).append(each)
        told = heeded(own, of_python(self.text), self.file, production=production)
        for file, elsewhere in others.items():
            ignores = of_python(_text_of(file))
            left = heeded(elsewhere, ignores, file, production=production)
            # Of what use a module's comments are is told where the module is judged itself.
            told += [each for each in left if each in elsewhere]
        return told

    def add(self, view: Problem, place: Place | None, subject: str = "") -> None:
        """Add something wrong besides what the manifests show."""
        report = Report()
        report.check(view)
        found = self._at(report.findings[0], place, subject, 0)
        # A workflow may be built several times.
        if found not in self.problems:
            self.problems.append(found)

    def _at(self, finding: Finding, place: Place | None, subject: str, document: int) -> Located:
        if place is None or is_library(place[0]):
            return Located(finding, self.file, None, subject, document)
        path, line = place
        file = self.file if os.path.realpath(path) == self.path else _shown(path)
        text = self.text if file == self.file else _text_of(file)
        return Located(finding, file, _line(text, line), subject, document)


def run(file: str, path: str, data: bytes, *, argo: str = "4.1") -> Program:
    """Run a program, and return what it defines; whatever it does, nothing is raised.

    Args:
        file: Its name, for findings.
        path: Where it lies.
        data: Its content.
        argo: The release that its workflows are for.

    Returns:
        The workflows that it keeps or builds, and what is wrong besides what they show.
    """
    text = decoded(file, data)
    if isinstance(text, Located):
        return Program(file, problems=[text])
    program = Program(file, text, path=os.path.realpath(path))
    module = module_of(Path(path))
    if module is None:
        program.add(Failing("not a Python file"), None)
        return program
    with _apart(program) as built:
        try:
            with running(module):
                _take_all(program, module, built, argo)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            _add_failure(program, error)
            # What was defined by then is there all the same.
            _take_all(program, module, built, argo)
    return program


@contextmanager
def _apart(program: Program) -> Generator[list[Any]]:
    """Let a program neither send nor show anything; keep its warnings of the build.

    Yields:
        The workflows that it builds, as it goes.
    """

    def note(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: object = None,
        line: object = None,
    ) -> None:
        if issubclass(category, HeraWarning):
            program.add(Doubtful(str(message)), (filename, lineno))

    arguments = sys.argv
    with (
        open(os.devnull, "w") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
        warnings.catch_warnings(),
        state.only_reading() as built,
        sending_nothing(state.ONLY_READ),
    ):
        warnings.simplefilter("always", HeraWarning)
        warnings.showwarning = note
        sys.argv = [program.file]
        try:
            yield built
        finally:
            sys.argv = arguments


def _take_all(program: Program, module: ModuleType, built: list[Any], argo: str) -> None:
    """Add the workflows among a module's variables, and those that the program builds."""
    held = workflows_held(module)
    for each in {id(each): each for each in [*held, *built]}.values():
        # Of what an exception cut short, nobody knows what it would have held.
        if "_cut_short" in vars(each):
            continue
        try:
            # A workflow of the earlier API becomes one of today's when it is asked for.
            _take(program, each if isinstance(each, WorkflowBase) else each._built(), argo)
        except Exception as error:
            _add_failure(program, error, each)


def _take(program: Program, workflow: WorkflowBase, argo: str) -> None:
    manifest, noted = building.draft(workflow)
    manifest, _ = translated(manifest, release_of(argo).number)
    # One of the earlier API becomes another one each time it is built.
    if any(
        manifest == there.manifest and workflow._place == places.get(())
        for there, places in zip(program.objects, program.places, strict=True)
    ):
        return
    subject = subject_of(manifest)
    for message, place, is_error in noted:
        view = Wrong(message) if is_error else Doubtful(message)
        program.add(view, place or workflow._place, subject)
    program.objects.append(Object(manifest, len(program.places)))
    program.places.append(places_of(workflow, manifest))


def _add_failure(program: Program, error: BaseException, workflow: Any = None) -> None:
    """Add why a program ended before its end, or why a workflow cannot be built."""
    frames = own_frames(error)
    place = _own_place(program, frames)
    if workflow is not None:
        name = workflow.name or getattr(workflow, "generate_name", None) or ""
        subject = f"{type(workflow).__name__} {name}"
        program.add(Wrong(_told(error)), place or workflow._place, subject.strip())
    elif error.args[:1] == (state.ONLY_READ,):
        program.add(
            Sending(f"nothing is sent while a program is only read{_UNREAD}", _GUARD), place
        )
    elif isinstance(error, SystemExit) and not error.code:
        program.add(Sending(f"the program ends itself here{_UNREAD}", _GUARD), place)
    elif isinstance(error, SyntaxError) and error.filename and not is_library(error.filename):
        program.add(Failing(f"not Python: {error.msg}"), (error.filename, error.lineno or 1))
    else:
        program.add(Failing(f"the program fails: {_told(error)}{_way(program, frames)}"), place)


def _told(error: BaseException) -> str:
    if isinstance(error, BuildError):
        return "; ".join(error.findings)
    if isinstance(error, SystemExit):
        return f"it ends itself with {error.code!r}"
    told = "".join(traceback.format_exception_only(error)).strip()
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def _own_place(program: Program, frames: list[traceback.FrameSummary]) -> Place | None:
    """Return the innermost line of the program itself that led to an error."""
    for frame in reversed(frames):
        if os.path.realpath(frame.filename) == program.path:
            return frame.filename, frame.lineno or 1
    return None


def _way(program: Program, frames: list[traceback.FrameSummary]) -> str:
    """Return through which of the user's lines an error came, if not just one."""
    if len(frames) < 2:
        return ""
    shown = (f"{_shown(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames[-8:])
    return f" ({' > '.join(shown)})"


def _shown(path: str) -> str:
    """Return a file as seen from the current folder if it lies in it."""
    relative = os.path.relpath(path)
    return path if relative.startswith(os.pardir) else relative


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _line(text: str, number: int) -> Span:
    """Return where a line of a program stands, without its indentation."""
    # Python counts lines by these ends alone, where texts split at others as well.
    lines = LINE_END.split(text)
    shown = lines[number - 1] if number <= len(lines) else ""
    column = len(shown) - len(shown.lstrip()) + 1
    return Span(number, column, number, max(len(shown.rstrip()) + 1, column))
