"""What is sent again, and when."""

from __future__ import annotations

import math
import random
import time
from email.utils import formatdate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hera_client._errors import ConfigError
from hera_client._retry import Failure, RetryPolicy, may_retry, retry_after

NOW = 1_800_000_000.0


def top() -> float:
    return 1.0


def test_the_bound_doubles_up_to_the_maximum() -> None:
    policy = RetryPolicy(attempts=9, initial=0.25, maximum=8.0)
    assert [policy.delay(attempt, top) for attempt in range(1, 9)] == [0.25, 0.5, 1, 2, 4, 8, 8, 8]
    assert policy.delay(10_000_000, top) == 8.0


@given(st.integers(1, 200), st.integers())
def test_the_delay_is_between_zero_and_the_bound(attempt: int, seed: int) -> None:
    policy = RetryPolicy()
    delay = policy.delay(attempt, random.Random(seed).random)
    assert 0 <= delay <= policy.delay(attempt, top) <= policy.maximum


def test_the_attempts_are_limited() -> None:
    policy = RetryPolicy(attempts=3)
    delays = [policy.next_delay(attempt, 0, top, now=NOW) for attempt in (1, 2, 3, 4)]
    assert delays == [0.25, 0.5, None, None]


def test_no_attempt_begins_after_the_total_time() -> None:
    policy = RetryPolicy(total=10, initial=2)
    assert policy.next_delay(1, 8.0, top, now=NOW) == 2.0
    assert policy.next_delay(1, 8.1, top, now=NOW) is None


def test_what_the_server_asks_for_is_waited_besides_the_jitter() -> None:
    policy = RetryPolicy(total=60)
    assert policy.next_delay(1, 0, top, {"retry-after": "7"}, NOW) == 7.25
    assert policy.next_delay(1, 0, top, {"retry-after": "61"}, NOW) is None


def test_a_date_is_compared_with_the_clock() -> None:
    policy, zero = RetryPolicy(), lambda: 0.0
    past, future = (formatdate(time.time() + shift, usegmt=True) for shift in (-3600, 3600))
    assert policy.next_delay(1, 0, zero, {"retry-after": past}) == 0.0
    assert policy.next_delay(1, 0, zero, {"retry-after": future}) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": " 12 "}, 12.0),
        ({"retry-after": formatdate(NOW + 9, usegmt=True)}, 9.0),
        ({"retry-after": formatdate(NOW + 9)}, 9.0),
        ({"retry-after": formatdate(NOW - 9, usegmt=True)}, 0.0),
        ({"x-ratelimit-reset": formatdate(NOW + 3, usegmt=True)}, 3.0),
        ({"retry-after": "1", "x-ratelimit-reset": formatdate(NOW + 3, usegmt=True)}, 1.0),
        ({"retry-after": "soon", "x-ratelimit-reset": formatdate(NOW + 3, usegmt=True)}, 3.0),
        # The clock of the server is an hour ahead of this one.
        (
            {
                "retry-after": formatdate(NOW + 3605, usegmt=True),
                "date": formatdate(NOW + 3600, usegmt=True),
            },
            5.0,
        ),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "1.5"}, None),
        ({"retry-after": "²"}, None),
        ({"retry-after": "9" * 5000}, None),
        ({"retry-after": "Fri, 99 Foo 2026 99:99:99 GMT"}, None),
        ({"retry-after": "Fri, 01 Jan 2026 00:00:00 +99999999999999999999"}, None),
    ],
)
def test_what_the_headers_ask_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


@given(st.text(max_size=40))
def test_no_header_fails(value: str) -> None:
    asked = retry_after({"retry-after": value, "x-ratelimit-reset": value, "date": value}, NOW)
    assert asked is None or asked >= 0


@pytest.mark.parametrize(
    ("idempotent", "outcome", "again"),
    [
        (True, Failure.NOT_SENT, True),
        (True, Failure.MAYBE_SENT, True),
        (False, Failure.NOT_SENT, True),
        (False, Failure.MAYBE_SENT, False),
        *((True, status, True) for status in (429, 502, 503, 504)),
        *((False, status, False) for status in (429, 502, 503, 504)),
        *((True, status, False) for status in (200, 400, 401, 404, 408, 409, 500, 501)),
    ],
)
def test_what_may_be_sent_again(idempotent: bool, outcome: int | Failure, again: bool) -> None:
    assert may_retry(RetryPolicy(), idempotent=idempotent, outcome=outcome) is again
    assert not may_retry(RetryPolicy.off(), idempotent=idempotent, outcome=outcome)
    assert not may_retry(None, idempotent=idempotent, outcome=outcome)


def test_the_statuses_can_be_chosen() -> None:
    statuses: Any = {500}
    policy = RetryPolicy(statuses=statuses)
    assert may_retry(policy, idempotent=True, outcome=500)
    assert not may_retry(policy, idempotent=True, outcome=503)
    assert hash(policy) == hash(RetryPolicy(statuses=frozenset({500})))


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ({"attempts": 0}, "RetryPolicy.attempts is 0; expected an int from 1"),
        ({"attempts": 2.0}, "RetryPolicy.attempts is 2.0; expected an int from 1"),
        ({"initial": -1}, "RetryPolicy.initial is -1; expected a number of seconds from 0"),
        ({"maximum": math.nan}, "RetryPolicy.maximum is nan; expected a number of seconds from 0"),
        ({"total": "60"}, "RetryPolicy.total is '60'; expected a number of seconds from 0"),
    ],
)
def test_wrong_numbers_are_refused(setting: dict[str, Any], text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        RetryPolicy(**setting)
    assert str(caught.value) == text
