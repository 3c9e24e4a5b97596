"""The programs in `examples/` that talk to a server, run against the test server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from client._controller import Controller
from client._programs import TOKEN, end, first_line, run, start
from client._server import ArgoServer

WORKFLOW = {"metadata": {"name": "etl"}, "spec": {"entrypoint": "main"}}


@pytest.fixture
def server() -> Iterator[ArgoServer]:
    with ArgoServer(token=TOKEN) as server:
        yield server


def test_watch_prints_each_change_until_the_workflow_is_done(server: ArgoServer) -> None:
    server.state.create("workflows", "ml", WORKFLOW)
    running = start(server, "-m", "examples.watch", "etl")
    assert first_line(running) == "ADDED not started\n"
    for phase in ("Running", "Succeeded"):
        server.state.set_phase("ml", "etl", phase)
    done = end(running)
    assert done.stdout.splitlines() == ["MODIFIED Running", "MODIFIED Succeeded"]
    assert done.returncode == 0


@pytest.mark.parametrize(("phase", "status"), [("Succeeded", 0), ("Failed", 1), ("Error", 1)])
def test_watch_ends_as_the_workflow_did(server: ArgoServer, phase: str, status: int) -> None:
    server.state.create("workflows", "ml", WORKFLOW)
    server.state.set_phase("ml", "etl", phase)
    done = run(server, "-m", "examples.watch", "etl")
    assert done.returncode == status, done.stderr
    assert done.stdout == f"ADDED {phase}\n"


def test_watch_ends_when_the_workflow_is_deleted(server: ArgoServer) -> None:
    server.state.create("workflows", "ml", WORKFLOW)
    running = start(server, "-m", "examples.watch", "etl")
    first_line(running)
    server.state.delete("workflows", "ml", "etl")
    done = end(running)
    assert (done.returncode, done.stdout) == (1, "etl was deleted\n")


def test_logs_are_printed_with_their_pods(server: ArgoServer) -> None:
    server.state.create("workflows", "ml", WORKFLOW)
    server.state.add_log("ml", "etl", "one", "two: ü", pod="etl-1")
    done = run(server, "-m", "examples.logs", "etl")
    assert done.stdout.splitlines() == ["etl-1: one", "etl-1: two: ü"]


def test_logs_are_followed_until_the_workflow_is_done(server: ArgoServer) -> None:
    server.state.create("workflows", "ml", WORKFLOW)
    server.state.add_log("ml", "etl", "one")
    running = start(server, "-m", "examples.logs", "etl", "--follow")
    assert server.wait_requests(1, 30)
    server.state.add_log("ml", "etl", "two")
    server.state.end_log("ml", "etl")
    assert end(running).stdout.splitlines() == ["etl: one", "etl: two"]


def test_artifact_is_written_exactly(server: ArgoServer, tmp_path: Path) -> None:
    content = bytes(range(256)) * 1000
    server.state.create("workflows", "ml", WORKFLOW)
    server.state.put_artifact("ml", "etl", "etl-1", "report", content)
    target = tmp_path / "report.bin"
    done = run(server, "-m", "examples.artifact", "etl", "etl-1", "report", str(target))
    assert done.returncode == 0, done.stderr
    assert target.read_bytes() == content
    assert f"{len(content):,} bytes" in done.stderr


def test_artifact_that_is_missing_leaves_no_file(server: ArgoServer, tmp_path: Path) -> None:
    server.state.create("workflows", "ml", WORKFLOW)
    target = tmp_path / "report.bin"
    done = run(server, "-m", "examples.artifact", "etl", "etl-1", "report", str(target))
    assert done.returncode == 1
    assert "500 Internal Server Error" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("phase", "status"), [("Succeeded", 0), ("Failed", 1)])
def test_fan_out_runs_each_workflow_once(server: ArgoServer, phase: str, status: int) -> None:
    with Controller(server, phase):
        done = run(server, "-m", "examples.fan_out", "7", "--at-once", "3")
    assert done.returncode == status, done.stderr
    assert done.stdout.splitlines()[-1] == f"{phase}: 7"
    assert len(server.state.all("workflows", "ml")) == 7


@pytest.mark.parametrize(
    "command",
    [
        ["examples.watch"],
        ["examples.logs"],
        ["examples.artifact", "etl"],
        ["examples.fan_out", "0"],
        ["examples.fan_out", "many"],
    ],
    ids=" ".join,
)
def test_misuse_is_told_with_the_usage(server: ArgoServer, command: list[str]) -> None:
    done = run(server, "-m", *command)
    assert done.returncode == 2
    assert "usage:" in done.stderr
    assert not server.requests


@pytest.mark.parametrize(
    "command",
    [
        ["examples.watch", "etl"],
        ["examples.logs", "etl"],
        ["examples.artifact", "etl", "etl-1", "report", "file"],
        ["examples.fan_out", "1"],
    ],
    ids=lambda command: command[0],
)
def test_refusal_is_told_without_a_traceback(server: ArgoServer, command: list[str]) -> None:
    server.token = "another"
    done = run(server, "-m", *command)
    assert done.returncode == 1
    assert "401" in done.stderr
    assert "Traceback" not in done.stderr
    assert TOKEN not in done.stderr
