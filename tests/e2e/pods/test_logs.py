"""The lines that pods printed, through the real server."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from hera_client import InternalServerError, RetryPolicy

from .._cluster import Cluster
from .._face import Face
from ..conftest import connect
from ..test_streams import restart
from ._batch import LINES
from ._gate import Gate
from ._templates import Done, node, python, workflow

PATIENT = RetryPolicy(attempts=60, initial=0.2, maximum=1.0, total=120)

_OF_THE_EXECUTOR = re.compile('level=info msg="(capturing logs|sub-process exited)" argo=true')


def contents(entries: Sequence[Any]) -> list[str]:
    """Return the lines less those that the executor adds to what the container prints."""
    lines = [entry.content for entry in entries]
    return [line for line in lines if not _OF_THE_EXECUTOR.search(line)]


def test_all_lines_come_as_they_were_printed(argo: Face, done: Done) -> None:
    name = done["lines"].metadata.name

    entries = argo.read("workflows.logs", name)
    of_pod = argo.read("workflows.pod_logs", name, name)
    followed = argo.read("workflows.logs", name, follow=True)
    mended = argo.read("workflows.logs", name, reconnect=True)

    for each in (entries, of_pod, followed, mended):
        assert contents(each) == [*LINES, "on stderr"]
        assert {entry.pod_name for entry in each} == {name}


def test_lines_are_chosen(argo: Face, done: Done) -> None:
    name = done["lines"].metadata.name

    def lines(**options: Any) -> list[str]:
        return contents(argo.read("workflows.logs", name, **options))

    assert lines(grep="grep.m") == ["warning: grep me"]
    assert lines(grep="nowhere") == []
    # The executor's own line is one of the three.
    assert lines(tail_lines=3) == ["last", "on stderr"]
    assert lines(since=datetime.now(timezone.utc) + timedelta(hours=1)) == []
    assert lines(since=timedelta(hours=1)) == [*LINES, "on stderr"]
    assert lines(selector="team=none") == []
    assert any("Starting Workflow Executor" in line for line in lines(container="wait"))
    with pytest.raises(InternalServerError, match="error parsing regexp"):
        lines(grep="[")


def test_what_the_server_cannot_get_is_empty(argo: Face, done: Done) -> None:
    name = done["lines"].metadata.name

    assert argo.read("workflows.logs", name, container="nothing") == []
    assert argo.read("workflows.logs", name, pod_name="nobody") == []


def test_timestamps(argo: Face, done: Done) -> None:
    entries = argo.read("workflows.logs", done["lines"].metadata.name, timestamps=True)

    stamped = [line.partition(" ") for line in contents(entries)]
    assert [line for _, _, line in stamped] == [*LINES, "on stderr"]
    assert all(stamp.startswith("20") and stamp.endswith("Z") for stamp, _, _ in stamped)


def test_lines_of_all_pods(argo: Face, done: Done) -> None:
    result = done["result"]

    entries = argo.read("workflows.logs", result.metadata.name)

    expected = {"made": ['{"a": [1, 2]}', "Grüße"], "taken": ['got {"a": [1, 2]}', "Grüße"]}
    for step, lines in expected.items():
        of_step = [
            each for each in entries if node(result, step).id.rpartition("-")[2] in each.pod_name
        ]
        assert contents(of_step) == lines
    pod = next(each.pod_name for each in entries if "-made-" in each.pod_name)
    alone = argo.read("workflows.pod_logs", result.metadata.name, pod)
    assert contents(alone) == expected["made"]


def test_lines_come_while_the_pod_runs(argo: Face, gate: Gate) -> None:
    name = argo.workflows.create(
        workflow(
            python("live", "print('before', flush=True)", gate.source("go"), "print('after')"),
            name="live",
        )
    ).metadata.name
    seen: list[str] = []

    def take(entry: Any) -> bool:
        seen.append(entry.content)
        # The pod cannot print any more before this opens.
        gate.open("go")
        return False

    entries = argo.read("workflows.logs", name, follow=True, until=take)

    assert seen[0] == "before"
    assert contents(entries) == ["before", "after"]
    assert argo.workflows.wait(name, timeout=60).status.phase == "Succeeded"


def test_following_goes_on_when_the_server_is_killed(
    argo: Face, cluster: Cluster, gate: Gate
) -> None:
    lines = [f"line {number}" for number in range(30)]
    source = ["import time"]
    for number, line in enumerate(lines):
        source.append(f"print({line!r}, flush=True); time.sleep(0.1)")
        if number in (9, 19):
            source.append(gate.source(str(number)))
    face = connect(argo.kind, cluster, retry=PATIENT)
    name = face.workflows.create(workflow(python("long", *source), name="long")).metadata.name
    entries: list[Any] = []
    reader = threading.Thread(
        target=lambda: entries.extend(
            face.read("workflows.logs", name, follow=True, reconnect=True)
        )
    )
    gate.wait_for("9")
    reader.start()
    restart(cluster)
    gate.open("9")
    gate.wait_for("19")
    restart(cluster)
    gate.open("19")
    reader.join(120)

    assert not reader.is_alive()
    assert contents(entries) == lines
    face.close()
