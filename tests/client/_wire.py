"""HTTP/1.1 as bytes: what a request held, and how a response is laid on the wire."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

Headers = tuple[tuple[str, str], ...]
Framing = Literal["length", "chunked", "close", "raw"]

MAX_HEAD = 1 << 20


@dataclass(frozen=True)
class Request:
    """One request as it arrived.

    `target` is the second word of the request line, untouched; `path` and `segments` are decoded,
    segment by segment, so that `%2F` stays within its segment. `raw` is every byte received.
    """

    method: str
    target: str
    headers: Headers
    body: bytes
    raw: bytes
    connection: int

    @property
    def raw_path(self) -> str:
        return urlsplit(self.target).path if "://" in self.target else self.target.split("?", 1)[0]

    @property
    def segments(self) -> tuple[str, ...]:
        return tuple(unquote(part) for part in self.raw_path.split("/")[1:])

    @property
    def path(self) -> str:
        return "/" + "/".join(self.segments)

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        _, _, text = self.target.partition("?")
        return tuple(parse_qsl(text, keep_blank_values=True, strict_parsing=False))

    def param(self, name: str) -> str:
        """Return the first query value of the name, or the empty text."""
        return next((value for key, value in self.query if key == name), "")

    def header(self, name: str) -> str | None:
        """Return the header's value, several of one name joined by commas, or None."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Response:
    """A response before it is laid on the wire.

    `framing` tells how the end of the body is known; `raw` adds nothing, so that a fault may write
    its own framing. `length` declares another Content-Length than the body's. `head` replaces the
    status line and headers altogether.
    """

    status: int = 200
    headers: Headers = ()
    body: bytes | AsyncIterator[bytes] = b""
    framing: Framing | None = None
    length: int | None = None
    head: bytes | None = None
    reason: str | None = None
    extra: Headers = field(default=())

    @property
    def laid_out(self) -> Framing:
        if self.framing is not None:
            return self.framing
        return "length" if isinstance(self.body, bytes) else "chunked"

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def pieces(self) -> AsyncIterator[bytes]:
        return _one(self.body) if isinstance(self.body, bytes) else self.body


async def _one(body: bytes) -> AsyncIterator[bytes]:
    yield body


def reason_of(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def encode_head(response: Response) -> bytes:
    """Return the status line and the headers, with those that the framing needs."""
    if response.head is not None:
        return response.head
    reason = response.reason if response.reason is not None else reason_of(response.status)
    lines = [f"HTTP/1.1 {response.status} {reason}"]
    lines += [f"{name}: {value}" for name, value in (*response.headers, *response.extra)]
    if response.laid_out == "chunked":
        lines.append("Transfer-Encoding: chunked")
    elif response.laid_out == "close":
        lines.append("Connection: close")
    elif response.laid_out == "length" and response.status not in (204, 304):
        own = len(response.body) if isinstance(response.body, bytes) else 0
        lines.append(f"Content-Length: {own if response.length is None else response.length}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


async def without_body(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Leave all bytes out, as the answer to HEAD has it."""
    async for _ in pieces:
        yield b""


class Refusal(bytes):
    """A piece of a stream that sets the status of its answer, if it is the first one."""

    status: int

    def __new__(cls, data: bytes, status: int) -> Refusal:
        made = super().__new__(cls, data)
        made.status = status
        return made


async def encode(response: Response, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Lay the head and the pieces of the body on the wire, a chunk for each piece.

    The head goes out with the first piece, be it empty: before it the server itself does not know
    how a stream begins.
    """
    chunked, begun = response.laid_out == "chunked", False
    async for piece in pieces:
        if not begun:
            status = piece.status if isinstance(piece, Refusal) else response.status
            yield encode_head(replace(response, status=status))
            begun = True
        if piece:
            yield chunk(piece) if chunked else piece
    if not begun:
        yield encode_head(response)
    if chunked:
        yield b"0\r\n\r\n"


def parse_head(head: bytes) -> tuple[str, str, Headers]:
    """Return method, target and headers; raise ValueError where it is no HTTP/1.1 head."""
    first, *rest = head.decode("latin-1").split("\r\n")
    method, target, version = first.split(" ")
    if version not in ("HTTP/1.1", "HTTP/1.0"):
        raise ValueError(f"expected HTTP/1.1, got {first!r}")
    headers: list[tuple[str, str]] = []
    for line in rest:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"expected a header, got {line!r}")
        headers.append((name, value.strip()))
    return method, target, tuple(headers)


def json_response(value: object, status: int = 200, headers: Headers = ()) -> Response:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(status, (("Content-Type", "application/json"), *headers), body)


def text_response(text: str, status: int = 200, headers: Headers = ()) -> Response:
    kind = ("Content-Type", "text/plain; charset=utf-8")
    return Response(status, (kind, *headers), text.encode())


def redirect_response(location: str, status: int = 307) -> Response:
    link = f'<a href="{location}">{reason_of(status)}</a>.\n\n'.encode()
    kind = ("Content-Type", "text/html; charset=utf-8")
    return Response(status, (kind, ("Location", location)), link)


def html_response(status: int = 200) -> Response:
    page = "<!doctype html><html><head><title>Argo</title></head><body></body></html>"
    return Response(status, (("Content-Type", "text/html; charset=utf-8"),), page.encode())
