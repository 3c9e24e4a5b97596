"""Several streams as one, their items as they come: with tasks, and in a thread for blocking code."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from contextlib import aclosing
from functools import partial
from typing import TypeVar

T = TypeVar("T")


async def merged(
    sources: AsyncGenerator[AsyncGenerator[T, None], None], at_once: int
) -> AsyncGenerator[T, None]:
    """Yield the items of several streams, each as soon as it is there.

    The first error of any stream is raised. However it ends, all streams are closed.

    Args:
        sources: the streams, which may come one by one as well.
        at_once: how many of them are read at the same time; the others wait for their turn.
    """
    # An item in a tuple, an error, or None for a task that has ended. It holds one: who takes the
    # items slowly slows down the streams.
    arrived: asyncio.Queue[tuple[T] | Exception | None] = asyncio.Queue(1)
    tasks: list[asyncio.Task[None]] = []
    turns = asyncio.Semaphore(at_once)

    def start(work: Callable[[], Awaitable[None]]) -> None:
        tasks.append(asyncio.create_task(told(work)))

    async def told(work: Callable[[], Awaitable[None]]) -> None:
        outcome: Exception | None = None
        try:
            await work()
        except Exception as error:  # of whatever kind: it is raised where the items are taken
            # Of whatever kind: it is raised where the items are taken.
            outcome = error
        await arrived.put(outcome)

    async def read(source: AsyncGenerator[T, None]) -> None:
        async with turns, aclosing(source):
            async for item in source:
                await arrived.put((item,))

    async def open_all() -> None:
        async with aclosing(sources):
            async for source in sources:
                start(partial(read, source))

    ended = 0
    start(open_all)
    try:
        while ended < len(tasks):
            got = await arrived.get()
            if isinstance(got, tuple):
                yield got[0]
            elif got is not None:
                raise got
            else:
                ended += 1
    finally:
        await _cancelled(tasks)


def in_thread(open_: Callable[[], AsyncGenerator[T, None]]) -> Generator[T, None, None]:
    """Yield the items of an asynchronous stream to blocking code.

    The stream has a thread with an event loop of its own, so this works within another event loop
    as well. Only a loop can stop reading while nothing comes; a thread that reads cannot be stopped.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="hera-client", daemon=True)
    thread.start()
    stream = open_()
    question = _next(stream)
    try:
        while (item := asyncio.run_coroutine_threadsafe(question, loop).result()) is not None:
            yield item[0]
            question = _next(stream)
    finally:
        # When the interpreter ends, the thread stands still already, and its sockets are closed
        # with the process.
        if not sys.is_finalizing():
            asyncio.run_coroutine_threadsafe(_end(stream), loop).result()
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()
            # An interrupt may have come before the loop had the question.
            question.close()


async def _next(stream: AsyncGenerator[T, None]) -> tuple[T] | None:
    try:
        return (await stream.__anext__(),)
    except StopAsyncIteration:
        return None


async def _end(stream: AsyncGenerator[T, None]) -> None:
    # A question for the next item may be under way still: the caller was interrupted.
    await _cancelled(asyncio.all_tasks() - {asyncio.current_task()})
    await stream.aclose()
    loop = asyncio.get_running_loop()
    await loop.shutdown_asyncgens()
    await loop.shutdown_default_executor()


async def _cancelled(tasks: Iterable[asyncio.Task[None] | None]) -> None:
    """Cancel tasks and wait until they have ended."""
    under_way = [task for task in tasks if task is not None]
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
