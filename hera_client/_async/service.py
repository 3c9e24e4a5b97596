"""The base of the services."""

from __future__ import annotations

from .caller import AsyncCaller


class AsyncService:
    """A group of operations; made by the client."""

    def __init__(self, caller: AsyncCaller) -> None:
        self._caller = caller
