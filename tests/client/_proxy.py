"""An HTTP proxy on loopback: it forwards and tunnels to loopback only, and records."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from ._wire import Headers, parse_head

Mode = Literal["works", "refuses", "closes", "hangs", "garbage"]

_HOSTS = ("127.0.0.1", "localhost")
_SECONDS = 10.0


@dataclass(frozen=True)
class Asked:
    """What a client asked the proxy for: CONNECT and `host:port`, or a method and a whole URL."""

    method: str
    target: str
    headers: Headers

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Proxy:
    """A proxy in a thread of its own; `asked` holds what it was asked for.

    `login` is the `user:password` without which it answers 407. `mode` tells what becomes of a
    request: it is refused (502), the connection closes, nothing is answered, or garbage is.
    """

    def __init__(self, *, login: str | None = None, mode: Mode = "works") -> None:
        self.login = login
        self.mode: Mode = mode
        self.asked: list[Asked] = []
        self.port = 0
        self._open = 0
        self._changed = threading.Condition()

    def __enter__(self) -> Proxy:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._thread.start()
        self._call(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._shut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS)
        if self._thread.is_alive():
            raise RuntimeError("the proxy's thread did not end")

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_SECONDS)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def _shut(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        login = f"{self.login}@" if self.login else ""
        return f"http://{login}127.0.0.1:{self.port}"

    @property
    def open_connections(self) -> int:
        """How many clients are connected now."""
        with self._changed:
            return self._open

    def wait_idle(self, seconds: float = 5.0) -> bool:
        """Wait until no client is connected; return False where one still is after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._open, seconds)

    def _count(self, change: int) -> None:
        with self._changed:
            self._open += change
            self._changed.notify_all()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._count(1)
        try:
            await self._exchange(reader, writer)
        except (OSError, ValueError, asyncio.IncompleteReadError):
            pass  # the client or the server has gone; there is nobody to tell
        finally:
            writer.close()
            self._count(-1)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked = Asked(*parse_head(head[:-4]))
        self.asked.append(asked)
        refusal = await self._refusal(asked, reader)
        if refusal is not None:
            writer.write(refusal)
            await writer.drain()
            return
        url = urlsplit(f"//{asked.target}" if asked.method == "CONNECT" else asked.target)
        if url.hostname not in _HOSTS:
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", url.port or 80)
        try:
            if asked.method == "CONNECT":
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                far_writer.write(_forwarded(asked, url.path, url.query))
            await _both(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            far_writer.close()

    async def _refusal(self, asked: Asked, reader: asyncio.StreamReader) -> bytes | None:
        """Return the bytes that answer in place of the server, or None to go on."""
        if self.login is not None:
            wanted = "Basic " + base64.b64encode(self.login.encode()).decode()
            if asked.header("proxy-authorization") != wanted:
                return (
                    b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                    b'Proxy-Authenticate: Basic realm="tests"\r\nContent-Length: 0\r\n\r\n'
                )
        if self.mode == "hangs":
            await reader.read()
        answers = {
            "refuses": b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
            "closes": b"",
            "hangs": b"",
            "garbage": b"\x00\x01 what\r\n\r\n",
        }
        return answers.get(self.mode)


def _forwarded(asked: Asked, path: str, query: str) -> bytes:
    """Return the head for the server: the path alone, the connection for this one request."""
    target = f"{path or '/'}?{query}" if query else path or "/"
    hop = ("proxy-authorization", "proxy-connection", "connection")
    kept = [f"{name}: {value}" for name, value in asked.headers if name.lower() not in hop]
    lines = [f"{asked.method} {target} HTTP/1.1", *kept, "Connection: close"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()


async def _both(*pumps: Coroutine[Any, Any, None]) -> None:
    """Run until either end has closed, then stop the other."""
    tasks = [asyncio.ensure_future(pump) for pump in pumps]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
