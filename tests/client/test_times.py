"""Points in time as keywords: what arrives at the server, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from client._calls import BOTH, call
from client._server import ArgoServer

from hera_client import ConfigError

CET = timezone(timedelta(hours=1))


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer() as server:
        yield server


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("raw", [False, True], ids=["value", "raw"])
@pytest.mark.parametrize(
    ("given", "sent"),
    [
        (datetime(2026, 1, 31, 12, tzinfo=timezone.utc), "2026-01-31T12:00:00Z"),
        (datetime(2026, 1, 31, 0, 30, tzinfo=CET), "2026-01-30T23:30:00Z"),
        (
            datetime(2026, 1, 31, 12, 0, 0, 500, tzinfo=timezone.utc),
            "2026-01-31T12:00:00.000500Z",
        ),
        ("2026-01-31T13:00:00+01:00", "2026-01-31T13:00:00+01:00"),
    ],
    ids=["utc", "elsewhere", "fraction", "text"],
)
def test_times_arrive_as_rfc_3339(
    server: ArgoServer, kind: str, raw: bool, given: Any, sent: str
) -> None:
    times = {"created_after": given, "finished_before": given}
    call(kind, server.url, "workflows.list", {"namespace": "ml", **times}, raw=raw)
    query = dict(server.requests[-1].query)
    assert (query["createdAfter"], query["finishedBefore"]) == (sent, sent)


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (datetime(2026, 1, 31, 12), r"time zone.*got datetime\.datetime\(2026.*astimezone\(\)"),
        (date(2026, 1, 31), r"RFC 3339.*got datetime\.date\(2026"),
        (1769860800, r"RFC 3339.*got 1769860800"),
        (timedelta(days=1), r"RFC 3339.*got datetime\.timedelta"),
    ],
    ids=["naive", "date", "number", "age"],
)
def test_what_is_no_point_in_time_is_refused(
    server: ArgoServer, kind: str, given: Any, told: str
) -> None:
    with pytest.raises(ConfigError, match=told) as caught:
        call(kind, server.url, "workflows.list", {"namespace": "ml", "finished_before": given})
    assert "WorkflowService_ListWorkflows" in str(caught.value)
    assert "'finished_before'" in str(caught.value)
    assert not server.requests
