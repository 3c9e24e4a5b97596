"""A log stream goes on over cuts: no line twice, none lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_client._log_resume import LogResume, read_time

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        ("1970-01-01T00:00:01Z", SECOND),
        ("1970-01-01T00:00:01.5Z", 1_500_000_000),
        ("1970-01-01T00:00:01.000000007Z", SECOND + 7),
        ("1970-01-01T02:00:01.25+02:00", 1_250_000_000),
        ("2026-02-03T04:05:06.123456789Z", 1_770_091_506_123_456_789),
        ("1970-13-01T00:00:01Z", None),
        ("1970-01-01T00:00:01", None),
        ("1970-01-01T00:00:01.²Z", None),
        ("starting", None),
        ("", None),
    ],
)
def test_timestamps(stamp: str, time: int | None) -> None:
    assert read_time(stamp) == time


def stamp(millisecond: int) -> str:
    return f"2026-01-01T00:{millisecond // 60_000:02}:{millisecond // 1000 % 60:02}.{millisecond % 1000:03}Z"


def test_the_timestamp_is_taken_off() -> None:
    line = f"{stamp(0)} a  line "
    assert LogResume().take("pod", line) == "a  line "
    assert LogResume(keep_timestamps=True).take("pod", line) == line
    assert LogResume().take("pod", f"{stamp(0)} ") == ""


def test_before_the_first_line_the_stream_is_asked_for_as_before() -> None:
    assert LogResume().reconnect() is None


def test_after_a_cut_lines_are_asked_for_from_a_second_before_the_oldest_last_line() -> None:
    logs = LogResume()
    logs.take("a", "1970-01-01T00:01:30.5Z x")
    logs.take("b", "1970-01-01T00:01:10.5Z x")
    logs.take("b", "1970-01-01T00:01:20.5Z x")
    assert logs.reconnect() == 79


def test_equal_lines_of_one_moment_are_counted() -> None:
    logs = LogResume()
    line = f"{stamp(5)} tick"
    assert [logs.take("a", line) for _ in range(2)] == ["tick", "tick"]
    logs.reconnect()
    assert [logs.take("a", line) for _ in range(3)] == [None, None, "tick"]
    logs.reconnect()
    assert [logs.take("a", line) for _ in range(4)] == [None, None, None, "tick"]


def test_equal_lines_of_two_pods_are_two_lines() -> None:
    logs = LogResume()
    line = f"{stamp(5)} tick"
    assert logs.take("a", line) == "tick"
    logs.reconnect()
    assert logs.take("b", line) == "tick"


def test_without_timestamps_the_stream_cannot_be_resumed() -> None:
    logs = LogResume()
    assert logs.take("a", f"{stamp(5)} one") == "one"
    assert logs.can_resume
    assert logs.take("a", "no time") == "no time"
    assert not logs.can_resume


entries = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from("ab"), st.sampled_from(["x", "y", "z"])),
    max_size=30,
)


def history(steps: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Lines as the server has them: the first number counts milliseconds from the line before."""
    time, lines = 10_000, list[tuple[int, str, str]]()
    for step, pod, text in steps:
        time += step
        lines.append((time, pod, text))
    return lines


def serve(lines: list[tuple[int, str, str]], since: int | None) -> list[tuple[int, str, str]]:
    first = 0 if since is None else since * 1000 - EPOCH
    return [line for line in lines if line[0] >= first]


EPOCH = (read_time(stamp(0)) or 0) // 1_000_000


@given(entries, st.lists(st.integers(0, 40), max_size=6), st.data())
def test_over_any_cuts_each_line_is_handed_on_once(
    steps: list[tuple[int, str, str]], cuts: list[int], data: st.DataObject
) -> None:
    # Both pods are known from the start; each begins with a line of its own.
    lines = history([(0, "a", "first"), (0, "b", "first"), *steps])
    logs, since = LogResume(), None
    got: list[tuple[str, str]] = []
    for cut in [*(2 + cut for cut in cuts), None]:
        sent = serve(lines, since)[:cut]
        # Within less than a second the server may change the order from one answer to another.
        shuffled = sorted(sent, key=lambda line: line[0] + data.draw(st.integers(0, 300)))
        for time, pod, text in shuffled:
            content = logs.take(pod, f"{stamp(time)} {text}")
            if content is not None:
                got.append((pod, f"{time} {content}"))
        since = logs.reconnect()
    assert sorted(got) == sorted((pod, f"{time} {text}") for time, pod, text in lines)
