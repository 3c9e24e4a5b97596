"""Workflows that are stopped, ended, retried and waited for while their pods run."""

from __future__ import annotations

import threading
from typing import Any

from .._cluster import Cluster
from .._face import Face
from ..conftest import connect
from ._gate import Gate
from ._templates import node, phases, python, steps, workflow


def running(argo: Face, gate: Gate) -> str:
    """Start a workflow that a pod holds and that has an exit handler; return its name."""
    made = argo.workflows.create(
        workflow(
            steps(
                "main", {"name": "first", "template": "hold"}, {"name": "then", "template": "end"}
            ),
            python("hold", gate.source("hold")),
            python("end", "print('at the end')"),
            name="held",
            onExit="end",
        )
    )
    gate.wait_for("hold")
    return str(made.metadata.name)


def test_stop_ends_the_pod_and_runs_the_exit_handler(argo: Face, gate: Gate) -> None:
    name = running(argo, gate)

    argo.workflows.stop(name, message="enough")
    ended = argo.workflows.wait(name, timeout=90)

    assert ended.status.phase == "Failed"
    assert phases(ended)["first"] == "Failed"
    assert "then" not in phases(ended)
    assert phases(ended)[f"{name}.onExit"] == "Succeeded"


def test_terminate_ends_the_pod_and_nothing_runs_after_it(argo: Face, gate: Gate) -> None:
    name = running(argo, gate)

    argo.workflows.terminate(name)
    ended = argo.workflows.wait(name, timeout=90)

    assert ended.status.phase == "Failed"
    assert f"{name}.onExit" not in phases(ended)


def test_a_retry_runs_what_failed_again(argo: Face) -> None:
    made = argo.workflows.create(
        workflow(
            steps("main", {"name": "good", "template": "good"}, {"name": "bad", "template": "bad"}),
            python("good", "print('once')"),
            python("bad", "raise SystemExit({{workflow.parameters.code}})"),
            name="twice",
            arguments={"parameters": [{"name": "code", "value": "9"}]},
        )
    )
    name = made.metadata.name
    failed = argo.workflows.wait(name, timeout=90)
    # The controller writes once more when it has archived; a retry at that moment is a conflict.
    await_label(argo, name, "workflows.argoproj.io/workflow-archiving-status", "Archived")

    argo.workflows.retry(name, parameters=["code=0"])
    ended = argo.workflows.wait(name, timeout=90)

    assert failed.status.phase == "Failed"
    assert node(failed, "bad").outputs.exit_code == "9"
    assert ended.status.phase == "Succeeded"
    assert node(ended, "good").finished_at == node(failed, "good").finished_at
    assert node(ended, "bad").outputs.exit_code == "0"


def await_label(argo: Face, name: str, label: str, value: str) -> None:
    """Wait until a workflow has a label."""
    argo.read(
        "workflows.watch",
        name=name,
        until=lambda event: event.object.metadata.labels.get(label) == value,
    )


def test_wait_sees_each_change_until_the_end(argo: Face, cluster: Cluster, gate: Gate) -> None:
    other = connect(argo.kind, cluster)
    name = running(argo, gate)
    seen: list[Any] = []
    ended: list[Any] = []
    waiting = threading.Thread(
        target=lambda: ended.append(other.workflows.wait(name, timeout=90, on_event=seen.append))
    )
    waiting.start()
    gate.open("hold")
    waiting.join(120)

    assert [each.status.phase for each in ended] == ["Succeeded"]
    assert seen[0].status.phase == "Running"
    assert seen[-1].status.phase == "Succeeded"
    other.close()
