"""A row: one piece of work, the sides that do it, and the bars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from .environments import Missing
from .figures import Bar, Unit
from .sides import Absent, Side

PEER = "Hera 7.1"

AnySide: TypeAlias = "Side | Absent"


@dataclass(frozen=True, slots=True)
class Peers:
    """What the sides need besides this library.

    Attributes:
        hera: where Hera's commands are, or why they are not.
        codegen: the same for datamodel-code-generator's.
        output: a directory for output.
        server: the URL of the server that the client's rows ask.
    """

    hera: Path | Missing
    codegen: Path | Missing
    output: Path
    server: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of work and the sides that do it, in the order in which they take turns.

    Attributes:
        name: what chooses it at the command line.
        title: what the table calls it.
        sides: what is measured.
        bars: what it must keep to.
        unit: what the figures are in.
        most_runs: more runs than so many show nothing new; None where each run counts.
    """

    name: str
    title: str
    sides: tuple[AnySide, ...]
    bars: tuple[Bar, ...]
    unit: Unit = "seconds"
    most_runs: int | None = None


def hera(peers: Peers, side: Callable[[Path], Side], name: str = PEER) -> AnySide:
    """Return a side of Hera, made of the path of its Python; or why there is none."""
    if isinstance(peers.hera, Missing):
        return Absent(name, peers.hera.reason)
    return side(peers.hera / "python")
