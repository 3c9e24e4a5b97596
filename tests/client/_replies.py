"""Faults that give another answer than the right one, or lay the right one out wrongly."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import urlencode

from ._fault import Cut, Effect, Exchange, Fault, Pieces
from ._streams import error_frame, frame, stream_response, wants_events
from ._wire import Headers, Request, Response, chunk, encode_head

RETRIED = (429, 502, 503, 504)


def _effect_of(status: int) -> Effect:
    if status in RETRIED:
        return "status"
    if 300 <= status < 400:
        return "redirect"
    return "error" if status >= 400 else "garbage"


def reply(
    status: int = 200,
    body: bytes | str = b"",
    kind: str | None = "application/json",
    *headers: tuple[str, str],
    handle: bool = False,
    effect: Effect | None = None,
) -> Fault:
    """Answer this instead; with `handle` the server has acted on the request nevertheless."""
    data = body.encode() if isinstance(body, str) else body
    told: Headers = ((("Content-Type", kind),) if kind else ()) + headers

    def answer(_: Request, __: Response) -> Response:
        return Response(status, told, data)

    what = effect or _effect_of(status)
    return Fault(f"reply({status})", handle=handle, answer=answer, effect=what)


def error(status: int, code: int, message: str = "scripted") -> Fault:
    """Answer an error in the shape of the server's own."""
    body: dict[str, object] = {"code": code, "message": message, "details": []}
    return reply(status, json.dumps(body))


def http_date(seconds: float) -> str:
    when = datetime.now(timezone.utc) + timedelta(seconds=seconds)
    return format_datetime(when, usegmt=True)


def limited(header: str, seconds: float | None, *, date: bool = False) -> Fault:
    """Answer 429 in plain text, as the rate limiter does, with a header that tells how long."""

    def answer(_: Request, __: Response) -> Response:
        kind = ("Content-Type", "text/plain; charset=utf-8")
        text = http_date(seconds or 0) if date else str(int(seconds or 0))
        told = () if seconds is None else ((header, text),)
        return Response(429, (kind, *told), b"Too Many Requests\n")

    return Fault(f"429 {header}", handle=False, answer=answer, effect="status")


def redirect(location: str | None, status: int = 307) -> Fault:
    """Redirect to the location; None redirects to the same target again."""

    def answer(request: Request, _: Response) -> Response:
        where = request.target if location is None else location
        return Response(status, (("Location", where),) if where else ())

    return Fault(f"redirect({location})", handle=False, answer=answer, effect="redirect")


# -- the right answer, laid out otherwise ----------------------------------------------------------


def with_headers(*headers: tuple[str, str], effect: Effect = "harmless") -> Fault:
    """Add headers to the right answer, in place of those of the same names."""
    names = {name.lower() for name, _ in headers}

    def answer(_: Request, response: Response) -> Response:
        kept = tuple(header for header in response.headers if header[0].lower() not in names)
        return replace(response, headers=(*kept, *headers))

    return Fault("with_headers", answer=answer, effect=effect)


def without_header(name: str, effect: Effect = "harmless") -> Fault:
    def answer(_: Request, response: Response) -> Response:
        kept = tuple(header for header in response.headers if header[0].lower() != name)
        return replace(response, headers=kept)

    return Fault(f"without_header({name})", answer=answer, effect=effect)


def with_body(edit: Callable[[bytes], bytes], effect: Effect, *headers: tuple[str, str]) -> Fault:
    """Change the body of the right answer to a unary call."""

    def answer(_: Request, response: Response) -> Response:
        if not isinstance(response.body, bytes):
            raise TypeError("expected a unary answer, got a stream")
        return replace(response, headers=(*response.headers, *headers), body=edit(response.body))

    return Fault("with_body", answer=answer, effect=effect, on="unary")


