"""Takes the bytes of a stream apart into frames, one JSON text each.

The server sends ``text/event-stream`` or newline-delimited JSON, by what the request accepts.
There is no input or output here: bytes go in as they come, split anywhere, and whole frames come
out. Each byte is handled a fixed number of times, whatever the sizes of the frames and the pieces.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from itertools import takewhile
from typing import Any, cast

from ._error_body import read_error_object
from ._errors import ResponseTooLargeError, ResponseValidationError, StreamError
from ._json_scan import ObjectScanner, is_object, split_objects
from ._redact import RequestInfo

# The server's own limit for one message.
FRAME_LIMIT = 100 * 1024 * 1024

# What may stand around the payload of a frame: names of fields, comments, line ends.
_AROUND = 1024
_BOM = b"\xef\xbb\xbf"
_RESULT = b'{"result":'


class FrameDecoder(ABC):
    """Takes frames off a stream; `frame_decoder` makes the one that fits."""

    # What ends a frame, line ends being normalised.
    _separator: bytes

    def __init__(self, limit: int = FRAME_LIMIT, request: RequestInfo | None = None) -> None:
        """Begin a stream.

        Args:
            limit: The size that no frame may exceed, in bytes.
            request: What was asked, for the messages of errors.
        """
        self._limit = limit
        self._request = request
        self._rest = bytearray()
        self._begun = False
        self._failed = False

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes and return the payloads of the frames that they complete.

        Raises:
            ResponseTooLargeError: If a frame is larger than the limit. The frames before it are
                returned first, and the next call raises.
        """
        self._check()
        data = data if self._begun else self._without_bom(data)
        return self._within_limit(self._take(self._normalise(data)))

    def finish(self) -> tuple[list[bytes], bool]:
        """Take the end of the stream.

        Returns:
            The payloads of frames that came whole but for their separator, and whether the stream
            ended within a frame.

        Raises:
            ResponseTooLargeError: If a frame is larger than the limit.
        """
        self._check()
        rest = bytes(self._rest)
        self._rest.clear()
        last = self._within_limit(self._payloads(rest))
        whole = [payload for payload in last if is_object(payload)]
        truncated = len(whole) < len(last) if last else self._begins_frame(rest)
        return whole, truncated

    @abstractmethod
    def _normalise(self, data: bytes) -> bytes:
        """Bring line ends into the form that the separator has."""

    @abstractmethod
    def _payloads(self, text: bytes) -> list[bytes]:
        """Return the payloads of the frames that a text of whole frames holds."""

    @abstractmethod
    def _begins_frame(self, rest: bytes) -> bool:
        """Tell whether a rest without a payload is the start of a frame nevertheless."""

    def _take(self, data: bytes) -> list[bytes]:
        if not self._rest:
            head, separator, rest = data.rpartition(self._separator)
            self._rest += rest
            return self._payloads(head) if separator else []
        # A separator may lie across the end of what came before.
        searched = max(0, len(self._rest) - len(self._separator) + 1)
        self._rest += data
        if b"\n" not in data:
            return []  # told much faster than that a separator of two bytes is not there
        end = self._rest.rfind(self._separator, searched)
        if end < 0:
            return []
        head = bytes(memoryview(self._rest)[:end])
        del self._rest[: end + len(self._separator)]
        return self._payloads(head)

    def _without_bom(self, data: bytes) -> bytes:
        start = bytes(self._rest) + data
        self._rest.clear()
        if len(start) < len(_BOM) and _BOM.startswith(start):
            self._rest += start  # too short to tell
            return b""
        self._begun = True
        return start.removeprefix(_BOM)

    def _check(self) -> None:
        if self._failed:
            raise ResponseTooLargeError("a frame of the stream", self._limit, self._request)

    def _within_limit(self, payloads: list[bytes]) -> list[bytes]:
        self._failed = len(self._rest) > self._limit + _AROUND
        if max(map(len, payloads), default=0) > self._limit:
            self._failed = True
            payloads = list(takewhile(lambda payload: len(payload) <= self._limit, payloads))
        if not payloads:
            self._check()
        return payloads


class JSONLinesDecoder(FrameDecoder):
    """Newline-delimited JSON; objects that follow each other without a newline are told apart."""

    _separator = b"\n"

    def __init__(self, limit: int = FRAME_LIMIT, request: RequestInfo | None = None) -> None:
        super().__init__(limit, request)
        self._scanner = ObjectScanner()

    def _normalise(self, data: bytes) -> bytes:
        return data  # a carriage return is white space to JSON

    def _take(self, data: bytes) -> list[bytes]:
        payloads = super()._take(data)
        if b"\n" in data:
            self._scanner = ObjectScanner()
        # Only then can the rest, which no newline has ended yet, begin with whole objects.
        if data.endswith(b"}") or b"}{" in data:
            payloads += self._scanner.take(self._rest)
        return payloads

    def _payloads(self, text: bytes) -> list[bytes]:
        lines = [stripped for line in text.split(b"\n") if (stripped := line.strip())]
        if b"}{" in text or b"} {" in text:
            return [payload for line in lines for payload in split_objects(line)]
        return lines

    def _begins_frame(self, rest: bytes) -> bool:
        return False  # it is blank


