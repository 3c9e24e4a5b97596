"""What a server sends is read leniently, and nothing of it is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from models._same import check_round_trips

from hera_models import (
    Container,
    DAGTask,
    ModelsError,
    ValidationError,
    Workflow,
    WorkflowList,
    WorkflowStatus,
)
from hera_models.workflows import Cache


@pytest.mark.parametrize(
    "document",
    [
        {"spec": {"new": {"a": [1, None, {"b": {}}]}}},
        {"spec": {"templates": [{"container": {"new": 1}}, None]}},
        {"spec": {"templates": None, "arguments": None}},
        {"metadata": {"creationTimestamp": None}, "spec": None},
        {"status": {"phase": "Unheard", "startedAt": None, "finishedAt": None, "nodes": None}},
        {"status": {"nodes": {"a": None, "b": {"type": "New", "phase": ""}}}},
        {"spec": {"templates": [{"dag": {"tasks": [{"template": "x"}]}}]}},
        {"kind": "", "apiVersion": ""},
        {"kind": None, "apiVersion": None},
        {"spec": {"priority": "1", "parallelism": 1.5, "suspend": "yes"}},
        {},
    ],
)
def test_nothing_is_lost(document: dict[str, Any]) -> None:
    check_round_trips(Workflow, document, lenient=True)


def test_what_is_known_is_typed() -> None:
    read = Workflow.from_dict(
        {"new": 1, "spec": {"templates": [{"new": 1, "container": {"image": "x"}}]}}, lenient=True
    )
    templates = read.spec.templates
    assert templates is not None
    assert templates[0].container == Container(image="x")


def test_the_same_is_refused_when_a_user_writes_it() -> None:
    for document in (
        {"spec": {"new": 1}},
        {"spec": None},
        {},
        {"spec": {}, "status": {"phase": "x"}},
    ):
        with pytest.raises(ValidationError):
            Workflow.from_dict(document)


@pytest.mark.parametrize("items", [None, []])
def test_a_list_without_items(items: Any) -> None:
    document = {"metadata": {"resourceVersion": "1"}, "items": items}
    check_round_trips(WorkflowList, document, lenient=True)
    # The server's null is no mistake of a user who copies it.
    check_round_trips(WorkflowList, document)


def test_the_structure_is_still_checked() -> None:
    for document, path in [
        ({"spec": []}, "spec"),
        ({"spec": {"templates": {}}}, "spec.templates"),
        ({"spec": {"templates": ["x"]}}, "spec.templates[0]"),
        ({"metadata": {"labels": []}}, "metadata.labels"),
        ({"kind": "Pod"}, "kind"),
    ]:
        with pytest.raises(ValidationError) as caught:
            Workflow.from_dict(document, lenient=True)
        assert [problem.path for problem in caught.value.problems] == [path]


def test_one_of_two_types_with_unknown_fields() -> None:
    for config in ({"name": "a", "new": 1}, {"key": "b", "name": None}, {}):
        check_round_trips(Cache, {"configMap": config}, lenient=True)


def test_a_lenient_reading_leaves_the_strict_one_strict() -> None:
    Container.from_dict({"new": 1}, lenient=True)
    with pytest.raises(ValidationError, match="no field 'new'"):
        Container.from_dict({"new": 1})
    with pytest.raises(ValidationError, match="no field 'new'"):
        DAGTask.from_dict({"name": "a", "inline": {"container": {"new": 1}}})


def test_assignment_is_strict_whatever_was_read() -> None:
    status = WorkflowStatus.from_dict({"phase": "Odd", "new": 1}, lenient=True)
    with pytest.raises(ValidationError, match="phase: expected one of"):
        status.phase = "Odder"  # type: ignore[assignment]  # on purpose
    with pytest.raises(ValidationError, match="no field 'newer'"):
        status.newer = 1  # type: ignore[attr-defined]  # on purpose
    status.phase = "Running"
    assert status.to_dict() == {"phase": "Running", "new": 1}


def test_json_that_names_no_number_is_not_turned_into_null() -> None:
    # 1e400 is JSON, and beyond what a float holds.
    try:
        read = Workflow.from_json('{"spec":{"new":1e400}}', lenient=True)
        written = read.to_json()
    except ModelsError:
        return
    assert json.loads(written)["spec"]["new"] is not None
