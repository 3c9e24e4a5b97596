"""What formats need besides the findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .excerpt import Texts


@dataclass(frozen=True)
class Style:
    """What formats need besides the findings.

    Attributes:
        texts: Gives the text of the files.
        root: The repository's folder, from which services name files.
        colour: Whether to write the escape sequences with which terminals show colours.
        width: Columns that a line of a file may take before it is cut around the place.
        summed_up: Whether people are told how many findings there are.
    """

    texts: Texts = field(default_factory=Texts)
    root: Path = field(default_factory=Path.cwd)
    colour: bool = False
    width: int = 100
    summed_up: bool = True
