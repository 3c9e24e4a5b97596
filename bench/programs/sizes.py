"""How large the work of the client's rows is."""

from __future__ import annotations

from dataclasses import dataclass

SMALL, LARGE = "small", "large"
NODES = 100


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes that follow from the number of tasks; the bars are set for those of 10,000.

    Attributes:
        requests: small GETs in one run.
        lines: lines of a log.
        events: events of a watch.
        items: workflows of a list.
        streams: megabytes of the streams whose reading must not take memory, by name.
    """

    requests: int
    lines: int
    events: int
    items: int
    streams: dict[str, int]

    @property
    def nodes(self) -> int:
        """How many nodes the events of a watch show."""
        return self.events * NODES

    @classmethod
    def of(cls, tasks: int) -> Sizes:
        """Return the sizes for a number of tasks."""
        return cls(
            requests=max(tasks // 20, 1),
            lines=tasks * 10,
            events=max(tasks // 10, 1),
            items=max(tasks // 20, 1),
            streams={SMALL: max(tasks // 200, 1), LARGE: max(tasks // 10, 1)},
        )
