"""Where files are judged: here, or in other processes where that is quicker or safer."""

from __future__ import annotations

import os
from functools import cached_property

from hera_models._runtime.gc_pause import gc_paused

from .messages import FORKS, Answer, Ask, Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .judge import Judge
    from .model import Options
    from .workers import Workers

_BATCH = 2**18
# A process takes about as long to start as so many bytes of manifests to judge.
_PAYS = 2 * 2**20
# And as so many programs to run, where the next one finds loaded what it needs.
_PROGRAMS = 4 if FORKS else 1


class Judging:
    """Judges files, in as many processes as pay.

    Args:
        options: How to judge.
        jobs: How many processes there may be; by default as many as processors.
    """

    def __init__(self, options: Options, jobs: int | None) -> None:
        self._options = options
        self._jobs = jobs or os.cpu_count() or 1
        self._workers: Workers | None = None

    # A run needs one of the two mostly, and processes start while the linter is loaded here.

    @cached_property
    def _judge(self) -> Judge:
        from .judge import Judge

        return Judge(self._options)

    def _started(self, requests: Sequence[Request]) -> Workers:
        from .workers import Workers

        return Workers(self._options, self._number(requests))

    def answers(
        self, requests: Sequence[Request], asking: Callable[[Request], Ask]
    ) -> Iterator[tuple[Request, Answer]]:
        """Return the answer to each request, as they come.

        Args:
            requests: The files.
            asking: Gives what answers the questions about other files that a file has.

        Raises:
            ValueError: An option has a value that there is not.
        """
        apart, here = self._divided(requests)
        if apart:
            self._workers = self._workers or self._started(apart)
            for request in apart:
                self._workers.submit(request, asking(request))
        judge = self._judge
        for batch in _batches(here):
            # Objects die in great number with each file, but none of them waits for the collector,
            # which would go through all that is loaded every few files.
            with gc_paused():
                answers = [(each, judge.judge(each, asking(each))) for each in batch]
            yield from answers
        if apart and self._workers:
            for request, answer, hint in self._workers.answers():
                if isinstance(answer, str):
                    answer = judge.give_up(request, answer, hint)
                yield request, answer

    def close(self) -> None:
        """End all processes."""
        if self._workers is not None:
            self._workers.close()

    def _divided(self, requests: Sequence[Request]) -> tuple[list[Request], list[Request]]:
        apart = [each for each in requests if each.is_program and each.source is None]
        here = [each for each in requests if not each.is_program or each.source is not None]
        if self._jobs > 1 and sum(len(each.data) for each in here) > 2 * _PAYS:
            # The largest come first, so that none is left alone at the end.
            apart += sorted(here, key=lambda each: -len(each.data))
            here = []
        return apart, here

    def _number(self, requests: Sequence[Request]) -> int:
        programs = sum(1 for each in requests if each.is_program)
        size = sum(len(each.data) for each in requests)
        wanted = max(-(-programs // _PROGRAMS), size // _PAYS)
        return min(self._jobs, len(requests), wanted)


def _batches(requests: Sequence[Request]) -> Iterator[list[Request]]:
    """Cut a list after so many bytes to judge."""
    batch: list[Request] = []
    size = 0
    for request in requests:
        batch.append(request)
        size += len(request.data)
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
