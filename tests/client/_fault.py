"""What a fault is, and those that end a connection or take their time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from ._connection import Connection
from ._wire import Request, Response

Pieces = AsyncIterator[bytes]

# What a client is left with, where the fault meets its only request:
#   harmless   the whole answer, only laid out unusually
#   lost       no answer, or a part that tells it is one
#   late       no answer within a short time (the pause is PAUSE seconds)
#   status     a status that asks for another attempt: 429, 502, 503, 504
#   error      a status that does not
#   garbage    an answer that means nothing
#   redirect   a redirection
Effect = Literal["harmless", "lost", "late", "status", "error", "garbage", "redirect"]

# Longer than any timeout that a test sets for it; the server gives up when the client has gone.
PAUSE = 30.0


class Control(Protocol):
    """What a fault may do to the server as a whole."""

    async def down(self, seconds: float) -> None: ...


@dataclass(frozen=True)
class Exchange:
    """The request being answered, its connection, and the server."""

    request: Request
    connection: Connection
    server: Control


class Cut(Exception):
    """Ends the connection here: in order, or with RST."""

    def __init__(self, *, reset: bool = False) -> None:
        super().__init__("cut")
        self.reset = reset


Before = Callable[[Exchange], Awaitable[None]]
Answer = Callable[[Request, Response], Response]
Stage = Callable[[Pieces, Exchange], Pieces]


def _same_request(request: Request) -> Request:
    return request


async def _nothing(_: Exchange) -> None:
    return None


def _same_answer(_: Request, response: Response) -> Response:
    return response


def _same_pieces(pieces: Pieces, _: Exchange) -> Pieces:
    return pieces


@dataclass(frozen=True)
class Fault:
    """One way in which the answer to a request goes wrong.

    `before` runs when the request has arrived and nothing was done; `handle` tells whether the
    server then acts on it, as if it had read what `edit` returns; `answer` changes or replaces the
    response; `payload` changes the pieces of the body; `wire` the bytes that are sent, framing
    included. `effect` and `on` (which answers it makes sense for) describe it to tests.
    """

    name: str = "ok"
    before: Before = _nothing
    handle: bool = True
    answer: Answer = _same_answer
    payload: Stage = _same_pieces
    wire: Stage = _same_pieces
    edit: Callable[[Request], Request] = _same_request
    effect: Effect = "harmless"
    on: Literal["any", "unary", "stream"] = "any"

    def __and__(self, other: Fault) -> Fault:
        """Return both faults at once, the other one after this one."""

        async def before(exchange: Exchange) -> None:
            await self.before(exchange)
            await other.before(exchange)

        return Fault(
            f"{self.name}&{other.name}",
            before,
            self.handle and other.handle,
            lambda request, response: other.answer(request, self.answer(request, response)),
            lambda pieces, exchange: other.payload(self.payload(pieces, exchange), exchange),
            lambda pieces, exchange: other.wire(self.wire(pieces, exchange), exchange),
            lambda request: other.edit(self.edit(request)),
            self.effect if other.effect == "harmless" else other.effect,
        )


OK = Fault()


# -- where the connection ends ---------------------------------------------------------------------


async def _first(pieces: Pieces, count: int) -> Pieces:
    """Yield the first bytes, then stop."""
    left = count
    async for piece in pieces:
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return


def cut(count: int, *, reset: bool = False) -> Fault:
    """Send the first `count` bytes of the response, head and framing included, then end."""

    async def wire(pieces: Pieces, _: Exchange) -> Pieces:
        if count:
            async for piece in _first(pieces, count):
                yield piece
        raise Cut(reset=reset)

    return Fault(f"cut({count}, reset={reset})", wire=wire, effect="lost")


def cut_body(count: int, *, reset: bool = False) -> Fault:
    """Send the head and the first `count` bytes of the body, then end without the body's end."""

    async def payload(pieces: Pieces, _: Exchange) -> Pieces:
        yield b""  # the head, which would wait for the first piece
        if count:
            async for piece in _first(pieces, count):
                yield piece
        raise Cut(reset=reset)

    return Fault(f"cut_body({count}, reset={reset})", payload=payload, effect="lost")


