"""Doing one thing to many items, a few at a time: the one place where the clients differ."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from ._errors import ConfigError

T = TypeVar("T")
R = TypeVar("R")


class Workers:
    """Threads, a bounded number of them."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = _checked(concurrency)

    def map(self, work: Callable[[T], R], items: Sequence[T]) -> list[R]:
        """Return the result for each item, in order."""
        if not items:
            return []
        with ThreadPoolExecutor(min(self._concurrency, len(items)), "hera-client") as pool:
            return list(pool.map(work, items))


class AsyncWorkers:
    """Tasks, a bounded number of them at work."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = _checked(concurrency)

    async def map(self, work: Callable[[T], Awaitable[R]], items: Sequence[T]) -> list[R]:
        """Return the result for each item, in order."""
        gate = asyncio.Semaphore(self._concurrency)

        async def one(item: T) -> R:
            async with gate:
                return await work(item)

        return list(await asyncio.gather(*map(one, items)))


def _checked(concurrency: object) -> int:
    if type(concurrency) is not int or concurrency < 1:
        raise ConfigError(f"concurrency is {concurrency!r}; expected an int from 1")
    return concurrency
