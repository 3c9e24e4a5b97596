"""Frames come out the same however the bytes of a stream are cut."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_client._errors import (
    RequestInfo,
    ResponseTooLargeError,
    ResponseValidationError,
    StreamError,
)
from hera_client._frames import FrameDecoder, frame_decoder, parse_frame

EVENTS = "text/event-stream"
LINES = "application/json"
REQUEST = RequestInfo("GET", "https://argo.example.com/api/v1/workflow-events/ml")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(st.text(alphabet='ab"{}\\ \u2028é', max_size=4), json_values, max_size=3)
results = st.builds(lambda value: {"result": value}, objects)


def decode(decoder: FrameDecoder, pieces: list[bytes]) -> tuple[list[bytes], bool]:
    frames = [frame for piece in pieces for frame in decoder.feed(piece)]
    last, truncated = decoder.finish()
    return frames + last, truncated


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


def loaded(frames: list[bytes]) -> list[Any]:
    return [json.loads(frame) for frame in frames]


@pytest.mark.parametrize(
    "content_type", ["application/x-ndjson", "Application/JSON; charset=utf-8"]
)
def test_lines_are_frames(content_type: str) -> None:
    data = b'{"result":{"a":1}}\n\n \r\n{"result":2}\r\n{"result":3}'
    frames, truncated = decode(frame_decoder(content_type), [data])
    assert frames == [b'{"result":{"a":1}}', b'{"result":2}', b'{"result":3}']
    assert not truncated


def test_objects_without_a_newline_are_told_apart_as_soon_as_they_are_whole() -> None:
    decoder = frame_decoder(LINES)
    assert decoder.feed(b'{"result":"}{"}{"result":"\\"}') == [b'{"result":"}{"}']
    assert decoder.feed(b'{"} ') == []
    assert decoder.feed(b'{"result":3}') == [b'{"result":"\\"}{"}', b'{"result":3}']
    assert decoder.finish() == ([], False)


def test_what_is_no_object_comes_out_as_the_rest_of_its_line() -> None:
    frames, _ = decode(frame_decoder(LINES), [b'{"result":1}{"result":2}upstream error\n[1]\n'])
    assert frames == [b'{"result":1}', b'{"result":2}', b"upstream error", b"[1]"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_events_with_each_line_end(end: bytes) -> None:
    lines = [
        b": keep-alive",
        b"",
        b"event: message",
        b"id: 7",
        b"retry: 10",
        b'data: {"result":',
        b"data:1}",
        b"",
        b'data: {"result":2}',
        b"",
        b":",
        b'data:{"result":3}',
        b"data",
        b"",
        b"data: ",
        b"",
        b"",
    ]
    data = b"\xef\xbb\xbf" + end.join(lines) + end
    expected = ([b'{"result":\n1}', b'{"result":2}', b'{"result":3}\n'], False)
    assert decode(frame_decoder(EVENTS), [data]) == expected
    assert decode(frame_decoder(EVENTS), [data[i : i + 1] for i in range(len(data))]) == expected


def test_an_empty_piece_between_the_halves_of_a_line_end_changes_nothing() -> None:
    decoder = frame_decoder(EVENTS)
    pieces = [b'data: {"result":', b"\r", b"", b"\n", b"data: 1}\r\n", b"\r", b"\n"]
    assert decode(decoder, pieces) == ([b'{"result":\n1}'], False)


@pytest.mark.parametrize(
    ("content_type", "data", "frames", "truncated"),
    [
        (EVENTS, b"", [], False),
        (EVENTS, b"\xef\xbb", [], True),
        (EVENTS, b": keep-alive\n\n: kee", [], False),
        (EVENTS, b"dat", [], True),
        (EVENTS, b'data: {"result":1}\n', [b'{"result":1}'], False),
        (EVENTS, b'data: {"result":1}', [b'{"result":1}'], False),
        (EVENTS, b'data: {"result":1}\n\ndata: {"resu', [b'{"result":1}'], True),
        (LINES, b"", [], False),
        (LINES, b" \n ", [], False),
        (LINES, b'{"result":1}', [b'{"result":1}'], False),
        (LINES, b'{"result":1}\n{"resu', [b'{"result":1}'], True),
        (LINES, b'{"result":"}', [], True),
    ],
)
def test_the_end_tells_whether_a_frame_is_cut(
    content_type: str, data: bytes, frames: list[bytes], truncated: bool
) -> None:
    assert decode(frame_decoder(content_type), [data]) == (frames, truncated)


@given(st.lists(results, max_size=5), st.sampled_from(["\n", "\r\n", "\n\n", "", " "]), st.data())
def test_any_split_of_json_decodes_the_same(
    values: list[Any], separator: str, data: st.DataObject
) -> None:
    text = separator.join(json.dumps(value, ensure_ascii=False) for value in values).encode()
    pieces = cut(text, data.draw(st.lists(st.integers(0), max_size=20)))
    frames, truncated = decode(frame_decoder(LINES), pieces)
    assert (loaded(frames), truncated) == (values, False)


@given(
    st.lists(st.tuples(results, st.sampled_from(["", ":\n", ": ping\n\n", "id: 1\n"])), max_size=5),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.data(),
)
def test_any_split_of_events_decodes_the_same(
    events: list[tuple[Any, str]], end: str, bom: bool, data: st.DataObject
) -> None:
    texts = [f"{before}data: {json.dumps(value)}\n\n" for value, before in events]
    text = "".join(texts).replace("\n", end).encode()
    pieces = cut(b"\xef\xbb\xbf" * bom + text, data.draw(st.lists(st.integers(0), max_size=20)))
    frames, truncated = decode(frame_decoder(EVENTS), pieces)
    assert (loaded(frames), truncated) == ([value for value, _ in events], False)


@given(st.lists(results, min_size=1, max_size=4), st.sampled_from([EVENTS, LINES]), st.data())
def test_a_cut_anywhere_loses_no_whole_frame_and_invents_none(
    values: list[Any], content_type: str, data: st.DataObject
) -> None:
    form = "data: {}\n\n" if content_type == EVENTS else "{}\n"
    texts = [form.format(json.dumps(value)).encode() for value in values]
    end = data.draw(st.integers(0, sum(map(len, texts))))
    frames, truncated = decode(frame_decoder(content_type), [b"".join(texts)[:end]])
    bodies = [len(text.rstrip(b"\n")) for text in texts]
    starts = [sum(map(len, texts[:index])) for index in range(len(texts))]
    whole = [
        value
        for value, start, size in zip(values, starts, bodies, strict=True)
        if start + size <= end
    ]
    assert loaded(frames) == whole
    assert truncated == any(
        start < end < start + size for start, size in zip(starts, bodies, strict=True)
    )


@pytest.mark.parametrize("content_type", [EVENTS, LINES])
@pytest.mark.parametrize("size", [1, 7, 100_000])
def test_a_frame_over_the_limit_fails_after_those_before_it(content_type: str, size: int) -> None:
    form = b"data: %s\n\n" if content_type == EVENTS else b"%s\n"
    good, long = b'{"result":1}', b'{"result":"%s"}' % (b"x" * 3000)
    data = form % good + form % long + form % good
    decoder = frame_decoder(content_type, limit=len(good), request=REQUEST)
    frames: list[bytes] = []

    def read_all() -> None:
        for start in range(0, len(data), size):
            frames.extend(decoder.feed(data[start : start + size]))
        decoder.finish()

    with pytest.raises(ResponseTooLargeError, match="GET /api/v1/workflow-events/ml: a frame of"):
        read_all()
    assert frames == [good]
    with pytest.raises(ResponseTooLargeError):
        decoder.feed(form % good)


def test_a_last_frame_over_the_limit_fails_at_the_end() -> None:
    decoder = frame_decoder(EVENTS, limit=10)
    assert decoder.feed(b'data: {"result":1}') == []
    with pytest.raises(ResponseTooLargeError):
        decoder.finish()


@pytest.mark.parametrize("content_type", [EVENTS, LINES])
def test_a_long_frame_in_many_small_pieces(content_type: str) -> None:
    form = b"data: %s\n\n" if content_type == EVENTS else b"%s\n"
    payload = b'{"result":"%s"}' % (b'\\"}{' * 500_000)
    data = form % payload
    pieces = [data[start : start + 64] for start in range(0, len(data), 64)]
    assert decode(frame_decoder(content_type), pieces) == ([payload], False)


def test_a_type_that_is_no_stream_is_refused() -> None:
    with pytest.raises(
        ResponseValidationError, match='"text/html" came; expected one of'
    ) as caught:
        frame_decoder("text/html", request=REQUEST)
    assert caught.value.request == REQUEST


def test_an_empty_stream_without_a_type_is_empty() -> None:
    assert decode(frame_decoder(""), []) == ([], False)


@pytest.mark.parametrize(
    ("payload", "result"),
    [
        (b'{"result":{"error":{"code":5}}}', {"error": {"code": 5}}),
        (b'{"result":null}', None),
        (b' { "result" : {"a": "\xc3\xa9\\ud800"} } ', {"a": "é\ud800"}),
        (b'{"error":null,"result":{"a":1}}', {"a": 1}),
    ],
)
def test_the_result_of_a_frame(payload: bytes, result: object) -> None:
    assert json.loads(parse_frame(payload)) == result


def test_an_error_frame_is_raised_with_all_it_states() -> None:
    payload = (
        b'{"error":{"grpc_code":8,"http_code":429,"message":"EOF",'
        b'"http_status":"Too Many Requests","details":[{"a":1}]}}'
    )
    with pytest.raises(StreamError) as caught:
        parse_frame(payload, REQUEST)
    error = caught.value
    assert (error.grpc_code, error.http_code, error.message) == (8, 429, "EOF")
    assert (error.http_status, error.details) == ("Too Many Requests", [{"a": 1}])
    assert str(error) == (
        "GET /api/v1/workflow-events/ml: the stream carried an error: EOF"
        " (HTTP 429; gRPC code 8, ResourceExhausted)"
    )


@pytest.mark.parametrize(
    ("payload", "message", "grpc_code"),
    [
        (b'{"error":{"code":5,"message":"gone"}}', "gone", 5),
        (b'{"error":"gone"}', "gone", None),
        (b'{"error":{"grpc_code":99,"http_code":"x"}}', "the body has no message: ", None),
        (b'{"error":[]}', "the body has no message: ", None),
        (b'{"result":{"a":1}, "error":{"message":"gone"} }', "gone", None),
    ],
)
def test_an_error_frame_of_any_shape_is_raised(
    payload: bytes, message: str, grpc_code: int | None
) -> None:
    # The last one has a result as well, and a form that the fast path does not take.
    with pytest.raises(StreamError) as caught:
        parse_frame(b" " + payload)
    assert caught.value.message.startswith(message)
    assert (caught.value.grpc_code, caught.value.http_code) == (grpc_code, None)


def test_an_error_beside_a_result_is_never_taken_for_a_result() -> None:
    with pytest.raises(ValueError, match="Extra data"):
        json.loads(parse_frame(b'{"result":{"a":1},"error":{"message":"gone"}}'))


@pytest.mark.parametrize(
    "payload", [b"", b"upstream error", b"[1]", b"{}", b"\xff", b"[" * 100_000]
)
def test_what_is_no_frame_is_refused_and_kept(payload: bytes) -> None:
    with pytest.raises(ResponseValidationError, match="a frame of the stream") as caught:
        parse_frame(payload, REQUEST)
    assert caught.value.body == payload


@pytest.mark.parametrize(
    "event", [b"data: {}\n\n", b"data: \n\n", b"data:\n\n", b": \n\n", b"data: {}\n\n\n"]
)
def test_a_chunk_that_is_one_event_reads_as_in_any_other_split(event: bytes) -> None:
    whole, split = frame_decoder("text/event-stream"), frame_decoder("text/event-stream")
    for decoder in (whole, split):
        decoder.feed(b": begun\n\n")

    found = whole.feed(event) + whole.feed(event)
    pieces = [payload for byte in event * 2 for payload in split.feed(bytes([byte]))]

    assert found == pieces
