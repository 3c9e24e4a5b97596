"""A server on loopback that speaks as the Argo server does, with its faults on request.

    with ArgoServer(token="secret", base_href="/argo") as server:
        server.state.create("workflows", "default", {"metadata": {"name": "one"}})
        server.script("GET /api/v1/workflows/*", cut_body(10), OK, FAULTS["429-seconds"])
        ...
        assert server.requests[0].path == "/argo/api/v1/workflows/default"
        assert server.wait_idle()

It runs in a thread of its own, so that sync and async tests use it alike.
"""

from __future__ import annotations

import asyncio
import fnmatch
import ssl
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from types import TracebackType
from typing import Any

from ._argo import Argo
from ._connection import Connection, QuietHandshakes
from ._fault import OK, Cut, Exchange, Fault
from ._state import ApiError, State
from ._wire import Headers, Request, Response, encode, html_response, text_response, without_body

HOST = "127.0.0.1"
_START_SECONDS = 10.0

_NO_TOKEN = "token not valid. see https://argo-workflows.readthedocs.io/en/latest/faq/"
# The calls for which the server does not go to Kubernetes.
_ASK_NOBODY = (("version",), ("info",), ("userinfo",), ("tracking", "event"))

Match = str | Callable[[Request], bool]


@dataclass
class Script:
    """What happens to the next requests that match; with `forever` the last fault stays."""

    matches: Callable[[Request], bool]
    faults: deque[Fault]
    forever: bool

    def next(self) -> Fault | None:
        if not self.faults:
            return None
        keep = self.forever and len(self.faults) == 1
        return self.faults[0] if keep else self.faults.popleft()


