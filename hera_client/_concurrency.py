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

    def map(
        self, work: Callable[[T], R], items: Sequence[T], interrupted: Callable[[], object]
    ) -> list[R]:
        """Return the result for each item, in order.

        Args:
            work: What to do with each item.
            items: The items.
            interrupted: Called where the caller is interrupted, by Ctrl-C say: work under way is
                then waited for, and had better end soon; no other is begun.
        """
        if not items:
            return []
        with ThreadPoolExecutor(min(self._concurrency, len(items)), "hera-client") as pool:
            try:
                return list(pool.map(work, items))
            except BaseException:
                interrupted()
                raise


class AsyncWorkers:
    """Tasks, a bounded number of them at work."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = _checked(concurrency)

    async def map(
        self,
        work: Callable[[T], Awaitable[R]],
        items: Sequence[T],
        interrupted: Callable[[], object],
    ) -> list[R]:
        """Return the result for each item, in order.

        Args:
            work: What to do with each item.
            items: The items.
            interrupted: Called where the caller is cancelled: so is the work under way by then, and
                no other is begun.
        """
        gate = asyncio.Semaphore(self._concurrency)

        async def one(item: T) -> R:
            async with gate:
                return await work(item)

        try:
            return list(await asyncio.gather(*map(one, items)))
        except BaseException:
            interrupted()
            raise


def _checked(concurrency: object) -> int:
    if type(concurrency) is not int or concurrency < 1:
        raise ConfigError(f"concurrency is {concurrency!r}; expected an int from 1")
    return concurrency
