"""What operations give besides one value: pages, watches, logs, bytes. Each closes in every case."""

from __future__ import annotations

import os
import random
from asyncio import sleep
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._errors import StreamInterruptedError
from .._files import PartialFile, begin, finish
from .._http import http
from .._retry import RetryPolicy
from .connection import BROKEN, connection_error, info

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")
ListT = TypeVar("ListT")
ItemT = TypeVar("ItemT")


class AsyncStream(Generic[T]):
    """An iterator that holds a connection while it is used.

    It is a context manager, and closes at its end, after an error, when it is left, and when it is
    no longer referred to.
    """

    def __init__(self, items: AsyncGenerator[T, None]) -> None:
        self._items = items

    def __aiter__(self) -> AsyncIterator[T]:
        return self._items

    async def __anext__(self) -> T:
        return await self._items.__anext__()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connection; the iteration ends."""
        await self._items.aclose()


class AsyncWatch(AsyncStream[T]):
    """What happens to objects, event by event. A cut is mended; no event comes twice.

    With ``timeout_seconds`` it ends in order when that time is up, over however many connections;
    without it goes on for ever.
    """


class AsyncLogs(AsyncStream[T]):
    """The lines of a log, as they come."""


class AsyncPages(AsyncStream[ItemT], Generic[ListT, ItemT]):
    """The items of a list, page by page; memory holds one page."""

    def __init__(self, pages: Callable[[], AsyncGenerator[ListT, None]]) -> None:
        self._pages = pages
        super().__init__(self._all())

    def pages(self) -> AsyncGenerator[ListT, None]:
        """Return an iterator over the pages instead of the items."""
        return self._pages()

    async def _all(self) -> AsyncGenerator[ItemT, None]:
        async with aclosing(self._pages()) as pages:
            async for page in pages:
                items: list[ItemT] | None = getattr(page, "items", None)
                for item in items or ():
                    yield item


class AsyncDownload(AsyncStream[bytes]):
    """The bytes of a file, exactly as the server keeps them.

    Where the server offers it, a download that breaks off is resumed; else it raises.
    """

    def __init__(
        self,
        opened: Callable[[dict[str, str]], Any],
        retry: RetryPolicy | None,
    ) -> None:
        self._opened = opened
        self._retry = retry or RetryPolicy.off()
        super().__init__(self._chunks())

    async def _chunks(self) -> AsyncGenerator[bytes, None]:
        file, cuts, started = PartialFile(), 0, monotonic()
        while True:
            before = file.received
            response: http.Response = await self._opened(file.wanted())
            asked = info(response.request)
            try:
                file.begin(response.status_code, response.headers, asked)
                async for chunk in response.aiter_raw():
                    file.take(chunk)
                    yield chunk
                file.finish(asked)
                return
            except BROKEN as failure:
                reason = connection_error(failure, response.request).reason
                cut = StreamInterruptedError(asked, f"{reason}, after {file.received} bytes")
                cut.__cause__ = failure
            finally:
                await response.aclose()
            if file.received > before:
                cuts, started = 0, monotonic()
            cuts += 1
            delay = self._retry.next_delay(cuts, monotonic() - started, random.random)
            if delay is None or not file.can_resume:
                raise cut
            await sleep(delay)

    async def read(self) -> bytes:
        """Return all bytes."""
        async with self:
            return b"".join([chunk async for chunk in self])

    async def save(
        self,
        path: str | os.PathLike[str],
        *,
        progress: Callable[[int], None] | None = None,
    ) -> Path:
        """Write the bytes to a file, which has its name only when it is whole.

        Args:
            path: where to; a file that is there is replaced.
            progress: called with the number of bytes so far, again and again.

        Raises:
            ArgoError: the download failed; no file of that name is made or changed.
            OSError: the file cannot be written.
        """
        target = Path(path)
        received = 0
        file, temporary = begin(target)
        try:
            with file:
                async with self:
                    async for chunk in self:
                        file.write(chunk)
                        received += len(chunk)
                        if progress is not None:
                            progress(received)
            finish(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        return target
