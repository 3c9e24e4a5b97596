"""A run that ends, however it ends, leaves nothing of its node on the machine."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .._node import missing
from .._node_containerd import remove_groups_of_the_dead

_RUN = """
import pathlib, sys
from hera_client import ArgoClient
from tests.e2e._cluster import NAMESPACE, start
from tests.e2e.pods._gate import Gate
from tests.e2e.pods._templates import python, workflow

with start(pathlib.Path(sys.argv[1]), node=True) as cluster, Gate() as gate:
    with ArgoClient(cluster.open.url, namespace=NAMESPACE) as argo:
        argo.workflows.create(workflow(python("hold", gate.source("hold"))))
    gate.wait_for("hold")
    print("a pod runs", flush=True)
    sys.stdin.read()
"""
_ROOT = Path(__file__).parents[3]
_GROUPS = Path("/sys/fs/cgroup")
_SECONDS = 120.0


def groups(pid: int) -> list[Path]:
    """Return the control groups of a run."""
    found = [*_GROUPS.glob(f"hera-node-{pid}"), *_GROUPS.glob(f"*/hera-node-{pid}")]
    return [Path(folder) for root in found for folder, _, _ in os.walk(root)]


def members(pid: int) -> set[int]:
    """Return the processes of a run's containers."""
    files = [folder / "cgroup.procs" for folder in groups(pid)]
    return {int(line) for file in files for line in file.read_text().split()}


def descendants(pid: int) -> set[int]:
    """Return all processes that a process has started, and they in turn."""
    children: dict[int, set[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, set()).add(int(status.parent.name))
    found, new = set[int](), {pid}
    while new:
        new = set[int]().union(*(children.get(each, set[int]()) for each in new)) - found
        found |= new
    return found


def await_true(check: Callable[[], bool], what: str) -> None:
    """Wait until `check()`, which must come true soon."""
    deadline = time.monotonic() + _SECONDS
    while not check():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not so after {_SECONDS} s")
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left(number: signal.Signals, tmp_path: Path) -> None:
    if lacking := missing():
        pytest.skip(f"no pod can run here: {lacking}")
    folder = tmp_path / "run"
    search = os.pathsep.join([str(_ROOT), str(_ROOT / "tests")])
    errors = tmp_path / "errors"
    with errors.open("wb") as log:
        run = subprocess.Popen(
            [sys.executable, "-c", _RUN, folder],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": search},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    with run:
        assert run.stdout is not None
        assert select.select([run.stdout], [], [], _SECONDS)[0], "no pod ran in time"
        assert run.stdout.readline() == b"a pod runs\n", errors.read_text()
        in_containers = members(run.pid)
        started = descendants(run.pid) | in_containers
        run.send_signal(number)
        run.wait(_SECONDS)

    assert len(in_containers) >= 3
    await_true(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started), "all are gone")
    assert str(folder) not in Path("/proc/self/mounts").read_text()
    if number == signal.SIGKILL:
        # What the next run does first. Its files lie where it was told to put them.
        remove_groups_of_the_dead()
        shutil.rmtree(folder)
    assert groups(run.pid) == []
    assert not (folder / "node").exists()
