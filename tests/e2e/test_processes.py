"""Programs in the background: awaited, stopped, and gone with the one that started them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ._processes import HOST, Process, StartFailed, answers, free_port

REPOSITORY = Path(__file__).resolve().parents[2]
BOUND = Path(__file__).with_name("_bound.py")

# Says that it is there, and then what its first argument tells.
PROGRAM = """
import os, signal, subprocess, sys, time
how = sys.argv[1]
if how == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if how == "parent":
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if how == "polite":
    signal.signal(signal.SIGTERM, lambda *_: (print("bye", flush=True), sys.exit(0)))
print("here", flush=True)
if how == "broken":
    print("\\n".join(f"line {n}" for n in range(100)), flush=True)
    sys.exit(7)
time.sleep(600)
"""

only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds programs so")


def command(how: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, how]


class Started:
    """Starts programs, and ends them with the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._all: list[Process] = []

    def __call__(self, how: str) -> Process:
        process = Process(how, command(how), log=self.folder / f"{how}.log")
        self._all.append(process)
        process.start()
        return process

    def stop(self) -> None:
        for process in self._all:
            process.kill()


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    started = Started(tmp_path)
    yield started
    started.stop()


def says(process: Process, text: str = "here") -> Callable[[], bool]:
    return lambda: text in process.log.read_text(encoding="utf-8")


def is_there(pid: int) -> bool:
    """Tell whether a process runs; one that ended and was not waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def await_gone(pid: int) -> None:
    deadline = time.monotonic() + 60
    while is_there(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.02)


def pid_of(process: Process) -> int:
    assert process.pid is not None
    return process.pid


# Started and awaited.


def test_a_program_is_ready_when_it_answers(tmp_path: Path) -> None:
    port = free_port()
    server = [sys.executable, "-m", "http.server", "--bind", HOST, str(port)]
    process = Process("server", server, log=tmp_path / "log")
    assert not answers(port)()
    process.start()
    try:
        process.await_ready(answers(port), 60)
        assert answers(port)()
    finally:
        process.stop()
    assert not answers(port)()


def test_one_that_ends_at_once_is_told_with_the_end_of_its_log(started: Started) -> None:
    process = started("broken")
    with pytest.raises(StartFailed) as caught:
        process.await_ready(lambda: False, 60)
    told = str(caught.value).splitlines()
    assert told[0] == f"broken ended with status 7; the end of {process.log}:"
    assert told[1:] == [f"  line {number}" for number in range(75, 100)]


def test_one_that_does_not_get_ready_is_told_with_the_end_of_its_log(started: Started) -> None:
    process = started("quiet")
    process.await_ready(says(process), 60)
    with pytest.raises(StartFailed) as caught:
        process.await_ready(lambda: False, 0.1)
    told = f"quiet is not ready after 0.1 s; the end of {process.log}:\n  here"
    assert str(caught.value) == told


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    process = Process("gone", [tmp_path / "nothing"], log=tmp_path / "log")
    process.start()
    with pytest.raises(StartFailed, match="gone ended with status 1; the end of"):
        process.await_ready(lambda: False, 60)
    assert "No such file or directory" in process.log.read_text()


def test_one_that_runs_is_not_started_again(started: Started) -> None:
    process = started("quiet")
    with pytest.raises(StartFailed, match="quiet runs already"):
        process.start()


def test_one_that_was_killed_is_started_again_and_its_log_grows(started: Started) -> None:
    process = started("quiet")
    process.await_ready(says(process), 60)
    first = pid_of(process)
    process.kill()
    assert (process.runs(), process.pid) == (False, None)
    process.start()
    process.await_ready(says(process, "here\nhere"), 60)
    assert pid_of(process) != first


def test_only_what_a_program_needs_of_the_environment_is_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGO_TOKEN", "secret")
    monkeypatch.setenv("KUBECONFIG", "/somewhere")
    script = "import os; print(sorted(os.environ))"
    log = tmp_path / "log"
    process = Process(
        "env", [sys.executable, "-I", "-c", script], log=log, environment={"OWN": "1"}
    )
    process.start()
    with pytest.raises(StartFailed):
        process.await_ready(lambda: False, 60)
    found = set(eval(log.read_text()))
    assert {"OWN", "PATH"} <= found
    assert found <= {"OWN", "PATH", "HOME", "TMPDIR", "LC_CTYPE"}


def test_what_interrupts_the_starter_does_not_reach_the_program(started: Started) -> None:
    process = started("quiet")
    process.await_ready(says(process), 60)
    # So that it is stopped in order: a terminal's interrupt goes to a whole session's group.
    assert os.getsid(pid_of(process)) != os.getsid(0)
    assert os.getpgid(pid_of(process)) != os.getpgrp()


@only_linux
@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
def test_a_program_runs_as_another_user(tmp_path: Path) -> None:
    process = Process("id", ["/usr/bin/id", "-un"], log=tmp_path / "log", user="nobody")
    process.start()
    with pytest.raises(StartFailed):
        process.await_ready(lambda: False, 60)
    assert process.log.read_text() == "nobody\n"


def test_a_free_port_is_one_that_the_kernel_lends_to_no_one() -> None:
    ports = {free_port() for _ in range(50)}
    assert len(ports) > 10
    assert all(20_000 <= port < 32_000 for port in ports)


# Stopped.


def test_a_program_is_asked_to_end(started: Started) -> None:
    process = started("polite")
    process.await_ready(says(process), 60)
    pid = pid_of(process)
    process.stop()
    assert process.log.read_text() == "here\nbye\n"
    assert not is_there(pid)
    process.stop()  # once more is nothing


def test_one_that_does_not_is_killed(started: Started) -> None:
    process = started("stubborn")
    process.await_ready(says(process), 60)
    pid = pid_of(process)
    process.stop(0.1)
    assert not is_there(pid)


@only_linux
def test_its_children_are_killed_with_it(started: Started) -> None:
    process = started("parent")
    process.await_ready(says(process), 60)
    pid = pid_of(process)
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    process.stop(0.1)
    assert not is_there(pid)
    await_gone(int(child))


# Gone with its starter.

_STARTER = """
import contextlib, sys, time
from pathlib import Path
from tests.e2e._processes import Process
log = Path(sys.argv[1])
process = Process("bound", sys.argv[2:], log=log)
process.start()
process.await_ready(lambda: "here" in log.read_text(), 60)
print(process.pid, flush=True)
try:
    time.sleep(600)
finally:
    process.stop(0.5)
"""


@only_linux
@pytest.mark.parametrize("how", ["quiet", "stubborn"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_starter_ends(
    tmp_path: Path, number: signal.Signals, how: str
) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", _STARTER, str(tmp_path / "log"), *command(how)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert starter.stdout is not None
    pid = int(starter.stdout.readline())
    assert is_there(pid)
    # As a terminal does: to the whole session, to which the program does not belong.
    os.killpg(starter.pid, number)
    starter.communicate(timeout=60)
    await_gone(pid)


@only_linux
def test_one_whose_starter_is_gone_already_does_not_start(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    program = [sys.executable, "-c", f"open({str(touched)!r}, 'w')"]
    bound = [sys.executable, "-I", str(BOUND), str(os.getpid()), "-", *program]
    assert subprocess.run(bound, check=False).returncode == 0
    assert touched.exists()
    touched.unlink()
    bound[3] = "1"
    done = subprocess.run(bound, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "the starter is gone\n")
    assert not touched.exists()
