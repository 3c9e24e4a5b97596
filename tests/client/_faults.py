"""The table of faults by name, from which parametrized tests draw."""

from __future__ import annotations

import re
from dataclasses import replace

from ._fault import (
    OK,
    PAUSE,
    Fault,
    cut,
    cut_body,
    end_body,
    half_close,
    late_head,
    restart,
    restart_after,
    slow,
    stall,
    stall_body,
    stall_frames,
    unsent,
)
from ._replies import (
    asked_otherwise,
    before_frames,
    bytewise,
    bytewise_chunks,
    chunked,
    each_piece,
    end_frames,
    error,
    frame_with_status,
    head,
    length,
    limited,
    raw,
    redirect,
    reply,
    stream_error,
    stream_frame,
    stream_type,
    until_close,
    with_body,
    with_headers,
    without_header,
    without_last_newline,
    zipped,
    zipped_stream,
)
from ._wire import chunk

__all__ = ["FAULTS", "OK", "faults"]

_HTML = "<html><body><h1>Bad Gateway</h1></body></html>"
_HUGE = 16 * 1024 * 1024
_LONG = "x" * (3 * 1024 * 1024)


def _status_line(line: bytes, head: bytes) -> bytes:
    return line + head[head.index(b"\r\n") :]


def _header(line: bytes, head: bytes) -> bytes:
    return head[:-2] + line + b"\r\n\r\n"


def _length_again(head: bytes) -> bytes:
    found = re.search(rb"Content-Length: \d+", head)
    return _header(found[0], head) if found else head


_CONNECTION = {
    "close-before-answer": unsent(),
    "reset-before-answer": unsent(reset=True),
    "close-after-acting": cut(0),
    "reset-after-acting": cut(0, reset=True),
    "cut-in-status-line": cut(6),
    "cut-in-headers": cut(40),
    "reset-in-headers": cut(40, reset=True),
    "cut-before-body": cut_body(0),
    "reset-before-body": cut_body(0, reset=True),
    "cut-in-body": cut_body(10),
    "reset-in-body": cut_body(10, reset=True),
    "restart": restart(),
    "restart-in-body": restart_after(10),
}

_TIME = {
    "stall-before-headers": stall(PAUSE),
    "stall-in-body": stall_body(10, PAUSE),
    "stall-shortly": stall(0.05),
    "stall-shortly-in-body": stall_body(10, 0.05),
    "slow-headers": slow(0.0005),
    "slow-everything": slow(0.0002, whole=True),
    "endless-headers": slow(PAUSE),
    "late-headers": late_head(),
}

_FRAMING = {
    "length-too-long": length(10),
    "length-too-short": length(-5),
    "length-garbage": raw((("Content-Length", "many"),), bytes),
    "length-negative": raw((("Content-Length", "-5"),), bytes),
    "length-twice": raw((("Content-Length", "5"), ("Content-Length", "7")), bytes),
    "chunk-size-garbage": chunked(lambda body: b"zz\r\n" + body + b"\r\n0\r\n\r\n"),
    "chunk-size-too-big": chunked(lambda body: b"ffff\r\n" + body + b"\r\n0\r\n\r\n"),
    "chunk-size-too-small": chunked(lambda body: b"2\r\n" + body + b"\r\n0\r\n\r\n"),
    "chunk-size-negative": chunked(lambda body: b"-1\r\n" + body + b"\r\n0\r\n\r\n"),
    "chunks-without-end": chunked(chunk),
    "chunk-cut": chunked(lambda body: chunk(body)[:-8]),
    "chunks-of-one-byte": chunked(bytewise_chunks, "harmless"),
    "chunk-extensions": chunked(
        lambda body: b"%x;a=b\r\n%b\r\n0\r\n\r\n" % (len(body), body), "harmless"
    ),
    "trailers": chunked(lambda body: chunk(body) + b"0\r\nX-Trailer: 1\r\n\r\n", "harmless"),
    "until-close": until_close(),
    "status-line-garbage": head(lambda data: _status_line(b"HTTP/9.9 what", data)),
    "status-not-a-number": head(lambda data: _status_line(b"HTTP/1.1 abc OK", data)),
    "no-head": head(lambda data: b""),
    "bytes-of-another-protocol": head(lambda data: b"\x15\x03\x01\x00\x02\x02\x28"),
    "header-without-colon": head(lambda data: _header(b"no colon here", data)),
    "header-with-nul": head(lambda data: _header(b"X-Nul: a\x00b", data)),
    "header-of-200-kB": head(lambda data: _header(b"X-Long: " + b"x" * 200_000, data)),
    "continue-first": head(lambda data: b"HTTP/1.1 100 Continue\r\n\r\n" + data, "harmless"),
    "early-hints-first": head(lambda data: b"HTTP/1.1 103 Early Hints\r\n\r\n" + data, "harmless"),
    "trailer-cut": chunked(lambda body: chunk(body) + b"0\r\nX-Tra"),
    "last-chunk-without-end": chunked(lambda body: chunk(body) + b"0\r\n"),
    "half-closed-in-body": half_close(10),
    "continue-many-times": head(
        lambda data: b"HTTP/1.1 100 Continue\r\n\r\n" * 100 + data, "harmless"
    ),
    "http-1.0": replace(
        head(lambda data: _status_line(b"HTTP/1.0 200 OK", data), "harmless"), on="unary"
    ),
    "header-folded": head(lambda data: _header(b"X-Folded: a\r\n  b", data), "harmless"),
    "header-not-ascii": head(lambda data: _header(b"X-Name: \xc3\xbc\xff", data), "harmless"),
    "length-twice-the-same": head(_length_again, "harmless"),
    "no-reason-phrase": head(lambda data: _status_line(b"HTTP/1.1 200 ", data), "harmless"),
}

