"""How each side of a row is run: its command and its environment."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .figures import Unit

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "bench" / "programs"

# Runs a module of `bench.programs`. The repository comes last on the path, so that a peer's `hera`
# is not hidden by ours; our own packages are put first by PYTHONPATH.
_MODULE = (
    "import runpy, sys; sys.path.append(sys.argv[1]); "
    "sys.argv[:2] = []; runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
)


@dataclass(frozen=True, slots=True)
class Side:
    """A child that measures one run for each line it is sent.

    Attributes:
        name: what the table calls it.
        command: the child's command line.
        environment: variables that it needs besides the usual ones.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Absent:
    """A side that can't be run, and why."""

    name: str
    reason: str


def ours(name: str, program: str, *arguments: object) -> Side:
    """Return a program that times itself, in this environment."""
    command = module(Path(sys.executable), program, *arguments)
    return Side(name, command, {"PYTHONPATH": str(ROOT)})


def theirs(name: str, python: Path, program: str, *arguments: object) -> Side:
    """Return a program that times itself, in a peer's environment."""
    return Side(name, module(python, program, *arguments))


def process(
    name: str,
    *command: object,
    unit: Unit = "seconds",
    clear: Path | None = None,
    path: Sequence[Path] = (),
) -> Side:
    """Return a command that is measured from outside, from its start to its end.

    Args:
        name: what the table calls it.
        command: the absolute path of a program, and its arguments.
        unit: what is measured.
        clear: a directory to remove before each run.
        path: where its Python finds packages, before its own.
    """
    launcher = [sys.executable, "-I", "-S", str(PROGRAMS / "launch.py")]
    arguments = [unit, str(clear or ""), *map(str, command)]
    found = {"PYTHONPATH": ":".join(map(str, path))} if path else {}
    return Side(name, [*launcher, *arguments], found)


def module(python: Path, program: str, *arguments: object) -> list[str]:
    """Return the command that runs a program of `bench.programs` in some environment."""
    command = [str(python), "-c", _MODULE, str(ROOT), f"bench.programs.{program}"]
    return [*command, *map(str, arguments)]
