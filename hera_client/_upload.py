"""Reads the body of an upload beside the event loop, which a slow disk would else hold up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from ._http import http

__all__ = ["ReadInThread"]


class ReadInThread(http.AsyncByteStream):
    """A body whose pieces are read in a thread, one after the other."""

    def __init__(self, body: http.SyncByteStream) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = iter(self._body)
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece
