"""What each release has, and what an object asks of a release."""

from __future__ import annotations

from typing import Any

import pytest

from hera_models import (
    RELEASES,
    Container,
    CronWorkflow,
    CronWorkflowSpec,
    Model,
    ReleaseError,
    Template,
    Toleration,
    Workflow,
    WorkflowSpec,
    availability,
    check_release,
    tag,
)
from hera_models.events import SASLConfig
from hera_models.events import Template as EventsTemplate
from hera_models.workflows import (
    Cache,
    CronWorkflowStatus,
    Link,
    NodeFlag,
    Synchronization,
)

V34, V35, V36, V37, V40, V41 = RELEASES


def test_the_releases_are_those_supported() -> None:
    assert RELEASES == ("v3.4.18", "v3.5.15", "v3.6.19", "v3.7.18", "v4.0.10", "v4.1.2")


# --- availability


@pytest.mark.parametrize(
    ("what", "since", "until"),
    [
        ("Workflow", V34, None),
        ("Template.container", V34, None),
        ("Template.priority", V34, V36),
        ("WorkflowSpec.podPriority", V34, V36),
        ("WorkflowSpec.pod_priority", V34, V36),
        ("WorkflowSpec.artifactGC", V34, None),
        ("CronWorkflowSpec.schedule", V34, V37),
        ("CronWorkflowSpec.schedules", V36, None),
        ("Synchronization.mutex", V34, V37),
        ("Synchronization.semaphore", V34, V37),
        ("Synchronization.mutexes", V36, None),
        ("Synchronization.semaphores", V36, None),
        ("CronWorkflowStatus.failed", V36, None),
        ("CronWorkflowStatus.active", V34, None),
        ("events.SASLConfig.user", V34, V35),
        ("events.SASLConfig.password", V34, V35),
        ("events.Sensor", V34, None),
        ("workflows.NodeFlag", V35, None),
        ("WorkflowLevelArtifactGC", V35, None),
        ("PodResourceClaim", V41, None),
        ("SubmitOpts.artifacts", V41, None),
        ("core.Event", V34, None),
        ("Template.podResources", V41, None),
        ("Template.resourceClaims", V41, None),
        ("WorkflowSpec.executorPlugins", V41, None),
        ("Template.pendingTimeout", V41, None),
    ],
)
def test_what_a_release_has(what: str, since: str, until: str | None) -> None:
    found = availability(what)
    assert (found.since, found.until) == (since, until)
    last = RELEASES[-1] if until is None else until
    first, end = RELEASES.index(since), RELEASES.index(last)
    assert found.releases == RELEASES[first : end + 1]


def test_a_type_and_a_field_may_be_given_apart() -> None:
    assert availability(Template, "priority") == availability("Template.priority")
    assert availability("Template", "priority").until == V36
    assert availability(NodeFlag).since == V35
    assert availability(SASLConfig, "user").until == V35