class EventStreamDecoder(FrameDecoder):
    """``text/event-stream``: the data of each event; keep-alives and other fields are left out."""

    _separator = b"\n\n"

    def __init__(self, limit: int = FRAME_LIMIT, request: RequestInfo | None = None) -> None:
        super().__init__(limit, request)
        self._after_return = False

    def feed(self, data: bytes) -> list[bytes]:
        # One whole event, as servers send the lines of a log one by one: there may be very many.
        if (
            data[:6] == b"data: "
            and data.find(b"\n") == len(data) - 2
            and data[-1:] == b"\n"
            and b"\r" not in data
            and 8 < len(data) <= self._limit
            and self._begun
            and not (self._rest or self._after_return or self._failed)
        ):
            return [data[6:-2]]
        return super().feed(data)

    def _normalise(self, data: bytes) -> bytes:
        if not data:
            return data
        if self._after_return:
            data = data.removeprefix(b"\n")  # the second half of a line end that was cut in two
        self._after_return = data.endswith(b"\r")
        if b"\r" in data:
            return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return data

    def _payloads(self, text: bytes) -> list[bytes]:
        payloads: list[bytes] = []
        # Looking for one byte is much faster than for two: it matters where events are large.
        for event in text.split(b"\n\n") if b"\n" in text else [text]:
            if event.startswith(b"data: ") and b"\n" not in event and len(event) > 6:
                payloads.append(event[6:])
            elif data := _event_data(event):
                payloads.append(data)
        return payloads

    def _begins_frame(self, rest: bytes) -> bool:
        return any(line and not line.startswith(b":") for line in rest.split(b"\n"))


def _event_data(event: bytes) -> bytes:
    values: list[bytes] = []
    for line in event.split(b"\n"):
        name, _, value = line.partition(b":")
        if name == b"data":
            values.append(value.removeprefix(b" "))
    return b"\n".join(values)


_DECODERS: dict[str, type[FrameDecoder]] = {
    "application/json": JSONLinesDecoder,
    "application/x-ndjson": JSONLinesDecoder,
    "text/event-stream": EventStreamDecoder,
    # An empty stream can come without a type.
    "": JSONLinesDecoder,
}


def frame_decoder(
    content_type: str, *, limit: int = FRAME_LIMIT, request: RequestInfo | None = None
) -> FrameDecoder:
    """Return the decoder for a stream.

    Args:
        content_type: The header of that name; parameters such as the charset do not matter.
        limit: The size that no frame may exceed, in bytes; 100 MiB unless stated.
        request: What was asked, for the messages of errors.

    Raises:
        ResponseValidationError: If that is no type of a stream.
    """
    decoder = _DECODERS.get(content_type.partition(";")[0].strip().lower())
    if decoder is None:
        expected = ", ".join(filter(None, _DECODERS))
        raise ResponseValidationError(
            f'a stream was promised, but "{content_type}" came; expected one of {expected}',
            body=b"",
            request=request,
        )
    return decoder(limit, request)


def parse_frame(payload: bytes, request: RequestInfo | None = None) -> bytes:
    """Return the JSON text of the result that a frame carries.

    The text is not read here, but for frames of an unusual form: whoever reads it finds out
    whether it is JSON.

    Raises:
        StreamError: If the frame carries an error.
        ResponseValidationError: If it carries neither.
    """
    # A second key after the result would leave a text that is not JSON, so it is not overlooked.
    if payload.startswith(_RESULT) and payload.endswith(b"}"):
        return payload[len(_RESULT) : -1]
    frame = _read_object(payload, request)
    error = frame.get("error")
    if error is not None:
        raise _stream_error(frame, payload, request)
    if "result" not in frame:
        raise _invalid("a frame of the stream has neither a result nor an error", payload, request)
    return json.dumps(frame["result"]).encode()


def _read_object(payload: bytes, request: RequestInfo | None) -> dict[str, Any]:
    try:
        frame = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise _invalid(f"a frame of the stream is not JSON: {error}", payload, request) from error
    if not isinstance(frame, dict):
        raise _invalid("a frame of the stream is not a JSON object", payload, request)
    return cast("dict[str, Any]", frame)


def _invalid(reason: str, payload: bytes, request: RequestInfo | None) -> ResponseValidationError:
    return ResponseValidationError(reason, body=payload, request=request)


def _stream_error(
    frame: dict[str, Any], payload: bytes, request: RequestInfo | None
) -> StreamError:
    read = read_error_object(frame, payload.decode("utf-8", "replace"))
    error = frame["error"]
    stated = cast("dict[str, Any]", error) if isinstance(error, dict) else {}
    http_code, http_status = stated.get("http_code"), stated.get("http_status")
    return StreamError(
        read.message,
        grpc_code=read.grpc_code,
        http_code=http_code if type(http_code) is int else None,
        http_status=http_status if isinstance(http_status, str) else "",
        details=read.details,
        request=request,
    )
