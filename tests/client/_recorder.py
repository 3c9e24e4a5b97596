"""A small server on loopback that writes down what it is asked and answers as it is told."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hera_client._http import http

Answer = tuple[int, dict[str, str]]
OK: Answer = (200, {})
REFUSED: Answer = (401, {})


@dataclass
class Recorder:
    """What came, as path and value of the Authorization header, and what is answered.

    `answer` is called with both; its default says 200 to everything.
    """

    url: str
    answer: Callable[[str, str | None], Answer] = lambda path, header: OK
    requests: list[tuple[str, str | None]] = field(default_factory=list[tuple[str, str | None]])

    @property
    def headers(self) -> list[str | None]:
        """The values of the Authorization header, in order."""
        return [header for _, header in self.requests]


@contextmanager
def recorder(tls: ssl.SSLContext | None = None) -> Iterator[Recorder]:
    """Run a server until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Transfer-Encoding"):
                while self.rfile.readline().strip() != b"0":
                    pass
                self.rfile.readline()
            header = self.headers.get("Authorization")
            record.requests.append((self.path, header))
            status, headers = record.answer(self.path, header)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the tests' output free of it."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that refuses this server's certificate is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        # The handshake belongs to the connection's thread, not to the one that accepts.
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    scheme = "http" if tls is None else "https"
    record = Recorder(f"{scheme}://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield record
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Send = Callable[..., list[http.Response]]


def send_sync(arguments: dict[str, Any], *urls: str, method: str = "GET") -> list[http.Response]:
    """Send one request after the other through one sync client."""
    with http.Client(**_isolated(arguments)) as client:
        return [client.request(method, url) for url in urls]


def send_async(arguments: dict[str, Any], *urls: str, method: str = "GET") -> list[http.Response]:
    """Send one request after the other through one async client."""

    async def run() -> list[http.Response]:
        async with http.AsyncClient(**_isolated(arguments)) as client:
            return [await client.request(method, url) for url in urls]

    return asyncio.run(run())


def _isolated(arguments: dict[str, Any]) -> dict[str, Any]:
    return {"trust_env": False, **arguments}
