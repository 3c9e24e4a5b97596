"""The arithmetic: what samples come to, and whether a bar is met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from statistics import median
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["seconds", "mebibytes"]


@dataclass(frozen=True, slots=True)
class Samples:
    """What one side took, run by run; at least one run."""

    values: tuple[float, ...]

    @property
    def least(self) -> float:
        """The smallest value."""
        return min(self.values)

    @property
    def middle(self) -> float:
        """The median, by which bars are judged."""
        return median(self.values)

    @property
    def most(self) -> float:
        """The largest value."""
        return max(self.values)


class Measure(Enum):
    """How a bar looks at the medians of its two sides."""

    VALUE = "the subject's alone"
    OVER = "the subject's less the base's"
    TIMES = "the subject's divided by the base's"


@dataclass(frozen=True, slots=True)
class Bar:
    """The most that a row may take.

    Attributes:
        limit: in the row's unit, or a factor for ``Measure.TIMES``.
        subject: the name of the side that is judged.
        measure: how it is judged.
        base: the name of the side it is compared with; unused for ``Measure.VALUE``.
        aim: whether it is wished for only, so that a miss is told but is no failure.
    """

    limit: float
    subject: str
    measure: Measure
    base: str = ""
    aim: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a bar came to; ``found`` is None where a side of it was not measured."""

    bar: Bar
    found: float | None

    @property
    def met(self) -> bool:
        """Whether the bar was measured and is met."""
        return self.found is not None and self.found <= self.bar.limit

    @property
    def word(self) -> str:
        """The verdict as the table shows it."""
        if self.found is None:
            return "not measured"
        return "PASS" if self.met else "MISS"


def judge(bar: Bar, samples: Mapping[str, Samples]) -> Verdict:
    """Compare the medians of the bar's sides with its limit."""
    subject = samples.get(bar.subject)
    if subject is None:
        return Verdict(bar, None)
    if bar.measure is Measure.VALUE:
        return Verdict(bar, subject.middle)
    base = samples.get(bar.base)
    if base is None:
        return Verdict(bar, None)
    if bar.measure is Measure.OVER:
        return Verdict(bar, subject.middle - base.middle)
    return Verdict(bar, subject.middle / base.middle)
