"""The examples of the README's client, against the real server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ._cluster import NAMESPACE, Cluster
from ._objects import quick, workflow
from .conftest import connect

ROOT = Path(__file__).resolve().parents[2]


def run(cluster: Cluster, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run an example as a user would who has set the variables of the `argo` command."""
    server = cluster.open.url.removeprefix("http://")
    given = {"ARGO_SERVER": server, "ARGO_SECURE": "false", "ARGO_NAMESPACE": NAMESPACE}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ARGO_")}
    return subprocess.run(
        [sys.executable, "-m", f"examples.{module}", *arguments],
        cwd=ROOT,
        env={**kept, "ARGO_TOKEN": "", **given},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_watch_follows_a_workflow_to_its_end(cluster: Cluster) -> None:
    argo = connect("sync", cluster)
    name = argo.workflows.create(quick()).metadata.name

    done = run(cluster, "watch", name)

    argo.close()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith(" Succeeded")


def test_logs_tells_that_there_is_no_such_workflow(cluster: Cluster) -> None:
    done = run(cluster, "logs", "nobody")

    assert done.returncode == 1
    assert "nobody" in done.stderr
    assert "Traceback" not in done.stderr


def test_artifact_tells_that_there_is_none(cluster: Cluster) -> None:
    argo = connect("sync", cluster)
    name = argo.workflows.create(workflow()).metadata.name

    done = run(cluster, "artifact", name, name, "main-logs", "out.log")

    argo.close()
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert not (ROOT / "out.log").exists()
