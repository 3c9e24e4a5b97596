"""Reading many texts of one type gives what reading each by itself gives."""

from __future__ import annotations

import gc
import json
from typing import Any

import pytest
from _shared import shared

import hera_models
from hera_models import Workflow
from hera_models.workflows import WorkflowWatchEvent

NODE: dict[str, Any] = {
    "id": "a-1",
    "name": "a",
    "displayName": "a",
    "type": "Pod",
    "phase": "Succeeded",
    "startedAt": None,
    "inputs": {"parameters": [{"name": "x", "value": "1"}, None]},
    "outputs": {"artifacts": [{"name": "main-logs", "s3": {"key": "k"}}], "unheardOf": {"a": [1]}},
    "children": ["b"],
    "resourcesDuration": {"cpu": 1},
}


def event(**node: Any) -> bytes:
    status = {"phase": "Running", "nodes": {"a-1": {**NODE, **node}, "none": None}}
    workflow = {"metadata": {"name": "a"}, "spec": {"entrypoint": "main"}, "status": status}
    return json.dumps({"type": "MODIFIED", "object": workflow}).encode()


@pytest.mark.parametrize(
    "text",
    [
        event(),
        event(startedAt="2026-01-01T00:00:00Z", phase="Unheard"),
        event(inputs=None, outputs={}, children=None),
        event(memoizationStatus={"hit": True, "key": "k", "cacheName": "c"}),
        event(unheardOf=[1, {"a": None}], estimatedDuration=10**18),
        event().replace(b'"phase": "Running"', b'"phase": "Old", "phase": "Running"'),
        b'{"type": "ERROR", "object": null}',
        b"{}",
    ],
)
def test_it_reads_as_one_by_one(text: bytes) -> None:
    for _ in range(2):
        WorkflowWatchEvent.from_json(event(), lenient=True)
    read = WorkflowWatchEvent.__reader_of_many__()

    found, wanted = read(text), WorkflowWatchEvent.from_json(text, lenient=True)

    assert found == wanted
    assert found is not None
    assert found.to_dict() == wanted.to_dict() == json.loads(text)
    assert type(found.object) is type(wanted.object)


def test_examples_read_as_one_by_one() -> None:
    texts = [
        json.dumps(document.to_dict()).encode()
        for path in sorted(shared("corpus", "examples").glob("*.yaml"))
        for document in hera_models.load_all(path.read_bytes(), allow_duplicate_keys=True)
        if isinstance(document, Workflow)
    ]
    assert len(texts) > 50
    wanted = [Workflow.from_json(text, lenient=True).to_dict() for text in texts]
    read = Workflow.__reader_of_many__()

    found = [read(text) for text in texts]

    assert [each and each.to_dict() for each in found] == wanted


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"{", b'{"type": "ADDED"} x', event(estimatedDuration=1), b'{"object": 1}']
)
def test_what_is_wrong_is_left_to_the_careful_reading(text: bytes) -> None:
    read = WorkflowWatchEvent.__reader_of_many__()
    text = text.replace(b'"estimatedDuration": 1', b'"estimatedDuration": 1e999')

    assert read(text) is None
    with pytest.raises(hera_models.ModelsError):
        WorkflowWatchEvent.from_json(text, lenient=True)


def test_what_it_reads_can_be_changed_and_written() -> None:
    read = WorkflowWatchEvent.__reader_of_many__()
    found = read(event())
    assert found is not None
    assert found.object is not None

    found.object.metadata = hera_models.ObjectMeta(name="other")

    assert found.to_dict()["object"]["metadata"] == {"name": "other"}
    with pytest.raises(hera_models.ValidationError, match="metdata"):
        found.object.metdata = 1  # type: ignore[attr-defined]  # that is the test


def test_the_collector_runs_again_afterwards() -> None:
    read = WorkflowWatchEvent.__reader_of_many__()

    assert read(event()) is not None
    assert read(b"{") is None

    assert gc.isenabled()