def test_a_value_of_an_enum() -> None:
    assert availability(Toleration, "operator", "Lt").since == V41
    assert availability("Toleration", "operator", "Exists").since == V34
    assert availability("Toleration.operator", value="Gt").releases == (V41,)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Templat",), "'Templat' names no type"),
        (("",), "'' names no type"),
        (("Event",), "'Event' names no type"),
        (("load_all",), "names no type"),
        (("Template.contaner",), "no field 'contaner' in Template; did you mean 'container'"),
        ((Template, "contaner"), "no field 'contaner' in Template; did you mean 'container'"),
        (("Template.container.image",), "expected a type and at most one field"),
        (("Template.name", "inputs"), "expected a type and at most one field"),
        ((Toleration, "operator", "Near"), "no value 'Near' in Toleration.operator"),
        ((Toleration, "key", "x"), "no value 'x' in Toleration.key"),
    ],
)
def test_what_does_not_exist_is_told(arguments: tuple[Any, ...], told: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        availability(*arguments)
    assert told in str(caught.value)


# --- check_release


def problems(model: Model, release: str) -> list[str]:
    return [str(problem) for problem in check_release(model, release)]


def spec(**fields: Any) -> Workflow:
    return Workflow(spec=WorkflowSpec(**fields))


MUTEX = {"mutex": {"name": "a"}}
MUTEXES = {"mutexes": [{"name": "a"}]}
STATUS: dict[str, Any] = {"active": [], "conditions": [], "last_scheduled_time": "x"}


@pytest.mark.parametrize(
    ("model", "release", "told"),
    [
        # 3.4 to 3.5
        (spec(artifact_gc={"strategy": "Never"}), V34, []),
        (spec(artifact_gc={"strategy": "Never"}), V41, []),
        (spec(artifact_gc={"forceFinalizerRemoval": True}), V35, []),
        (spec(artifact_gc={"forceFinalizerRemoval": True}), V34, ["spec.artifactGC.forceFinalizerRemoval: v3.4.18 has no"]),
        (NodeFlag(), V34, ["v3.4.18 has no NodeFlag (since v3.5.15)"]),
        (spec(volume_claim_templates=[{"spec": {"resources": {"requests": {"storage": "1Gi"}}}}]), V34, []),
        (spec(volume_claim_templates=[{"spec": {"dataSourceRef": {"kind": "a", "name": "b"}}}]), V35, []),
        (spec(volume_claim_templates=[{"spec": {"dataSourceRef": {"kind": "a", "name": "b", "namespace": "c"}}}]), V35, ["spec.volumeClaimTemplates[0].spec.dataSourceRef.namespace: v3.5.15 has no"]),
        # 3.5 to 3.6
        (SASLConfig.from_dict({"user": {"key": "x"}}), V35, []),
        (SASLConfig.from_dict({"user": {"key": "x"}}), V36, ["user: v3.6.19 has no such field of SASLConfig (until v3.5.15)"]),
        (CronWorkflow(spec=CronWorkflowSpec(schedule="a", workflow_spec=WorkflowSpec())), V35, []),
        (CronWorkflow(spec=CronWorkflowSpec(schedule="a", workflow_spec=WorkflowSpec())), V36, []),
        (CronWorkflow(spec=CronWorkflowSpec(schedules=["a"], workflow_spec=WorkflowSpec())), V36, []),
        (CronWorkflow(spec=CronWorkflowSpec(schedules=["a"], workflow_spec=WorkflowSpec())), V35, ["spec.schedule: required by v3.5.15", "spec.schedules: v3.5.15 has no such field of CronWorkflowSpec (since v3.6.19)"]),
        (Synchronization.from_dict(MUTEXES), V36, []),
        (Synchronization.from_dict(MUTEXES), V35, ["mutexes: v3.5.15 has no such field of Synchronization (since v3.6.19)"]),
        (CronWorkflowStatus(**STATUS), V35, []),
        (CronWorkflowStatus(**STATUS), V36, ["failed: required by v3.6.19", "phase: required by v3.6.19", "succeeded: required by v3.6.19"]),
        # 3.6 to 3.7
        (spec(pod_priority=1), V36, []),
        (spec(pod_priority=1), V37, ["spec.podPriority: v3.7.18 has no such field of WorkflowSpec (until v3.6.19)"]),
        (spec(templates=[Template(priority=1)]), V36, []),
        (spec(templates=[Template(), Template(priority=1)]), V37, ["spec.templates[1].priority: v3.7.18 has no such field of Template (until v3.6.19)"]),
        (CronWorkflowStatus(), V37, []),
        # 3.7 to 4.0
        (CronWorkflow(spec=CronWorkflowSpec(schedule="a", workflow_spec=WorkflowSpec())), V37, []),
        (CronWorkflow(spec=CronWorkflowSpec(schedule="a", workflow_spec=WorkflowSpec())), V40, ["spec.schedules: required by v4.0.10", "spec.schedule: v4.0.10 has no such field of CronWorkflowSpec (until v3.7.18)"]),
        (Synchronization.from_dict(MUTEX), V37, []),
        (Synchronization.from_dict(MUTEX), V40, ["mutex: v4.0.10 has no such field of Synchronization (until v3.7.18)"]),
        (Cache.from_dict({"configMap": {"name": "a"}}), V40, []),
        (Cache.from_dict({"configMap": {"key": "b", "name": "a"}}), V37, []),
        (Cache.from_dict({"configMap": {"key": "b", "name": "a"}}), V40, ["configMap"]),
        (Cache.from_dict({"configMap": {"name": "a"}}), V37, ["configMap"]),
        (Link(name="a", scope="b", url="c"), V37, []),
        (Link(name="a", scope="b", url="c"), V40, ["target: required by v4.0.10"]),
        # 4.0 to 4.1
        (Toleration(operator="Lt"), V40, ["operator: v4.0.10 has no value 'Lt' here (since v4.1.2)"]),
        (Toleration(operator="Lt"), V41, []),
        (Toleration(operator=tag("{{x}}")), V34, []),
        (Toleration(operator="Exists"), V34, []),
    ],
)  # fmt: skip
def test_what_a_release_takes(model: Model, release: str, told: list[str]) -> None:
    found = problems(model, release)
    assert len(found) == len(told), found
    for line, expected in zip(sorted(found), sorted(told), strict=True):
        assert line.startswith(expected)


def test_every_part_is_checked() -> None:
    task = {"name": "a", "inline": {"name": "b", "priority": 1}}
    deep = spec(templates=[{"dag": {"tasks": [task]}}, {"steps": [[task]]}])
    assert [problem.path for problem in check_release(deep, V41)] == [
        "spec.templates[0].dag.tasks[0].inline.priority",
        "spec.templates[1].steps[0][0].inline.priority",
    ]


def test_what_no_release_has_is_told() -> None:
    read = Workflow.from_dict({"spec": {"new": 1}}, lenient=True)
    for release in RELEASES:
        assert problems(read, release) == [
            "spec.new: no supported release has this field of WorkflowSpec"
        ]


@pytest.mark.parametrize(
    "release", ["v4.1.2", "4.1.2", "v4.1", "4.1", "v4", "4", "v4.1.0", "4.1.99"]
)
def test_a_release_may_be_named_in_many_ways(release: str) -> None:
    assert len(problems(Template(priority=1), release)) == 1
    assert problems(Template(priority=1), release)[0].startswith("priority: v4.1.2 has no")


def test_a_minor_release_is_meant_by_its_beginning() -> None:
    assert problems(Template(priority=1), "3.6") == []
    assert problems(Template(priority=1), "v3.6.1") == []
    for release in ("3.7", "3"):
        assert problems(Template(priority=1), release)[0].startswith("priority: v3.7.18 has no")


@pytest.mark.parametrize(
    "release", ["", "v", "latest", "v5", "3.3", "4.9", "4.1x", "4.1.2.3", "v3.6.x"]
)
def test_an_unknown_release_is_refused(release: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        check_release(Container(), release)
    assert f"unknown Argo release {release!r}" in str(caught.value)
    assert "v3.4.18, v3.5.15" in str(caught.value)


def test_a_container_of_events_by_release() -> None:
    full = EventsTemplate.from_dict({"container": {"image": "x", "lifecycle": {}}})
    assert problems(full, V35) == []
    assert problems(full, V36) != []
    assert problems(EventsTemplate.from_dict({"container": {"image": "x"}}), V36) != []
    assert problems(EventsTemplate.from_dict({"container": {"env": []}}), V36) == []