_RETRIED = {
    "429-seconds": limited("Retry-After", 1),
    "429-zero-seconds": limited("Retry-After", 0),
    "429-date": limited("Retry-After", 1, date=True),
    "429-reset-date": limited("X-RateLimit-Reset", 1, date=True),
    "429-no-hint": limited("Retry-After", None),
    "429-json": error(429, 8, "too many requests"),
    "502-html": reply(502, _HTML, "text/html"),
    "502-empty": reply(502, b"", None),
    "503-html": reply(503, _HTML, "text/html"),
    "503-empty": reply(503, b"", None),
    "503-json": error(503, 14, "transport is closing"),
    "503-retry-after": reply(503, b"", None, ("Retry-After", "1")),
    "503-retry-after-garbage": reply(503, b"", None, ("Retry-After", "soon")),
    "503-retry-after-negative": reply(503, b"", None, ("Retry-After", "-5")),
    "503-retry-after-fraction": reply(503, b"", None, ("Retry-After", "1.5e3")),
    "503-retry-after-past": reply(503, b"", None, ("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT")),
    "503-retry-after-twice": reply(503, b"", None, ("Retry-After", "0"), ("Retry-After", "0")),
    "504-html": reply(504, _HTML, "text/html"),
    "504-json": error(504, 4, "context deadline exceeded"),
}

_ERRORS = {
    "400-json": error(400, 3, "unable to parse"),
    "401-once": error(401, 16, "token not valid"),
    "401-html": reply(401, _HTML, "text/html"),
    "403-json": error(403, 7, "permission denied"),
    "404-html": reply(404, _HTML, "text/html"),
    "404-empty": reply(404, b"", None),
    "409-json": error(409, 6, "already exists"),
    "500-json-without-message": reply(500, '{"code":13,"details":[]}'),
    "500-json-error-only": reply(500, '{"error":"boom","code":13}'),
    "500-json-list": reply(500, "[]"),
    "500-json-null": reply(500, "null"),
    "500-json-message-no-text": reply(500, '{"code":"13","message":{"a":1}}'),
    "500-json-cut": reply(500, '{"code":13,"mess'),
    "500-text": reply(500, "runtime error", "text/plain"),
    "500-html": reply(500, _HTML, "text/html"),
    "500-empty": reply(500, b"", None),
    "500-not-utf-8": reply(500, b"\xff\xfe\x00broken", "text/plain"),
    "501-json": error(501, 12, "not implemented"),
    "599-empty": reply(599, b"", None),
    "redirect-to-another-host": redirect("http://127.0.0.2:9/elsewhere"),
    "redirect-within": redirect("/elsewhere", 302),
    "redirect-to-itself": redirect(None),
    "redirect-to-a-login-page": redirect("https://login.example.com/?next=%2Fapi", 302),
    "redirect-for-good": redirect("/elsewhere", 301),
    "redirect-nowhere": redirect(""),
}

_CONTENT = {
    "html-200": reply(200, _HTML, "text/html"),
    "text-200": reply(200, "ok", "text/plain"),
    "empty-200": reply(200, b""),
    "empty-204": reply(204, b"", None),
    "json-null": reply(200, "null"),
    "json-list": reply(200, "[1, 2]"),
    "json-number": reply(200, "17"),
    "json-cut": reply(200, '{"metadata": {"name": "o'),
    "json-deep": reply(200, "[" * 100_000 + "]" * 100_000),
    "json-not-utf-8": reply(200, b'{"metadata": {"name": "\xff\xfe"}}'),
    "body-of-16-MiB": reply(200, b'{"metadata": {"name": "' + b"x" * _HUGE + b'"}}'),
    "content-type-missing": without_header("content-type"),
    "content-type-upper-case": with_headers(("CONTENT-TYPE", "Application/JSON; Charset=UTF-8")),
    "gzip": zipped(),
    "gzip-broken": zipped(broken=True),
    "encoding-unknown": with_headers(("Content-Encoding", "rot13")),
    "charset-wrong": replace(
        with_headers(("Content-Type", "application/json; charset=utf-16")), on="unary"
    ),
    "byte-order-mark": with_body(lambda body: b"\xef\xbb\xbf" + body, "harmless"),
    "white-space-around": with_body(lambda body: b"\r\n\t " + body + b"\n\n", "harmless"),
    "fields-unknown": with_body(lambda body: b'{"brandNew":{"a":[1]},' + body[1:], "harmless"),
}

