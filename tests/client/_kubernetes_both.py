"""The two clients of the Kubernetes API behind one face."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from client._kubernetes_server import KubernetesServer

from hera_client import AsyncKubernetesClient, Config, KubernetesClient, RetryPolicy

QUICK = RetryPolicy(attempts=3, initial=0.01, maximum=0.02, total=5.0)


class Blocking:
    """Drives the blocking client."""

    def __init__(self, config: Config, **settings: Any) -> None:
        self.client: Any = KubernetesClient(config, **settings)

    def call(self, use: Callable[[Any], Any]) -> Any:
        return use(self.client)

    def next(self, stream: Any) -> Any:
        return next(stream)

    def all(self, stream: Any) -> list[Any]:
        return list(stream)

    def end(self, stream: Any) -> None:
        stream.close()

    def turn(self) -> None:
        """Let what is under way go on."""

    def close(self) -> None:
        self.client.close()


class Asyncio:
    """Drives the asynchronous client in an event loop of its own."""

    def __init__(self, config: Config, **settings: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self.client: Any = AsyncKubernetesClient(config, **settings)

    def call(self, use: Callable[[Any], Any]) -> Any:
        return self._loop.run_until_complete(use(self.client))

    def next(self, stream: Any) -> Any:
        return self._loop.run_until_complete(stream.__anext__())

    def all(self, stream: Any) -> list[Any]:
        async def collect() -> list[Any]:
            return [item async for item in stream]

        return self._loop.run_until_complete(collect())

    def turn(self) -> None:
        self._loop.run_until_complete(asyncio.sleep(0.01))

    def end(self, stream: Any) -> None:
        self._loop.run_until_complete(stream.aclose())

    def close(self) -> None:
        self._loop.run_until_complete(self.client.aclose())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()


SIDES: dict[str, Any] = {"sync": Blocking, "async": Asyncio}


@contextmanager
def driving(side: str, server: KubernetesServer) -> Iterator[Any]:
    """Give a driver of one of the clients."""
    made = SIDES[side](Config(server.url, namespace="ml", auth="secret"), retry=QUICK)
    try:
        yield made
    finally:
        made.close()


def workflow(name: str, **labels: str) -> dict[str, Any]:
    return {"metadata": {"name": name, "namespace": "ml", "labels": labels}, "spec": {}}


def names(items: list[Any]) -> list[str]:
    return [item.metadata.name for item in items]


def told(event: Any) -> tuple[str, str]:
    return event.type, event.object.metadata.name
