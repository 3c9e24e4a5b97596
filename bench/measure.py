"""Running a row: its sides take turns, so that a slow spell of the machine meets all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from .figures import Samples, Verdict, judge
from .row import Row
from .sampler import SampleError, Sampler
from .sides import Absent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row came to.

    Attributes:
        row: the row.
        samples: by the name of the side; without those that failed.
        reasons: why a side was not measured, by its name.
    """

    row: Row
    samples: Mapping[str, Samples]
    reasons: Mapping[str, str]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What each bar came to."""
        return tuple(judge(bar, self.samples) for bar in self.row.bars)


def measure(row: Row, runs: int, progress: Callable[[str], None]) -> Outcome:
    """Run each side once unmeasured, then all in turn.

    The first run writes the compiled files and fills the caches that live as long as a process.

    Args:
        row: the row.
        runs: how often each side is measured.
        progress: told what is about to be done.
    """
    reasons = {side.name: side.reason for side in row.sides if isinstance(side, Absent)}
    values: dict[str, list[float]] = {}
    with ExitStack() as running:
        samplers: dict[str, Sampler] = {}
        for side in row.sides:
            if not isinstance(side, Absent):
                samplers[side.name] = running.enter_context(Sampler(side))
        runs = min(runs, row.most_runs or runs)
        for turn in range(runs + 1):
            for name in list(samplers):
                progress(f"{row.name}: {name}, " + (f"run {turn} of {runs}" if turn else "warm-up"))
                try:
                    value = samplers[name].sample()
                except SampleError as error:
                    reasons[name] = str(error)
                    del samplers[name]
                    values.pop(name, None)
                    continue
                if turn:
                    values.setdefault(name, []).append(value)
    samples = {name: Samples(tuple(found)) for name, found in values.items()}
    return Outcome(row, samples, reasons)
