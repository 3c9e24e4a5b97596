"""What is measured of the linter, beside reading the same texts into models."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .figures import Bar, Measure
from .row import AnySide, Peers, Row
from .sides import ROOT, Absent, module, ours, process

LINT = "hera.lint"
READ = "hera_models.load_all"
FIRST = "hera.lint, first run"
KNOWN = "hera.lint, from the cache"

_FILES = 1_000


def lint_rows(peers: Peers, tasks: int) -> tuple[Row, ...]:
    """Return the rows of the linter.

    Args:
        peers: where output belongs.
        tasks: the number of tasks of the large workflows; the bars are set for 10,000.
    """
    return (
        _examples(),
        _whole(),
        _dag(tasks),
        _growth(tasks),
        _cache(peers, min(_FILES, tasks)),
    )


def _folder() -> Path:
    return Path(os.environ.get("HERA_SHARED") or ROOT.parent / "shared") / "corpus" / "examples"


def _missing(name: str, folder: Path) -> Absent:
    return Absent(name, f"{folder} is missing; set HERA_SHARED to the reference material")


def _examples() -> Row:
    folder = _folder()

    def side(name: str, work: str) -> AnySide:
        return ours(name, "lint", work, folder) if folder.is_dir() else _missing(name, folder)

    return Row(
        "lint-examples",
        "Argo's examples, from their files, in one process",
        (side(LINT, "lint-folder"), side(READ, "read-folder")),
        (Bar(2, LINT, Measure.TIMES, READ),),
    )


def _whole() -> Row:
    folder = _folder()

    def side(name: str, work: str) -> AnySide:
        if not folder.is_dir():
            return _missing(name, folder)
        command = module(Path(sys.executable), "lint_folder", work, folder)
        return process(name, *command, path=[ROOT])

    return Row(
        "lint-process",
        "Argo's examples, from their files, whole process",
        (side(LINT, "lint"), side(READ, "read")),
        (Bar(2, LINT, Measure.TIMES, READ),),
    )


def _dag(tasks: int) -> Row:
    return Row(
        "lint-dag",
        f"{tasks:,}-task DAG, from YAML",
        (ours(LINT, "lint", "lint", tasks), ours(READ, "lint", "read", tasks)),
        (Bar(2, LINT, Measure.TIMES, READ),),
    )


def _growth(tasks: int) -> Row:
    large, small = f"{LINT}, {tasks * 4:,}", f"{LINT}, {tasks:,}"
    return Row(
        "lint-growth",
        f"{tasks * 4:,}-task DAG, from YAML",
        (ours(large, "lint", "lint", tasks * 4), ours(small, "lint", "lint", tasks)),
        (Bar(5, large, Measure.TIMES, small),),
        most_runs=5,
    )


def _cache(peers: Peers, files: int) -> Row:
    def side(name: str, *, cleared: bool) -> AnySide:
        # Each has its own, so that the run that is not measured fills the one that stays.
        cache = peers.output / ("first" if cleared else "known")
        folder = peers.output / "manifests"
        return process(
            name,
            *module(Path(sys.executable), "lint_files", folder, files, cache),
            clear=cache if cleared else None,
            path=[ROOT],
        )

    return Row(
        "lint-cache",
        f"{files:,} files that did not change, whole process",
        (side(FIRST, cleared=True), side(KNOWN, cleared=False)),
        (Bar(0.2, KNOWN, Measure.TIMES, FIRST),),
    )
