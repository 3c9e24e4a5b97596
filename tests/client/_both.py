"""The two clients behind one face, so that each test is written once and run through both."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from client._server import ArgoServer

from hera_client import ArgoClient, AsyncArgoClient, RetryPolicy
from hera_client._http import http

T = TypeVar("T")

# Seconds: no server of a test takes that long for a step, unless a fault makes it.
SILENCE = 0.4
QUICK = RetryPolicy(attempts=40, initial=0.05, maximum=0.2, total=10)


class Client(Protocol):
    """One of the two clients.

    `argo` is the client itself. What `act` returns is awaited where that is needed; the streams
    that `open_` returns are read to their end, or until they have given `count` items.
    """

    argo: Any

    def call(self, act: Callable[[Any], Any]) -> Any: ...

    def read(
        self, open_: Callable[[Any], Any], into: list[Any] | None = None, count: int | None = None
    ) -> list[Any]: ...

    def read_many(self, opens: list[Callable[[Any], Any]], count: int | None) -> list[Any]: ...

    def close(self) -> None: ...


Maker = Callable[..., Client]


def settings(server: ArgoServer, given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a client for a test server; tests may change them."""
    timeout = http.Timeout(5, read=SILENCE)
    return {"url": server.url, "namespace": "ml", "timeout": timeout, "retry": QUICK, **given}


class SyncSide:
    """The blocking client."""

    def __init__(self, server: ArgoServer, **given: Any) -> None:
        self.argo: Any = ArgoClient(**settings(server, given))

    def call(self, act: Callable[[Any], Any]) -> Any:
        return act(self.argo)

    def read(
        self, open_: Callable[[Any], Any], into: list[Any] | None = None, count: int | None = None
    ) -> list[Any]:
        items: list[Any] = [] if into is None else into
        with open_(self.argo) as stream:
            for item in stream:
                items.append(item)
                if len(items) == count:
                    break
        return items

    def read_many(self, opens: list[Callable[[Any], Any]], count: int | None) -> list[Any]:
        def one(open_: Callable[[Any], Any]) -> Any:
            items: list[Any] = []
            try:
                self.read(open_, items, count)
            except Exception as error:
                return items, error
            return items, None

        with ThreadPoolExecutor(24) as pool:
            return list(pool.map(one, opens))

    def close(self) -> None:
        self.argo.close()


class AsyncSide:
    """The asynchronous client, in an event loop of its own."""

    def __init__(self, server: ArgoServer, **given: Any) -> None:
        self.argo: Any = AsyncArgoClient(**settings(server, given))
        self.loop = asyncio.new_event_loop()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def call(self, act: Callable[[Any], Any]) -> Any:
        async def work() -> Any:
            return await act(self.argo)

        return self.run(work())

    def read(
        self, open_: Callable[[Any], Any], into: list[Any] | None = None, count: int | None = None
    ) -> list[Any]:
        items: list[Any] = [] if into is None else into
        self.run(self._read(open_, items, count))
        return items

    async def _read(self, open_: Callable[[Any], Any], items: list[Any], count: int | None) -> None:
        async with open_(self.argo) as stream:
            async for item in stream:
                items.append(item)
                if len(items) == count:
                    break

    def read_many(self, opens: list[Callable[[Any], Any]], count: int | None) -> list[Any]:
        async def one(open_: Callable[[Any], Any], turn: asyncio.Semaphore) -> Any:
            items: list[Any] = []
            async with turn:
                try:
                    await self._read(open_, items, count)
                except Exception as error:
                    return items, error
            return items, None

        async def work() -> list[Any]:
            turn = asyncio.Semaphore(24)
            return list(await asyncio.gather(*(one(open_, turn) for open_ in opens)))

        return self.run(work())

    def close(self) -> None:
        try:
            self.run(self.loop.shutdown_asyncgens())
            self.run(self.argo.aclose())
        finally:
            self.loop.close()


SIDES: dict[str, type[SyncSide] | type[AsyncSide]] = {"sync": SyncSide, "async": AsyncSide}


@contextmanager
def making(side: str, server: ArgoServer) -> Generator[Maker, None, None]:
    """Give a function that makes clients; at the end they are closed, and no socket is open."""
    made: list[Client] = []

    def make(**given: Any) -> Client:
        made.append(SIDES[side](server, **given))
        return made[-1]

    try:
        yield make
    finally:
        for client in made:
            client.close()
    assert server.wait_idle(), f"{server.open_connections} connections are still open"
