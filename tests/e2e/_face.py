"""One face for both clients, for tests that meet the real server.

argo.workflows.get("one")                      # waits for the answer, whichever client it is
argo.read("workflows.watch", name="one")       # a stream's items, as a list
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from contextlib import AsyncExitStack, ExitStack
from operator import attrgetter
from typing import Any

from hera_client import ArgoClient, AsyncArgoClient

Stop = Callable[[Any], bool]


def _never(_: Any) -> bool:
    return False


class Verb:
    """A place in the client, such as ``workflows.get``; calling it waits for the answer."""

    def __init__(self, face: Face, path: str) -> None:
        self._face = face
        self._path = path

    def __getattr__(self, name: str) -> Verb:
        return Verb(self._face, f"{self._path}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._face.call(self._path, *args, **kwargs)


class Face:
    """What both sides share: services are attributes."""

    kind = ""

    def __getattr__(self, name: str) -> Verb:
        return Verb(self, name)

    def call(self, path: str, *args: Any, **kwargs: Any) -> Any:
        """Call a verb; an iterator is read to its end."""
        raise NotImplementedError

    def read(self, path: str, *args: Any, until: Stop = _never, **kwargs: Any) -> list[Any]:
        """Read a stream to its end, or to the item (included) of which `until` is true."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the client."""
        raise NotImplementedError


class SyncFace(Face):
    """Through the blocking client."""

    kind = "sync"

    def __init__(self, **settings: Any) -> None:
        self.client = ArgoClient(**settings)

    def call(self, path: str, *args: Any, **kwargs: Any) -> Any:
        result = attrgetter(path)(self.client)(*args, **kwargs)
        return list(result) if hasattr(result, "__next__") else result

    def read(self, path: str, *args: Any, until: Stop = _never, **kwargs: Any) -> list[Any]:
        items: list[Any] = []
        with ExitStack() as stack:
            for item in stack.enter_context(attrgetter(path)(self.client)(*args, **kwargs)):
                items.append(item)
                if until(item):
                    break
        return items

    def close(self) -> None:
        self.client.close()


class AsyncFace(Face):
    """Through the asynchronous client, in an event loop of its own."""

    kind = "async"

    def __init__(self, **settings: Any) -> None:
        self.client = AsyncArgoClient(**settings)
        self.loop = asyncio.new_event_loop()

    def call(self, path: str, *args: Any, **kwargs: Any) -> Any:
        async def work() -> Any:
            result = attrgetter(path)(self.client)(*args, **kwargs)
            if hasattr(result, "__anext__"):
                return [item async for item in result]
            return await result if inspect.isawaitable(result) else result

        return self.loop.run_until_complete(work())

    def read(self, path: str, *args: Any, until: Stop = _never, **kwargs: Any) -> list[Any]:
        async def work() -> list[Any]:
            items: list[Any] = []
            async with AsyncExitStack() as stack:
                stream = attrgetter(path)(self.client)(*args, **kwargs)
                async for item in await stack.enter_async_context(stream):
                    items.append(item)
                    if until(item):
                        break
            return items

        return self.loop.run_until_complete(work())

    def close(self) -> None:
        try:
            self.loop.run_until_complete(self.client.aclose())
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        finally:
            self.loop.close()


FACES: dict[str, type[SyncFace] | type[AsyncFace]] = {"sync": SyncFace, "async": AsyncFace}
