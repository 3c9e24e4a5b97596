"""The programs, and how they are run: one child process for each library and mode."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.environments import child_environment

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).with_name("programs")
_CHILD = Path(__file__).with_name("child.py")

Results = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Runs:
    """The results of all programs, by name.

    Attributes:
        theirs: the peer's.
        ours: this library's, as it is.
        ours_as_hera: this library's, with script sources as the peer writes them.
    """

    theirs: Results
    ours: Results
    ours_as_hera: Results


def programs(containing: str = "", place: Path = PROGRAMS) -> dict[str, Path]:
    """Return the programs below a directory whose names contain a text, by name: area/name."""
    found = {path.relative_to(place).with_suffix("").as_posix(): path for path in _files(place)}
    return {name: found[name] for name in sorted(found) if containing in name}


def run(chosen: dict[str, Path], peer: Path) -> Runs:
    """Run programs on both libraries.

    Args:
        chosen: the programs by name.
        peer: the peer's Python.
    """
    # The manner of `python -m`: the repository comes first, so that it is this `hera` that runs.
    ours = child_environment(PYTHONPATH=str(ROOT))
    sides = (
        (str(peer), "plain", child_environment()),
        (sys.executable, "plain", ours),
        (sys.executable, "hera", ours),
    )
    with ThreadPoolExecutor(len(sides)) as pool:
        return Runs(*pool.map(lambda side: _side(chosen, *side), sides))


def _files(place: Path) -> Sequence[Path]:
    return [path for path in place.rglob("*.py") if not path.name.startswith("_")]


def _side(chosen: dict[str, Path], python: str, mode: str, environment: dict[str, str]) -> Results:
    command = [python, str(_CHILD), mode, *map(str, chosen.values())]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment, check=True
    )
    by_file = {entry["file"]: entry for entry in map(json.loads, done.stdout.splitlines())}
    return {name: by_file[str(path)] for name, path in chosen.items()}
