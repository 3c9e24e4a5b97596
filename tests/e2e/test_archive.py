"""The archive, and workflows whose status is compressed or offloaded, on the real server."""

from __future__ import annotations

import time
from typing import Any

import pytest

import hera_models
from hera_client import ArgoError, NotFoundError

from ._face import Face
from ._objects import fresh, pause, quick, workflow


def archived(argo: Face, name: str) -> Any:
    """Return a finished workflow as the archive has it; the controller takes a moment for it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = argo.archived_workflows.list(field_selector=f"metadata.name={name}")
        if found:
            return found[0]
        time.sleep(0.5)
    raise AssertionError(f"workflow {name} is not in the archive after 60 s")


def ended(argo: Face, **labels: str) -> Any:
    made = argo.workflows.create(quick(**labels))
    return argo.workflows.wait(made.metadata.name, timeout=60)


def test_an_archived_workflow_is_listed_and_read(argo: Face) -> None:
    group = fresh("group")
    done = ended(argo, group=group)

    found = archived(argo, done.metadata.name)
    read = argo.archived_workflows.get(found.metadata.uid)
    by_label = argo.archived_workflows.list(label_selector=f"group={group}")

    assert found.metadata.uid == read.metadata.uid == done.metadata.uid
    assert [each.metadata.name for each in by_label] == [done.metadata.name]
    assert read.status.phase == "Succeeded"
    assert read.kind == "Workflow"
    assert "group" in argo.archived_workflows.list_label_keys().items
    values = argo.archived_workflows.list_label_values(label_selector="group")
    assert group in values.items


def test_a_deleted_workflow_is_read_from_the_archive(argo: Face) -> None:
    done = ended(argo)
    archived(argo, done.metadata.name)

    argo.workflows.delete(done.metadata.name)
    read = argo.workflows.get(done.metadata.name, uid=done.metadata.uid)

    assert read.metadata.uid == done.metadata.uid


def test_an_archived_workflow_is_resubmitted_retried_and_deleted(argo: Face) -> None:
    stopped = argo.workflows.create(quick())
    argo.workflows.wait(stopped.metadata.name, timeout=60)
    found = archived(argo, stopped.metadata.name)
    uid, name = found.metadata.uid, found.metadata.name

    other = argo.archived_workflows.resubmit(uid, name=name)
    with pytest.raises(ArgoError):
        argo.archived_workflows.retry(uid, name=name)
    argo.archived_workflows.delete(uid)

    assert other.metadata.name != name
    with pytest.raises(NotFoundError):
        argo.archived_workflows.get(uid)
    for verb in (
        argo.archived_workflows.resubmit,
        argo.archived_workflows.retry,
        argo.archived_workflows.delete,
    ):
        with pytest.raises(ArgoError):
            verb("00000000-0000-0000-0000-000000000000")


def test_a_failed_workflow_is_retried_from_the_archive(argo: Face) -> None:
    made = argo.workflows.create(workflow())
    argo.read("workflows.watch", name=made.metadata.name, until=has_nodes)
    argo.workflows.stop(made.metadata.name)
    argo.workflows.wait(made.metadata.name, timeout=60)
    found = archived(argo, made.metadata.name)

    argo.workflows.delete(made.metadata.name)
    again = argo.archived_workflows.retry(found.metadata.uid, name=made.metadata.name)

    assert again.metadata.name == made.metadata.name
    assert again.metadata.uid != made.metadata.uid
    assert again.status.phase == "Running"


def has_nodes(event: Any) -> bool:
    return bool(event.object.status and event.object.status.nodes)


NODES = 250
SAME = "x" * 6000
EACH_ITS_OWN = "{{=sprig.randAlphaNum(6000) + string(item)}}"


@pytest.mark.parametrize("text", [SAME, EACH_ITS_OWN], ids=["compressed", "offloaded"])
def test_a_large_status_is_read_whole(argo: Face, text: str) -> None:
    name = argo.workflows.create(wide(text)).metadata.name

    events = argo.read("workflows.watch", name=name, until=is_wide)
    read = argo.workflows.get(name)
    (listed,) = argo.workflows.list(field_selector=f"metadata.name={name}")
    argo.workflows.stop(name)

    assert len(events[-1].object.status.nodes) == len(read.status.nodes) > NODES
    texts = [node.inputs.parameters[0].value for node in read.status.nodes.values() if node.inputs]
    assert len(texts) == NODES
    assert set(texts) == {text} if text == SAME else len(set(texts)) == NODES
    assert bool(listed.status.offload_node_status_version) == (text == EACH_ITS_OWN)
    assert len(listed.status.nodes) == len(read.status.nodes)


def is_wide(event: Any) -> bool:
    nodes: dict[str, Any] = (event.object.status and event.object.status.nodes) or {}
    return any(node.display_name == "hold" for node in nodes.values())


def wide(text: str) -> hera_models.Workflow:
    """Return a workflow whose status is large, many nodes with a long parameter, and which waits."""
    leaf = pause(suspend={"duration": "0"}, inputs={"parameters": [{"name": "text"}]})
    step: dict[str, Any] = {
        "name": "one",
        "template": "pause",
        "withSequence": {"count": str(NODES)},
        "arguments": {"parameters": [{"name": "text", "value": text}]},
    }
    steps: list[list[dict[str, Any]]] = [[step], [{"name": "hold", "template": "hold"}]]
    templates: list[dict[str, Any]] = [
        leaf.to_dict(),
        {"name": "hold", "suspend": {}},
        {"name": "wide", "steps": steps},
    ]
    return hera_models.Workflow.from_dict(
        {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "Workflow",
            "metadata": {"name": fresh("wide")},
            "spec": {"entrypoint": "wide", "templates": templates},
        }
    )
