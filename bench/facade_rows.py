"""What is measured of `hera.workflows`, beside Hera 7.1, which runs the same programs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from .figures import Bar, Measure
from .row import PEER, AnySide, Peers, Row, hera
from .sides import PROGRAMS, ROOT, Side, module, ours, process, theirs

FACADE = "hera"

_IMPORT = "import hera.workflows"
_NAMES = "from hera.workflows import DAG, Parameter, Task, Workflow, script"


def facade_rows(peers: Peers, tasks: int) -> tuple[Row, ...]:
    """Return the rows of the facade.

    Args:
        peers: where the peers are.
        tasks: the number of tasks of the large workflows; the bars are set for 10,000.
    """
    many = max(tasks * 2 // 5, 1)
    return (
        _import(peers),
        _hello(peers),
        _dag(peers, tasks, "write", "chain", "one script: define, to_yaml", 0.2),
        _dag(peers, tasks, "read", "read", "from_yaml", 0.25),
        _memory(peers, tasks),
        _growth(peers, many, "containers", f"{many:,} distinct container templates"),
        _growth(peers, many, "scripts", f"{many:,} distinct script templates", aim=True),
        _growth(peers, many, "fan-in", f"a task that waits for {many:,}"),
    )


def _import(peers: Peers) -> Row:
    def sides(suffix: str, code: str) -> tuple[AnySide, ...]:
        mine, other = FACADE + suffix, PEER + suffix
        return (
            process(mine, sys.executable, "-c", code, path=[ROOT]),
            hera(peers, lambda python: process(other, python, "-c", code), other),
        )

    # Ours loads what is behind a name when it is first asked for: the second pair shows what of.
    named = ", with names"
    return Row(
        "facade-import",
        f"{_IMPORT}, whole process; with names: Workflow, DAG, Task, Parameter, script",
        (*sides("", _IMPORT), *sides(named, _NAMES)),
        (
            Bar(0.3, FACADE, Measure.TIMES, PEER),
            Bar(0.3, FACADE + named, Measure.TIMES, PEER + named),
        ),
    )


def _hello(peers: Peers) -> Row:
    def sides(kind: str, program: Path) -> tuple[AnySide, ...]:
        other = f"{PEER}, {kind}"
        return (
            process(f"{FACADE}, {kind}", sys.executable, program, path=[ROOT]),
            hera(peers, lambda python: process(other, python, program), other),
        )

    script, container = "script", "container"
    return Row(
        "facade-hello",
        "hello-world program to YAML, whole process",
        (
            *sides(script, PROGRAMS / "hello_script.py"),
            *sides(container, PROGRAMS / "hello_hera.py"),
        ),
        tuple(
            Bar(0.33, f"{FACADE}, {kind}", Measure.TIMES, f"{PEER}, {kind}")
            for kind in (script, container)
        ),
    )


def _dag(peers: Peers, tasks: int, name: str, work: str, what: str, limit: float) -> Row:
    return Row(
        f"facade-{name}",
        f"{tasks:,}-task DAG, {what}",
        (
            ours(FACADE, "facade", work, tasks),
            hera(peers, lambda python: theirs(PEER, python, "facade", work, tasks)),
        ),
        (Bar(limit, FACADE, Measure.TIMES, PEER),),
    )


def _memory(peers: Peers, tasks: int) -> Row:
    def side(name: str, path: list[Path]) -> Callable[[Path], Side]:
        return lambda python: process(
            name, *module(python, "facade", "once", tasks), unit="mebibytes", path=path
        )

    return Row(
        "facade-memory",
        f"the most memory of a process that defines and writes the {tasks:,}-task DAG",
        (side(FACADE, [ROOT])(Path(sys.executable)), hera(peers, side(PEER, []))),
        (Bar(0.7, FACADE, Measure.TIMES, PEER),),
        unit="mebibytes",
        most_runs=3,
    )


def _growth(peers: Peers, size: int, work: str, what: str, *, aim: bool = False) -> Row:
    """Return how the cost compares, and how it grows with four times the size."""
    quarter = max(size // 4, 1)
    large, small, other = (
        f"{FACADE}, {size:,}",
        f"{FACADE}, {quarter:,}",
        f"{PEER}, {size:,}",
    )
    return Row(
        f"facade-{work}",
        f"{what}: define, to_yaml",
        (
            ours(large, "facade", work, size),
            ours(small, "facade", work, quarter),
            hera(peers, lambda python: theirs(other, python, "facade", work, size), other),
        ),
        (
            Bar(0.1, large, Measure.TIMES, other, aim=aim),
            Bar(5, large, Measure.TIMES, small),
        ),
        # One run of Hera takes seconds here.
        most_runs=5,
    )
