"""A server that sends prepared bytes as an Argo server does. Usage: argo_server TASKS

It prints its port, and ends when its standard input does. It is no more than the rows of the client
need: what it costs is small, and the same for every side.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import islice
from threading import Thread
from typing import TypeAlias

from . import wire
from .sizes import Sizes

Answer: TypeAlias = Callable[[], Iterable[bytes]]

_PIECE = 65536
_ZEROS = bytes(_PIECE)


def answers(sizes: Sizes) -> dict[str, Answer]:
    """Return what is sent for each path: the head and the body, in the pieces of each write."""
    found: dict[str, Answer] = {
        "/api/v1/version": _prepared(wire.version),
        "/api/v1/workflows/default/tiny": _prepared(wire.tiny),
        "/api/v1/workflows/default": _prepared(partial(wire.workflow_list, sizes.items)),
        "/api/v1/workflows/default/single/log": _prepared_stream(
            lambda: wire.log_frames(sizes.lines), 1
        ),
        "/api/v1/workflows/default/packed/log": _prepared_stream(
            lambda: wire.log_frames(sizes.lines), 500
        ),
        "/api/v1/workflow-events/default": _prepared_stream(lambda: _event_frames(sizes.events), 1),
    }
    for name, megabytes in sizes.streams.items():
        lines = partial(wire.long_log_frames, megabytes)
        found[f"/api/v1/workflows/default/{name}/log"] = partial(_stream, lines, 60)
        events = partial(_event_frames, wire.event_count(megabytes))
        found[f"/api/v1/workflow-events/{name}"] = partial(_stream, events, 1)
        file = f"/artifact-files/default/workflows/{name}/node/outputs/file"
        found[file] = partial(_file, megabytes)
    return found


def _event_frames(count: int) -> Iterator[bytes]:
    return map(wire.framed, wire.events(count))


def _prepared(make: Callable[[], bytes]) -> Answer:
    @cache
    def answer() -> Iterable[bytes]:
        body = make()
        head = f"Content-Type: application/json\r\nContent-Length: {len(body)}"
        return [_head(head) + body]

    return answer


def _prepared_stream(frames: Callable[[], Iterable[bytes]], together: int) -> Answer:
    @cache
    def answer() -> Iterable[bytes]:
        body = b"".join(_stream(frames, together))
        return [body[start : start + _PIECE] for start in range(0, len(body), _PIECE)]

    return answer


def _stream(frames: Callable[[], Iterable[bytes]], together: int) -> Iterator[bytes]:
    """Yield a stream, some frames to a chunk; Argo sends each frame as a chunk of its own."""
    yield _head("Content-Type: text/event-stream\r\nTransfer-Encoding: chunked")
    source = iter(frames())
    while chunk := b"".join(islice(source, together)):
        yield b"%x\r\n%b\r\n" % (len(chunk), chunk)
    yield b"0\r\n\r\n"


def _file(megabytes: int) -> Iterator[bytes]:
    pieces = megabytes * 1_000_000 // _PIECE + 1
    length = f"Content-Length: {pieces * _PIECE}"
    yield _head(f"Content-Type: application/octet-stream\r\n{length}")
    for _ in range(pieces):
        yield _ZEROS


def _head(fields: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nGrpc-Metadata-Argo-Version: v4.1.2\r\n{fields}\r\n\r\n".encode()


_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _converse(connection: socket.socket, known: dict[str, Answer]) -> None:
    """Answer the requests of one connection, none of which has a body."""
    path = ""
    # A side that has seen enough may leave in the middle of a stream.
    with connection, suppress(ConnectionError), connection.makefile("rb") as lines:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for line in lines:
            if line.startswith(b"GET "):
                path = line.decode().split(" ")[1].partition("?")[0]
            elif line == b"\r\n":
                for piece in known[path]() if path in known else [_NOT_FOUND]:
                    connection.sendall(piece)


def _accept(listener: socket.socket, known: dict[str, Answer]) -> None:
    while True:
        connection, _ = listener.accept()
        Thread(target=_converse, args=(connection, known), daemon=True).start()


def main(tasks: int) -> None:
    """Serve until standard input ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        known = answers(Sizes.of(tasks))
        Thread(target=_accept, args=(listener, known), daemon=True).start()
        print(listener.getsockname()[1], flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]))