def half_close(count: int) -> Fault:
    """Send `count` bytes of the body and the end of one's side, but leave the other side open."""

    async def payload(pieces: Pieces, exchange: Exchange) -> Pieces:
        async for piece in _first(pieces, count):
            yield piece
        await exchange.connection.flush()
        exchange.connection.transport.write_eof()
        await asyncio.sleep(PAUSE)
        raise Cut

    return Fault(f"half_close({count})", payload=payload, effect="lost")


def end_body(count: int) -> Fault:
    """End a stream in order after `count` bytes of its body: nothing tells that more was due."""

    def payload(pieces: Pieces, _: Exchange) -> Pieces:
        return _first(pieces, count)

    return Fault(f"end_body({count})", payload=payload, effect="lost", on="stream")


def unsent(*, reset: bool = False) -> Fault:
    """End the connection when the request has arrived, without acting on it."""

    async def before(_: Exchange) -> None:
        raise Cut(reset=reset)

    return Fault(f"unsent(reset={reset})", before, handle=False, effect="lost")


def restart(seconds: float = 0.2) -> Fault:
    """Restart the server instead of answering."""

    async def before(exchange: Exchange) -> None:
        await exchange.server.down(seconds)
        raise Cut(reset=True)

    return Fault(f"restart({seconds})", before, handle=False, effect="lost")


def restart_after(count: int, seconds: float = 0.2) -> Fault:
    """Restart the server after `count` bytes of the body."""

    async def payload(pieces: Pieces, exchange: Exchange) -> Pieces:
        async for piece in _first(pieces, count):
            yield piece
        # Let the bytes arrive before the reset may overtake them.
        await exchange.connection.flush()
        await exchange.server.down(seconds)
        raise Cut(reset=True)

    return Fault(f"restart_after({count}, {seconds})", payload=payload, effect="lost")


# -- time ------------------------------------------------------------------------------------------


def _effect(seconds: float) -> Effect:
    return "late" if seconds >= PAUSE else "harmless"


def stall(seconds: float) -> Fault:
    """Send nothing for a while, then the answer."""

    async def before(_: Exchange) -> None:
        await asyncio.sleep(seconds)

    return Fault(f"stall({seconds})", before, effect=_effect(seconds))


def stall_body(count: int, seconds: float) -> Fault:
    """Pause after `count` bytes of the body."""

    async def payload(pieces: Pieces, _: Exchange) -> Pieces:
        left, stalled = count, False
        async for piece in pieces:
            if not stalled and left <= len(piece):
                if left:
                    yield piece[:left]
                await asyncio.sleep(seconds)
                stalled, piece = True, piece[left:]
            left -= len(piece)
            yield piece

    return Fault(f"stall_body({count}, {seconds})", payload=payload, effect=_effect(seconds))


def stall_frames(seconds: float) -> Fault:
    """Pause before each piece of the body."""

    async def payload(pieces: Pieces, _: Exchange) -> Pieces:
        async for piece in pieces:
            await asyncio.sleep(seconds)
            yield piece

    return Fault(f"stall_frames({seconds})", payload=payload, effect=_effect(seconds))


def slow(seconds: float, *, whole: bool = False) -> Fault:
    """Send the head byte by byte with a pause after each, with `whole` the body as well."""

    async def wire(pieces: Pieces, _: Exchange) -> Pieces:
        first = True
        async for piece in pieces:
            if not first and not whole:
                yield piece
                continue
            first = False
            for at in range(len(piece)):
                yield piece[at : at + 1]
                await asyncio.sleep(seconds)

    return Fault(f"slow({seconds}, whole={whole})", wire=wire, effect=_effect(seconds))


def late_head() -> Fault:
    """Send the head only together with the first piece of the body."""

    async def wire(pieces: Pieces, _: Exchange) -> Pieces:
        head = b""
        async for piece in pieces:
            if not head:
                head = piece
                continue
            yield head + piece
            async for rest in pieces:
                yield rest
            return
        yield head

    return Fault("late_head", wire=wire)
