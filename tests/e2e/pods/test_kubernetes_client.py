"""KubernetesClient against Kubernetes' own API server, without Argo's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from hera_client import AsyncKubernetesClient, ConflictError, KubernetesClient, NotFoundError

from .._cluster import NAMESPACE, Cluster
from .._face import AsyncFace, Face, SyncFace
from .._objects import fresh, template
from ._batch import LINES
from ._gate import Gate
from ._templates import Done, python, workflow
from .test_logs import contents


class _SyncFace(SyncFace):
    def __init__(self, kubeconfig: Path) -> None:
        self.client = KubernetesClient.from_kubeconfig(kubeconfig)  # type: ignore[assignment]


class _AsyncFace(AsyncFace):
    def __init__(self, kubeconfig: Path) -> None:
        self.client = AsyncKubernetesClient.from_kubeconfig(kubeconfig)  # type: ignore[assignment]
        self.loop = asyncio.new_event_loop()


@pytest.fixture(params=[_SyncFace, _AsyncFace], ids=["sync", "async"])
def kubernetes(request: pytest.FixtureRequest, cluster: Cluster, tmp_path: Path) -> Iterator[Face]:
    """One client after the other."""
    kubeconfig = cluster.kubernetes.write_kubeconfig(tmp_path / "config", cluster.admin, NAMESPACE)
    face: Face = request.param(kubeconfig)
    yield face
    face.close()


def test_a_workflow_from_creation_to_deletion(kubernetes: Face, gate: Gate) -> None:
    given = workflow(
        python("main", "print('before', flush=True)", gate.source("go"), "print('after')"),
        name="straight",
    )

    made = kubernetes.workflows.create(given)
    name = made.metadata.name
    with pytest.raises(ConflictError):
        kubernetes.workflows.create(given)
    gate.wait_for("go")
    alive = kubernetes.workflows.get(name)
    gate.open("go")
    followed = kubernetes.read("workflows.logs", name, follow=True, reconnect=True)
    ended = kubernetes.workflows.wait(name, timeout=60)
    listed = kubernetes.workflows.list(field_selector=f"metadata.name={name}")
    kubernetes.workflows.delete(name)

    assert alive.status.phase == "Running"
    assert contents(followed) == ["before", "after"]
    assert ended.status.phase == "Succeeded"
    assert [each.metadata.uid for each in listed] == [made.metadata.uid]
    with pytest.raises(NotFoundError):
        kubernetes.workflows.get(name)


def test_logs(kubernetes: Face, done: Done) -> None:
    name = done["lines"].metadata.name
    lines = [*LINES, "on stderr"]

    assert contents(kubernetes.read("workflows.logs", name)) == lines
    assert contents(kubernetes.read("workflows.logs", name, reconnect=True)) == lines
    assert contents(kubernetes.read("workflows.logs", name, tail_lines=3)) == lines[-2:]
    of_all = kubernetes.read("workflows.logs", done["result"].metadata.name)
    assert contents(of_all) == ['{"a": [1, 2]}', "Grüße", 'got {"a": [1, 2]}', "Grüße"]


def test_watch_and_pages(kubernetes: Face) -> None:
    group = fresh("group")
    names = [
        kubernetes.workflow_templates.create(template(group=group)).metadata.name for _ in range(3)
    ]
    selector = {"label_selector": f"group={group}"}

    events = kubernetes.read(
        "workflow_templates.watch",
        until=lambda event: event.object.metadata.name == names[-1],
        **selector,
    )
    pages = kubernetes.workflow_templates.list(limit=2, **selector)

    assert sorted(event.object.metadata.name for event in events) == sorted(names)
    assert sorted(each.metadata.name for each in pages) == sorted(names)