_FIELDS = b"event: message\nid: 7\nretry: 10\n"

_STREAM = {
    "stream-cut-in-frame": replace(cut_body(17), on="stream"),
    "stream-reset-in-frame": replace(cut_body(17, reset=True), on="stream"),
    "stream-ends-in-frame": end_body(17),
    "stream-cut-after-frame": end_frames(1, cut=True),
    "stream-ends-after-frame": end_frames(1),
    "stream-empty": end_frames(0),
    "stream-stalls-between-frames": stall_frames(0.02),
    "stream-stalls": replace(stall_frames(PAUSE), on="stream"),
    "stream-restart": replace(restart_after(17), on="stream"),
    "stream-error-first": stream_error(0, 13, 500, "boom"),
    "stream-error-in-middle": stream_error(1, 13, 500, "boom"),
    "stream-eof-429": stream_error(1, 8, 429, "EOF"),
    "stream-expired-in-middle": stream_error(1, 3, 400, "too old resource version: 1 (2)"),
    "stream-expired-first": frame_with_status(400, 3, "too old resource version: 1 (2)"),
    "stream-error-frame-with-500": frame_with_status(500, 13, "boom"),
    "stream-unary-error": replace(error(500, 13, "boom"), on="stream"),
    "stream-unary-404": replace(error(404, 5, "not found"), on="stream"),
    "stream-html": replace(reply(200, _HTML, "text/html"), on="stream"),
    "stream-frame-not-json": before_frames(
        1, lambda events: b"data: {oops\n\n" if events else b"{oops\n", "garbage"
    ),
    "stream-frame-unknown": stream_frame(1, {"surprise": 1}, "garbage"),
    "stream-frame-null": stream_frame(1, {"result": None}, "garbage"),
    "stream-keep-alives": before_frames(
        1, lambda events: b":\n" * 50 if events else b"", "harmless"
    ),
    "stream-keep-alives-as-frames": before_frames(
        0, lambda events: b": hello\n\n" * 50 if events else b"\n", "harmless"
    ),
    "stream-bytewise": bytewise(),
    "stream-crlf": each_piece(lambda piece: piece.replace(b"\n", b"\r\n")),
    "stream-cr": each_piece(lambda piece: piece.replace(b"\n", b"\r")),
    "stream-line-ends-mixed": each_piece(lambda piece: piece.replace(b"\n\n", b"\r\n\r\r\n")),
    "stream-gzip": zipped_stream(),
    "stream-charset": stream_type("text/event-stream; charset=UTF-8"),
    "stream-type-in-capitals": stream_type("TEXT/Event-Stream"),
    "stream-data-empty": before_frames(
        1, lambda events: b"data:\n\nevent: ping\n\ndata\n\n" if events else b"\n", "harmless"
    ),
    "stream-other-fields": each_piece(
        lambda piece: _FIELDS + piece if piece.startswith(b"data:") else piece
    ),
    "stream-data-without-space": each_piece(lambda piece: piece.replace(b"data: ", b"data:", 1)),
    "stream-byte-order-mark": before_frames(
        0, lambda events: "\ufeff".encode() if events else b"", "harmless"
    ),
    "stream-no-final-newline": without_last_newline(1),
    "stream-event-of-3-MB": each_piece(
        lambda piece: piece.replace(b'{"result":{', b'{"result":{"long":"%b",' % _LONG.encode(), 1)
    ),
    "stream-events-twice": each_piece(lambda piece: piece * 2),
    "stream-old-events": asked_otherwise(
        listOptions_resourceVersion="1", logOptions_sinceTime_seconds=None
    ),
    "stream-one-chunk-late-headers": replace(late_head(), on="stream"),
}

_GROUPS = (_CONNECTION, _TIME, _FRAMING, _RETRIED, _ERRORS, _CONTENT, _STREAM)

FAULTS: dict[str, Fault] = {
    name: replace(fault, name=name) for group in _GROUPS for name, fault in group.items()
}


def faults(*, on: str, effect: str | None = None) -> list[str]:
    """Return the names of the faults for `unary` or `stream` answers, of one effect or of all."""
    return [
        name
        for name, fault in FAULTS.items()
        if fault.on in ("any", on) and effect in (None, fault.effect)
    ]
