"""One accepted connection: bytes in, bytes out, and the two ways to end it."""

from __future__ import annotations

import asyncio
import gc
import socket
import struct
import sys
import warnings
from collections.abc import Callable, Coroutine
from typing import Any

from ._wire import MAX_HEAD, Headers, Request, parse_head

Serve = Callable[["Connection"], Coroutine[Any, Any, None]]


class Connection(asyncio.Protocol):
    """A connection whose serving task ends as soon as the peer has gone.

    A protocol rather than a pair of streams: only it learns at once, in the middle of a response,
    that the peer has closed.
    """

    def __init__(self, serve: Serve, opened: Callable[[Connection], int]) -> None:
        self._serve = serve
        self._opened = opened
        self._buffer = bytearray()
        self._news = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()
        self.on_close: Callable[[Connection], None] = lambda _: None
        self.number = 0
        self.alive = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(f"expected a stream transport, got {transport!r}")
        self.transport = transport
        self.number = self._opened(self)
        self.task = asyncio.get_running_loop().create_task(self._serve(self))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._news.set()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.alive = False
        self._news.set()
        self._writable.set()
        self.task.cancel()
        self.on_close(self)

    async def write(self, data: bytes) -> None:
        """Send the bytes; return once the operating system has taken most of them."""
        if self.alive:
            self.transport.write(data)
        await self._writable.wait()
        # A turn for the loop: the peer's close is seen even while there is always more to send.
        await asyncio.sleep(0)

    async def flush(self) -> None:
        """Return once the operating system has taken every byte."""
        while self.alive and self.transport.get_write_buffer_size():
            await asyncio.sleep(0.001)

    def close(self) -> None:
        """End the connection in order, after what was written."""
        self.transport.close()

    def reset(self) -> None:
        """End the connection with RST: closing with SO_LINGER of 0 s drops it."""
        sock = self.transport.get_extra_info("socket")
        if sock is not None and sock.fileno() >= 0:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    async def _more(self) -> bool:
        """Wait for bytes; return False when the peer has gone."""
        self._news.clear()
        if self.alive:
            await self._news.wait()
        return self.alive

    def _take(self, count: int) -> bytes:
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        return data

    async def read_until(self, end: bytes) -> bytes:
        """Return the bytes up to and with `end`; raise ConnectionError where the peer goes."""
        while (found := self._buffer.find(end)) < 0:
            if len(self._buffer) > MAX_HEAD:
                raise ValueError(f"no {end!r} within {MAX_HEAD} bytes")
            if not await self._more():
                raise ConnectionError("the peer has gone")
        return self._take(found + len(end))

    async def read_exactly(self, count: int) -> bytes:
        while len(self._buffer) < count:
            if not await self._more():
                raise ConnectionError("the peer has gone")
        return self._take(count)

    async def read_head(self) -> bytes:
        return await self.read_until(b"\r\n\r\n")

    async def read_request(self) -> Request:
        """Read one request; raise ValueError for what is not HTTP/1.1."""
        head = await self.read_head()
        method, target, headers = parse_head(head[:-4])
        raw, body = await self._read_body(headers)
        return Request(method, target, headers, body, head + raw, self.number)

    async def _read_body(self, headers: Headers) -> tuple[bytes, bytes]:
        named = {name.lower(): value for name, value in headers}
        if named.get("transfer-encoding", "").lower() != "chunked":
            body = await self.read_exactly(int(named.get("content-length", "0")))
            return body, body
        raw, parts = bytearray(), bytearray()
        while True:
            line = await self.read_until(b"\r\n")
            size = int(line, 16)
            data = await self.read_exactly(size + 2)
            raw += line + data
            if not size:
                return bytes(raw), bytes(parts)
            parts += data[:-2]


class QuietHandshakes:
    """Keeps Python 3.10 from warning of each handshake that failed.

    There asyncio never closes the transport of such a connection, and nobody else can; the warning
    comes whenever it is collected, hence the collection at the end.
    """

    def __init__(self) -> None:
        self._warnings = warnings.catch_warnings()

    def __enter__(self) -> None:
        if sys.version_info < (3, 11):
            self._warnings.__enter__()
            text = "unclosed transport <asyncio.sslproto"
            warnings.filterwarnings("ignore", text, ResourceWarning)

    def __exit__(self, *_: object) -> None:
        if sys.version_info < (3, 11):
            gc.collect()
            self._warnings.__exit__(None, None, None)
