"""How far a run is, on a terminal."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any

from hera.lint.project.formats.excerpt import visible

# Seconds; what is done sooner needs no progress, and rich takes a tenth of that to load.
_PATIENCE = 0.7


class Progress:
    """A bar on stderr, which appears when a run takes its time and goes when it ends."""

    def __init__(self) -> None:
        self._since = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __call__(self, done: int, total: int, file: str) -> None:
        """Show how far the run is."""
        if self._bar is None:
            if time.monotonic() - self._since < _PATIENCE:
                return
            self._bar = _bar()
            self._bar.start()
            self._task = self._bar.add_task("", total=total)
        self._bar.update(self._task, completed=done, total=total, description=visible(file))

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    name = TextColumn("{task.description}", markup=False)
    return Progress(
        BarColumn(), MofNCompleteColumn(), name, console=Console(stderr=True), transient=True
    )