def zipped(*, broken: bool = False) -> Fault:
    """Send the body under gzip; `broken` leaves out its end."""

    def edit(body: bytes) -> bytes:
        packed = gzip.compress(body)
        return packed[: len(packed) // 2] if broken else packed

    effect: Effect = "garbage" if broken else "harmless"
    return with_body(edit, effect, ("Content-Encoding", "gzip"))


def length(difference: int) -> Fault:
    """Declare a Content-Length that differs from the body's."""

    def answer(_: Request, response: Response) -> Response:
        size = len(response.body) if isinstance(response.body, bytes) else 0
        told = ("Connection", "close")
        headers = (*response.headers, told)
        return replace(response, headers=headers, length=max(size + difference, 0))

    effect: Effect = "lost" if difference > 0 else "garbage"
    return Fault(f"length({difference})", answer=answer, effect=effect, on="unary")


def raw(headers: Headers, lay: Callable[[bytes], bytes], effect: Effect = "lost") -> Fault:
    """Send the body of a unary answer in a framing of the fault's own, then close."""

    def answer(_: Request, response: Response) -> Response:
        if not isinstance(response.body, bytes):
            raise TypeError("expected a unary answer, got a stream")
        told = (*response.headers, *headers, ("Connection", "close"))
        return replace(response, headers=told, body=lay(response.body), framing="raw")

    return Fault("raw", answer=answer, effect=effect, on="unary")


def chunked(lay: Callable[[bytes], bytes], effect: Effect = "lost") -> Fault:
    """Send the body of a unary answer in chunks that `lay` writes."""
    return raw((("Transfer-Encoding", "chunked"),), lay, effect)


def bytewise_chunks(body: bytes) -> bytes:
    return b"".join(chunk(body[at : at + 1]) for at in range(len(body))) + b"0\r\n\r\n"


def until_close() -> Fault:
    """Let the end of the connection be the end of the body."""

    def answer(_: Request, response: Response) -> Response:
        return replace(response, framing="close")

    return Fault("until_close", answer=answer, on="unary")


def head(edit: Callable[[bytes], bytes], effect: Effect = "lost") -> Fault:
    """Change the bytes of the head, and close after the answer."""

    def answer(_: Request, response: Response) -> Response:
        closing = replace(response, headers=(*response.headers, ("Connection", "close")))
        return replace(closing, head=edit(encode_head(closing)))

    return Fault("head", answer=answer, effect=effect)


# -- streams ---------------------------------------------------------------------------------------


def _stream(name: str, payload: Callable[[Pieces, bool], Pieces], effect: Effect) -> Fault:
    """Build a fault of a stream; the payload learns whether it is one of events."""

    def stage(pieces: Pieces, exchange: Exchange) -> Pieces:
        return payload(pieces, wants_events(exchange.request))

    return Fault(name, payload=stage, effect=effect, on="stream")


def each_piece(edit: Callable[[bytes], bytes], effect: Effect = "harmless") -> Fault:
    """Change every frame of a stream."""

    async def payload(pieces: Pieces, _: bool) -> Pieces:
        async for piece in pieces:
            yield edit(piece)

    return _stream("each_piece", payload, effect)


def stream_type(kind: str) -> Fault:
    """Label an event stream in another way."""

    def answer(request: Request, response: Response) -> Response:
        if response.status != 200 or not wants_events(request):
            return response
        kept = tuple(each for each in response.headers if each[0].lower() != "content-type")
        return replace(response, headers=(*kept, ("Content-Type", kind)))

    return Fault(f"stream_type({kind})", answer=answer, on="stream")


def zipped_stream() -> Fault:
    """Send a stream under gzip, as proxies do unasked, each frame flushed."""

    async def payload(pieces: Pieces, _: bool) -> Pieces:
        packer = zlib.compressobj(wbits=31)
        async for piece in pieces:
            yield packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
        yield packer.flush()

    def answer(_: Request, response: Response) -> Response:
        return replace(response, headers=(*response.headers, ("Content-Encoding", "gzip")))

    return replace(_stream("zipped_stream", payload, "harmless"), answer=answer)


def bytewise() -> Fault:
    """Send every byte of the stream by itself."""

    async def payload(pieces: Pieces, _: bool) -> Pieces:
        async for piece in pieces:
            for at in range(len(piece)):
                yield piece[at : at + 1]

    return _stream("bytewise", payload, "harmless")


def before_frames(
    count: int, make: Callable[[bool], bytes], effect: Effect, *, then: bool = True
) -> Fault:
    """Put bytes in after `count` frames; without `then` they are the last ones of the stream."""

    async def payload(pieces: Pieces, events: bool) -> Pieces:
        left = count
        if left == 0:
            yield make(events)
        async for piece in pieces:
            if left == 0 and not then:
                return
            yield piece
            left -= 1
            if left == 0:
                yield make(events)
                if not then:
                    return

    return _stream(f"before_frames({count})", payload, effect)


def stream_error(count: int, code: int, http: int, message: str) -> Fault:
    """End the stream with an error frame after `count` frames, under the status 200."""

    def make(events: bool) -> bytes:
        return bytes(error_frame(code, http, message, events))

    return before_frames(count, make, "error", then=False)


def stream_frame(count: int, value: object, effect: Effect) -> Fault:
    """Put a frame of any content in after `count` frames."""
    return before_frames(count, lambda events: frame(value, events), effect)


def many_frames(value: object, count: int) -> Fault:
    """Answer a stream of `count` equal frames, made as they are sent: any length costs the same."""

    async def body(events: bool) -> Pieces:
        one = frame({"result": value}, events)
        at_once = max(65536 // len(one), 1)
        for start in range(0, count, at_once):
            yield one * min(at_once, count - start)

    def answer(request: Request, _: Response) -> Response:
        events = wants_events(request)
        return stream_response(body(events), events)

    return Fault(f"many_frames({count})", handle=False, answer=answer, on="stream")


def frame_with_status(status: int, code: int, message: str) -> Fault:
    """Answer a stream with one error frame under an error status."""

    def answer(request: Request, _: Response) -> Response:
        events = wants_events(request)
        return stream_response(error_frame(code, status, message, events), events, status)

    effect = _effect_of(status)
    return Fault(f"frame {status}", handle=False, answer=answer, effect=effect, on="stream")


def without_last_newline(count: int) -> Fault:
    """End the stream in order after `count` frames, the last one without the end of its line."""

    async def payload(pieces: Pieces, _: bool) -> Pieces:
        left = count
        async for piece in pieces:
            left -= 1
            yield piece if left else piece.rstrip(b"\n")
            if not left:
                return

    return _stream(f"without_last_newline({count})", payload, "harmless")


def end_frames(count: int, *, cut: bool = False) -> Fault:
    """End the stream after `count` whole frames: in order, or by the connection's end."""

    async def payload(pieces: Pieces, _: bool) -> Pieces:
        left = count
        while left:
            left -= 1
            yield await anext(pieces)
        if cut:
            raise Cut

    return _stream(f"end_frames({count}, cut={cut})", payload, "lost")


def asked_otherwise(**changes: str | None) -> Fault:
    """Let the server act as if the query had held these values; None removes one.

    An underscore in a name stands for a dot: `listOptions_resourceVersion="1"` makes a watch tell
    old events once more.
    """
    named = {name.replace("_", "."): value for name, value in changes.items()}

    def edit(request: Request) -> Request:
        kept = [(name, value) for name, value in request.query if name not in named]
        added = [(name, value) for name, value in named.items() if value is not None]
        path = request.target.partition("?")[0]
        return replace(request, target=f"{path}?{urlencode([*kept, *added])}")

    return Fault("asked_otherwise", edit=edit, on="stream")
