"""The child's end of a measurement: one timed run for each line on standard input."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

Data = TypeVar("Data")
Result = TypeVar("Result")


def serve(
    prepare: Callable[[], Data],
    work: Callable[[Data], Result],
    count: Callable[[Result], int],
    expected: int,
) -> None:
    """Time ``work`` on fresh data for each line read, and print the seconds it took.

    Making the data, counting and the release of the result are not timed. The garbage collector
    stays in its default state; what an earlier run left is collected before the clock starts.

    Args:
        prepare: makes the data of one run.
        work: what is timed.
        count: counts what the result holds, to show that the work was done.
        expected: what it must count; anything else ends the program.
    """
    for _ in sys.stdin:
        data = prepare()
        gc.collect()
        started = perf_counter()
        result = work(data)
        seconds = perf_counter() - started
        if count(result) != expected:
            sys.exit(f"wrong result: expected {expected} tasks or nodes, found {count(result)}")
        print(seconds, flush=True)
        del data, result


def count(result: int | list[object]) -> int:
    """Return what was counted already, or how many were kept."""
    return result if isinstance(result, int) else len(result)
