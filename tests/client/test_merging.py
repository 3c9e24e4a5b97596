"""Several streams as one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, closing

import pytest

from hera_client._merging import in_thread, merged


class Streams:
    """Streams that give an item when it is released, and tell which of them are open."""

    def __init__(self, count: int) -> None:
        self.queues: list[asyncio.Queue[str | Exception | None]] = []
        self.queues += [asyncio.Queue() for _ in range(count)]
        self.open: set[int] = set()

    async def one(self, number: int) -> AsyncGenerator[str, None]:
        self.open.add(number)
        try:
            while (item := await self.queues[number].get()) is not None:
                if isinstance(item, Exception):
                    raise item
                yield item
        finally:
            self.open.discard(number)

    async def all(self) -> AsyncGenerator[AsyncGenerator[str, None], None]:
        for number in range(len(self.queues)):
            yield self.one(number)


def test_items_come_as_they_are_there() -> None:
    async def work() -> None:
        streams = Streams(2)
        items = merged(streams.all(), 2)
        for number, text in ((1, "a"), (0, "b"), (1, "c")):
            streams.queues[number].put_nowait(text)
            assert await anext(items) == text
        for queue in streams.queues:
            queue.put_nowait(None)
        assert [item async for item in items] == []
        assert not streams.open

    asyncio.run(work())


def test_no_more_are_open_at_once_than_allowed() -> None:
    async def work() -> None:
        streams = Streams(5)
        for number, queue in enumerate(streams.queues):
            queue.put_nowait(str(number))
            queue.put_nowait(None)
        seen: list[str] = []
        async for item in merged(streams.all(), 2):
            seen.append(item)
            assert len(streams.open) <= 2
        assert sorted(seen) == ["0", "1", "2", "3", "4"]

    asyncio.run(work())


@pytest.mark.parametrize("wait", [True, False], ids=["at an item", "while waiting"])
def test_an_end_before_the_end_closes_all(wait: bool) -> None:
    async def work() -> None:
        streams = Streams(3)
        streams.queues[0].put_nowait("a")
        async with aclosing(merged(streams.all(), 3)) as items:
            assert await anext(items) == "a"
            assert streams.open == {0, 1, 2}
            if not wait:
                with pytest.raises(asyncio.TimeoutError):
                    await asyncio.wait_for(anext(items), 0.01)
        assert not streams.open
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(work())


def test_an_error_of_one_is_raised_and_closes_all() -> None:
    async def work() -> None:
        streams = Streams(3)
        streams.queues[1].put_nowait(ValueError("no"))
        with pytest.raises(ValueError, match="no"):
            await anext(merged(streams.all(), 3))
        assert not streams.open

    asyncio.run(work())


def test_an_error_of_what_brings_the_streams_is_raised() -> None:
    async def broken() -> AsyncGenerator[AsyncGenerator[str, None], None]:
        yield Streams(1).one(0)
        raise ValueError("no more")

    async def work() -> None:
        with pytest.raises(ValueError, match="no more"):
            await anext(merged(broken(), 3))

    asyncio.run(work())


async def counting(closed: list[str]) -> AsyncGenerator[int, None]:
    try:
        for number in range(3):
            await asyncio.sleep(0)
            yield number
        raise ValueError("that is all")
    finally:
        await asyncio.sleep(0)
        closed.append("closed")


def counting_in_thread(closed: list[str]) -> Callable[[], AsyncGenerator[int, None]]:
    return lambda: counting(closed)


def test_a_thread_hands_on_items_errors_and_the_end() -> None:
    closed: list[str] = []
    items = in_thread(counting_in_thread(closed))
    assert [next(items) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="that is all"):
        next(items)
    assert closed == ["closed"]
    assert list(items) == []


def test_a_thread_that_is_left_closes_its_stream() -> None:
    closed: list[str] = []
    with closing(in_thread(counting_in_thread(closed))) as items:
        assert next(items) == 0
    assert closed == ["closed"]