class ArgoServer:
    """An Argo server of release `version`, listening on a free port of 127.0.0.1.

    `token` is the one accepted (text without a scheme is a bearer token); None accepts all.
    With `server_mode` calls without a token are answered as well.
    `base_href` is the prefix of every path. `tls` is the context that makes it speak TLS,
    `host` the name of the loopback in `url`.
    `rate_limit` is the number of requests allowed within `rate_window` seconds.

    `requests` holds everything received; `state` what is stored; `argo` the switches of behaviour.
    Leaving the context raises what went wrong within the server itself.
    """

    def __init__(
        self,
        version: str = "v4.1.2",
        *,
        token: str | None = None,
        server_mode: bool = False,
        base_href: str = "/",
        tls: ssl.SSLContext | None = None,
        host: str = HOST,
        rate_limit: int | None = None,
        rate_window: float = 1.0,
        state: State | None = None,
    ) -> None:
        self.state = state or State()
        self.argo = Argo(version, self.state)
        self.version = version
        self.token = token
        self.server_mode = server_mode
        self.base_href = "/" + base_href.strip("/")
        self.rate_limit = rate_limit
        self.rate_window = rate_window
        self.requests: list[Request] = []
        self.failures: list[BaseException] = []
        self.port = 0
        self._host = host
        self._tls = tls
        self._quiet = QuietHandshakes()
        self._scripts: list[Script] = []
        self._connections: dict[int, Connection] = {}
        self._count = 0
        self._changed = threading.Condition()
        self._window: deque[float] = deque()
        self._background: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    # -- life ------------------------------------------------------------------------------------

    def __enter__(self) -> ArgoServer:
        if self._tls is not None:
            self._quiet.__enter__()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="argo-server", daemon=True)
        self._thread.start()
        self.state.signal.bind(self._loop)
        self._call(self._listen())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._call(self._shut())
        self.state.signal.bind(None)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_START_SECONDS)
        if self._thread.is_alive():
            raise RuntimeError("the test server's thread did not end")
        if self._tls is not None:
            self._quiet.__exit__()
        if self.failures and error is None:
            raise RuntimeError("the test server itself failed") from self.failures[0]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the server's thread and wait for its end."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_START_SECONDS)

    async def _listen(self) -> None:
        self._server = await self._loop.create_server(
            lambda: Connection(self._serve, self._opened), HOST, self.port, ssl=self._tls
        )
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def _unlisten(self, drop: bool) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        if drop:
            for connection in list(self._connections.values()):
                connection.reset()

    async def _shut(self) -> None:
        await self._unlisten(drop=True)
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._loop.shutdown_asyncgens()

    @property
    def url(self) -> str:
        """The address of the server, with its base path."""
        scheme = "http" if self._tls is None else "https"
        base = "" if self.base_href == "/" else self.base_href
        return f"{scheme}://{self._host}:{self.port}{base}"

    def stop(self, *, drop: bool = True) -> None:
        """Stop listening, so that connections are refused; drop those that are open."""
        self._call(self._unlisten(drop))

    def start(self) -> None:
        """Listen again on the same port."""
        self._call(self._listen())

    async def down(self, seconds: float) -> None:
        """Restart: drop everything, be away for a while, come back on the same port."""
        await self._unlisten(drop=True)

        async def come_back() -> None:
            await asyncio.sleep(seconds)
            await self._listen()

        task = self._loop.create_task(come_back())
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    # -- what tests look at and set --------------------------------------------------------------

    @property
    def open_connections(self) -> int:
        """How many connections are open now."""
        with self._changed:
            return len(self._connections)

    @property
    def connections(self) -> int:
        """How many connections were made so far."""
        return self._count

    def wait_idle(self, seconds: float = 5.0) -> bool:
        """Wait until no connection is open; return False where one still is after `seconds`."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._connections, seconds)

    def wait_requests(self, count: int, seconds: float = 5.0) -> bool:
        """Wait until at least `count` requests have arrived."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.requests) >= count, seconds)

    def script(self, match: Match, *faults: Fault, forever: bool = False) -> None:
        """Let the next matching requests meet the faults, one each, then none.

        `match` is "METHOD /path" with the path below the base path, decoded, where `*` stands for
        anything, or "*" for every request, or a function. `forever` keeps the last fault.
        """
        if not faults:
            raise ValueError("expected at least one fault")
        found = match if callable(match) else self._matcher(match)
        self._scripts.append(Script(found, deque(faults), forever))

    def clear_scripts(self) -> None:
        self._scripts.clear()

    def _matcher(self, pattern: str) -> Callable[[Request], bool]:
        method, _, path = pattern.rpartition(" ")

        def matches(request: Request) -> bool:
            below = "/" + "/".join(self._below(request) or request.segments)
            return method in ("", request.method) and fnmatch.fnmatchcase(below, path)

        return matches

    # -- serving ---------------------------------------------------------------------------------

    def _opened(self, connection: Connection) -> int:
        with self._changed:
            self._count += 1
            self._connections[self._count] = connection
            connection.on_close = self._closed
            self._changed.notify_all()
            return self._count

    def _closed(self, connection: Connection) -> None:
        with self._changed:
            self._connections.pop(connection.number, None)
            self._changed.notify_all()

    async def _serve(self, connection: Connection) -> None:
        try:
            while connection.alive and await self._serve_one(connection):
                pass
            await connection.flush()
            connection.close()
        except Cut as cut:
            await connection.flush()
            connection.reset() if cut.reset else connection.close()
        except ConnectionError:
            connection.close()
        except Exception as error:
            self.failures.append(error)
            connection.close()

    async def _serve_one(self, connection: Connection) -> bool:
        """Answer one request; return whether the connection may carry another."""
        request = await connection.read_request()
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
        fault = self._fault_for(request)
        exchange = Exchange(request, connection, self)
        await fault.before(exchange)
        response = self._answer(fault.edit(request)) if fault.handle else Response()
        response = self._with_rate(fault.answer(request, response))
        payload = fault.payload(response.pieces(), exchange)
        if request.method == "HEAD":
            payload = without_body(payload)
        wire = fault.wire(encode(response, payload), exchange)
        await self._send(wire, connection)
        asked = (request.header("connection") or "").lower()
        told = (response.header("connection") or "").lower()
        return "close" not in (asked, told) and response.laid_out in ("length", "chunked")

    async def _send(self, wire: AsyncIterator[bytes], connection: Connection) -> None:
        async for piece in wire:
            await connection.write(piece)

    def _fault_for(self, request: Request) -> Fault:
        for script in self._scripts:
            if script.faults and script.matches(request):
                return script.next() or OK
        return OK

    def _below(self, request: Request) -> tuple[str, ...] | None:
        """Return the segments below the base path, None where the path is not below it."""
        base = tuple(part for part in self.base_href.split("/") if part)
        segments = request.segments
        return segments[len(base) :] if segments[: len(base)] == base else None

    def _answer(self, request: Request) -> Response:
        if self._limited():
            when = datetime.now(timezone.utc) + timedelta(seconds=self.rate_window)
            date = _date(when)
            return text_response("Too Many Requests\n", 429, (("Retry-After", date),))
        segments = self._below(request)
        if segments is None:
            return html_response()
        return self.argo.handle(segments, request, self._refused(request, segments))

    def _refused(self, request: Request, segments: tuple[str, ...]) -> ApiError | None:
        """Return why the request may not act, None if it may."""
        if self.token is None:
            return None
        if segments[:3] == ("api", "v1", "events") and request.header("x-hub-signature"):
            return None
        wanted = self.token if " " in self.token else f"Bearer {self.token}"
        given = _authorization(request)
        if given is None:
            return None if self.server_mode else ApiError(16, _NO_TOKEN)
        # What the token is worth shows only where it is used to ask Kubernetes.
        needed = segments[:2] != ("api", "v1") or segments[2:] not in _ASK_NOBODY
        return ApiError(16, "Unauthorized") if needed and given != wanted else None

    def _limited(self) -> bool:
        if self.rate_limit is None:
            return False
        moment = time.monotonic()
        while self._window and self._window[0] <= moment - self.rate_window:
            self._window.popleft()
        if len(self._window) >= self.rate_limit:
            return True
        self._window.append(moment)
        return False

    def _with_rate(self, response: Response) -> Response:
        if response.header("x-ratelimit-limit"):
            return response
        limit = self.rate_limit or 1000
        left = max(limit - len(self._window), 0)
        reset = _date(datetime.now(timezone.utc) + timedelta(seconds=1))
        names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
        rate: Headers = tuple(zip(names, (str(limit), str(left), reset), strict=True))
        return replace(response, extra=rate)


def _authorization(request: Request) -> str | None:
    """Return the first value that is a token by its form: of the header, else of the cookies."""
    given = request.header("authorization")
    cookies = (request.header("cookie") or "").split("; ")
    named = [text.removeprefix("authorization=") for text in cookies]
    found = [text.strip('"') for text, cookie in zip(named, cookies, strict=True) if text != cookie]
    tokens = [given] if given is not None else found
    return next((text for text in tokens if text.startswith(("Bearer ", "Basic "))), None)


def _date(when: datetime) -> str:
    # As Go writes it: nearly the form of HTTP, which would say GMT.
    return format_datetime(when, usegmt=True).replace("GMT", "UTC")
