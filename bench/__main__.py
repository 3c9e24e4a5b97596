"""`python -m bench`: measure, and print the table."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .environments import CODEGEN, HERA, Missing, ensure
from .measure import Outcome, measure
from .report import as_data, print_table, reasons
from .row import Peers, Row
from .rows import PEER_GENERATOR, rows
from .server import serving
from .sides import ROOT, Absent

_HOME = ROOT / ".bench"
_LEFT_OUT = Missing("left out by --no-peers")
_ALONE = Peers(_LEFT_OUT, _LEFT_OUT, Path())


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments ask for; return the exit status."""
    options = _options(arguments)
    _HOME.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=_HOME) as output, serving(options.tasks) as server:
        work = _chosen(options, Path(output), server)
        outcomes = [measure(row, options.runs, _progress) for row in work]
    _progress("")
    print_table(outcomes, options.runs)
    for line in reasons(outcomes):
        print(f"\n{line}")
    if options.json is not None:
        _write(options.json, as_data(outcomes, options.runs))
    return 1 if options.check and not _all_met(outcomes) else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    names = [row.name for row in rows(_ALONE, 1)]
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--runs", type=_positive, default=7, metavar="N", help="runs of each side (default: 7)"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=names,
        metavar="NAME",
        help=f"measure this row; may be given again. One of: {', '.join(names)}",
    )
    parser.add_argument(
        "--tasks",
        type=_positive,
        default=10_000,
        metavar="N",
        help="size of the large workflows (default: 10000, for which the bars are set)",
    )
    parser.add_argument("--json", type=_target, metavar="FILE", help="write all samples to FILE")
    parser.add_argument(
        "--no-peers", action="store_true", help="measure this library alone; install nothing"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="exit with status 1 when a bar is missed or was not measured",
    )
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"expected a number of 1 or more, got {text!r}")
    return int(text)


def _target(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"expected a file in an existing directory, got {text!r}")
    return path


def _chosen(options: argparse.Namespace, output: Path, server: str) -> list[Row]:
    def chosen(peers: Peers) -> list[Row]:
        every = rows(peers, options.tasks)
        return [row for row in every if options.only is None or row.name in options.only]

    absent = {side.name for row in chosen(_ALONE) for side in row.sides if isinstance(side, Absent)}

    def peer(name: str, requirements: tuple[str, ...], needed: bool) -> Path | Missing:
        if options.no_peers or not needed:
            return _LEFT_OUT
        _progress(f"looking for the environment of {' '.join(requirements)}")
        return ensure(_HOME, name, requirements)

    codegen = peer(*CODEGEN, PEER_GENERATOR in absent)
    hera = peer(*HERA, bool(absent - {PEER_GENERATOR}))
    return chosen(Peers(hera, codegen, output, server))


def _all_met(outcomes: Sequence[Outcome]) -> bool:
    verdicts = [verdict for outcome in outcomes for verdict in outcome.verdicts]
    return all(verdict.met for verdict in verdicts if not verdict.bar.aim)


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        # Back to the line's begin, and clear it.
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _write(path: Path, data: dict[str, Any]) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        new.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        _progress("")
        sys.exit(130)
