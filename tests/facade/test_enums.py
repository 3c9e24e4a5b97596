"""The enums, and the models' names, as programs written for Hera use them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from _shared import shared

from hera.events import models as events
from hera.workflows import models as m
from hera.workflows._core import enums
from hera.workflows._core.flat import lower
from hera.workflows.operator import Operator
from hera.workflows.toleration import GPUToleration
from hera.workflows.workflow_status import WorkflowStatus

NAMES = ("AccessMode", "ArtifactLoader", "Operator", "RetryPolicy", "TaskResult", "WorkflowStatus")


@pytest.mark.parametrize("name", NAMES)
def test_an_enum_has_the_members_of_hera(name: str) -> None:
    surface = json.loads(shared("reference", "hera-7.1-surface.json").read_text())

    members = {member.name: member.value for member in getattr(enums, name)}

    assert members == surface[name]["enum"]


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (Operator.in_, "In"),
        (WorkflowStatus.failed, "Failed"),
        (enums.RetryPolicy.on_error, "OnError"),
        (enums.AccessMode.read_only_many, "ReadOnlyMany"),
        (enums.TaskResult.any_succeeded, "TaskResult.any_succeeded"),
        (enums.ArtifactLoader.json, "ArtifactLoader.json"),
    ],
)
def test_members_read_as_in_hera(member: Any, text: str) -> None:
    assert str(member) == text
    assert lower(member) == member.value


def test_a_status_is_read_from_argo_s() -> None:
    assert WorkflowStatus.from_argo_status("Succeeded") is WorkflowStatus.succeeded
    assert isinstance(WorkflowStatus.succeeded, str)
    assert {"Succeeded": 1}[WorkflowStatus.succeeded] == 1
    with pytest.raises(KeyError, match=r"Unrecognized status Odd.*'Pending', 'Running'"):
        WorkflowStatus.from_argo_status("Odd")


@pytest.mark.parametrize(("module", "key"), [(m, "workflows"), (events, "events")])
def test_models_have_every_name_of_hera(module: Any, key: str) -> None:
    surface = json.loads(shared("reference", "hera-7.1-surface.json").read_text())
    names = surface[f"hera.{key}.models"]["names"]

    missing = [name for name in names if not hasattr(module, name)]

    assert missing == []
    assert set(names) <= set(module.__all__) <= set(dir(module))


def test_a_mistyped_model_has_the_nearest_name_told() -> None:
    with pytest.raises(AttributeError, match="did you mean 'IntOrString'"):
        _ = m.IntOrStrin  # type: ignore[attr-defined]  # what is wrong here


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (lambda: m.IntOrString("1"), "1"),
        (lambda: m.IntOrString(1), 1),
        (lambda: m.Quantity("1Gi"), "1Gi"),
        (lambda: m.Amount("1"), 1.0),
        (lambda: m.Time("2024-01-01T00:00:00Z"), "2024-01-01T00:00:00Z"),
        (lambda: m.Item({"a": [1]}), {"a": [1]}),
        (lambda: m.ImagePullPolicy.always, "Always"),
        (
            lambda: m.Container(image_pull_policy=m.ImagePullPolicy.always),
            {"imagePullPolicy": "Always"},
        ),
        (lambda: m.RetryStrategy(limit=m.IntOrString("2")), {"limit": "2"}),
        (
            lambda: m.Template(steps=[m.ParallelSteps([m.WorkflowStep(name="a")])]),
            {"steps": [[{"name": "a"}]]},
        ),
        (lambda: m.DAGTask(name="a", with_items=[m.Item(1)]), {"name": "a", "withItems": [1]}),
        (lambda: m.V1HTTPHeader(name="a", value="b"), {"name": "a", "value": "b"}),
        (lambda: m.V1alpha1HTTPHeader(name="a", value="b"), {"name": "a", "value": "b"}),
        (lambda: m.V1alpha1LogEntry(content="x"), {"content": "x"}),
        (lambda: m.CreateSyncLimitRequest(type=m.SyncConfigType.database), {"type": 1}),
        (lambda: events.EventsourceLogEntry(msg="x"), {"msg": "x"}),
        (lambda: events.Int64OrString(3), 3),
        (
            lambda: GPUToleration,
            {
                "effect": "NoSchedule",
                "key": "nvidia.com/gpu",
                "operator": "Equal",
                "value": "present",
            },
        ),
    ],
)
def test_what_is_not_a_model_of_ours_works_all_the_same(value: Any, wire: Any) -> None:
    assert lower(value()) == wire
