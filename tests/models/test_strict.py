"""What a user writes is strict, whichever way it comes in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

import hera_models
from hera_models import (
    Container,
    ContainerPort,
    DAGTask,
    DAGTemplate,
    HTTPGetAction,
    Model,
    ModelsError,
    Parameter,
    ResourceRequirements,
    Template,
    ValidationError,
    Workflow,
    WorkflowSpec,
    WorkflowStatus,
    tag,
)
from hera_models.events import Backoff
from hera_models.workflows import Cache

Way = Callable[[type[Model], dict[str, Any]], Model]


# What a model needs before a field of it can be assigned.
NEEDED: dict[type[Model], dict[str, Any]] = {
    ContainerPort: {"containerPort": 1},
    HTTPGetAction: {"port": 1},
    Parameter: {"name": "x"},
}


def by_assignment(model: type[Model], values: dict[str, Any]) -> Model:
    made = model(**NEEDED.get(model, {}))
    for name, value in values.items():
        setattr(made, name, value)
    return made


WAYS: dict[str, Way] = {
    "constructor": lambda model, values: model(**values),
    "from_dict": lambda model, values: model.from_dict(values),
    "from_json": lambda model, values: model.from_json(json.dumps(values)),
    "from_yaml": lambda model, values: model.from_yaml(json.dumps(values)),
    "model_validate": lambda model, values: model.model_validate(values),
    "model_validate_json": lambda model, values: model.model_validate_json(json.dumps(values)),
    "assignment": by_assignment,
}
way = pytest.mark.parametrize("read", WAYS.values(), ids=WAYS.keys())


def refused(read: Callable[[], object]) -> str:
    with pytest.raises(ValidationError) as caught:
        read()
    return str(caught.value)


# --- Unknown names


@way
def test_an_unknown_field_is_named_with_the_nearest(read: Way) -> None:
    told = refused(lambda: read(Container, {"comand": ["a"]}))
    assert "no field 'comand' in Container; did you mean 'command'?" in told


@way
def test_an_unknown_field_deep_inside_is_named_by_its_path(read: Way) -> None:
    spec = {"templates": [{"name": "a"}, {"dag": {"tasks": [{"name": "b", "wen": "x"}]}}]}
    told = refused(lambda: read(WorkflowSpec, spec))
    place = "templates[1].dag.tasks[0].wen: "
    assert f"{place}no field 'wen' in DAGTask; did you mean 'when'?" in told


def test_a_name_that_resembles_none_is_refused_without_a_hint() -> None:
    told = refused(lambda: Container.from_dict({"zzzzzz": 1}))
    assert told == "Container: zzzzzz: no field 'zzzzzz' in Container"


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(ValidationError) as caught:
        Template.from_dict({"nam": "x", "dag": {"tasks": [{}, {"name": 1}]}})
    assert {problem.path for problem in caught.value.problems} == {
        "nam",
        "dag.tasks[0].name",
        "dag.tasks[1].name",
    }
    assert caught.value.type_name == "Template"
    assert isinstance(caught.value, ModelsError)
    assert isinstance(caught.value, ValueError)
    assert "Template: 3 values do not fit" in str(caught.value)


def test_a_long_list_of_mistakes_is_cut() -> None:
    told = refused(lambda: Container.from_dict({f"x{number}": 1 for number in range(50)}))
    assert told.splitlines()[0] == "Container: 50 values do not fit"
    assert told.splitlines()[-1] == "  … and 30 more"


def test_a_long_value_is_cut() -> None:
    assert len(refused(lambda: ContainerPort.from_dict({"containerPort": "x" * 10_000}))) < 200


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"^Container: .*1"):
        Container.from_dict({1: "x"})


@pytest.mark.parametrize("name", [name for name in WAYS if name != "assignment"])
def test_a_field_given_under_both_names_is_refused(name: str) -> None:
    read = WAYS[name]
    told = refused(
        lambda: read(Container, {"imagePullPolicy": "Always", "image_pull_policy": "Never"})
    )
    assert "'image_pull_policy' is Python's name for 'imagePullPolicy'" in told


@pytest.mark.parametrize("data", [None, [], [{}], "x", 5, True, Container()])
def test_what_is_no_object_is_refused(data: object) -> None:
    with pytest.raises(ValidationError, match=r"^Workflow: expected Workflow \(an object\), got "):
        Workflow.from_dict(data)


# --- Names


@way
def test_the_names_of_the_wire_are_taken(read: Way) -> None:
    made = read(Container, {"imagePullPolicy": "Always", "workingDir": "/"})
    assert made.to_dict() == {"imagePullPolicy": "Always", "workingDir": "/"}
    assert made == Container(image_pull_policy="Always", working_dir="/")


@pytest.mark.parametrize(
    "read", [Container.from_dict, lambda data: Container.from_json(json.dumps(data))]
)
def test_the_names_of_python_are_not_those_of_a_manifest(read: Callable[[Any], Container]) -> None:
    with pytest.raises(ValidationError, match="write 'imagePullPolicy' in a manifest"):
        read({"image_pull_policy": "Always"})


def test_the_names_of_python_are_taken_in_python() -> None:
    expected = {"container": {"imagePullPolicy": "Always"}}
    assert Template(container={"image_pull_policy": "Always"}).to_dict() == expected  # type: ignore[arg-type]
    assert (
        Template.model_validate({"container": {"image_pull_policy": "Always"}}).to_dict()
        == expected
    )


def test_a_field_whose_name_is_a_keyword() -> None:
    artifact = hera_models.Artifact(name="a", from_="{{x}}")
    assert artifact.to_dict() == {"name": "a", "from": "{{x}}"}
    assert hera_models.Artifact.from_dict({"name": "a", "from": "{{x}}"}) == artifact


# --- Absent and null


def test_none_given_means_absent() -> None:
    made = Container(image="x", command=None, resources=None)
    assert made.to_dict() == {"image": "x"}
    assert made == Container(image="x")


def test_none_assigned_means_absent() -> None:
    made = Container(image="x", args=["a"])
    made.args = None
    assert made.to_dict() == {"image": "x"}
    assert made.args is None
    assert made == Container(image="x")


def test_a_deleted_field_is_absent() -> None:
    made = Container(image="x", args=["a"])
    del made.args
    assert made.to_dict() == {"image": "x"}
    assert made.args is None


def test_a_null_that_was_read_stays() -> None:
    document = {"image": None, "args": None, "resources": None, "env": None}
    for made in (
        Container.from_dict(document),
        Container.from_json(json.dumps(document)),
        Container.from_yaml("image:\nargs: null\nresources: ~\nenv: Null\n"),
        Container.model_validate(document),
    ):
        assert made.to_dict() == document
        assert json.loads(made.to_json()) == document


def test_what_is_required_is_never_null() -> None:
    assert "name: required, but not given" in refused(DAGTask)  # type: ignore[arg-type]  # on purpose
    assert "name: expected text, got null" in refused(lambda: DAGTask.from_dict({"name": None}))
    task = DAGTask(name="a")
    with pytest.raises(ValidationError, match="name: expected text, got null"):
        task.name = None  # type: ignore[assignment]  # the test is what happens then
    assert task.name == "a"


def test_a_null_in_a_list_is_refused() -> None:
    assert "args[0]: expected text, got null" in refused(
        lambda: Container.from_dict({"args": [None]})
    )


@pytest.mark.parametrize("name", ["none", "archive", "suspend", "emptyDir"])
def test_an_empty_object_is_kept(name: str) -> None:
    types: dict[str, type[Model]] = {
        "none": hera_models.ArchiveStrategy,
        "archive": hera_models.Artifact,
        "suspend": Template,
        "emptyDir": hera_models.Volume,
    }
    document: dict[str, Any] = {"name": "x"} if name in ("archive", "emptyDir") else {}
    document = {**document, name: {}}
    assert types[name].from_dict(document).to_dict() == document


# --- Leaves


LEAVES: list[tuple[type[Model], str, list[Any], list[Any], str]] = [
    (
        ContainerPort,
        "containerPort",
        [0, -1, 8080, 2**63 - 1, -(2**63)],
        ["8080", True, 8080.0, 1.5, [], {}, 2**64, -(2**63) - 1],
        "an integer",
    ),
    (Container, "image", ["", "x", "1"], [5, True, 1.5, [], {}], "text"),
    (Container, "stdin", [True, False], ["true", 1, 0, "yes", []], "true or false"),
    (
        HTTPGetAction,
        "port",
        [0, 8080, "http", "8080", ""],
        [True, 1.5, [], {}, 2**64],
        "an integer or text",
    ),
    (
        Parameter,
        "value",
        ["x", 1, 1.5, True, False, ""],
        [[], {}],
        "text, a number or a boolean",
    ),
    (Backoff, "factor", [1, 1.5, 0, -2], ["1", True, [], {}], "a number"),
    (WorkflowStatus, "startedAt", ["2024-02-29T12:00:00Z", "now"], [5, True, []], "a time"),
]


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [(model, name, value) for model, name, right, _, _ in LEAVES for value in right],
)
@way
def test_a_leaf_is_kept_as_it_is(read: Way, model: type[Model], name: str, value: Any) -> None:
    made = read(model, {**NEEDED.get(model, {}), name: value})
    written = made.to_dict()[name]
    assert (type(written), written) == (type(value), value)


@pytest.mark.parametrize(
    ("model", "name", "value", "expected"),
    [(model, name, value, told) for model, name, _, wrong, told in LEAVES for value in wrong],
)
@way
def test_a_leaf_is_never_converted(
    read: Way, model: type[Model], name: str, value: Any, expected: str
) -> None:
    told = refused(lambda: read(model, {**NEEDED.get(model, {}), name: value}))
    assert f"{name}: expected {expected}" in told
    # YAML has no integers beyond 64 bits: as to Kubernetes' reader, such a number is a float.
    beyond = read is WAYS["from_yaml"] and type(value) is int and abs(value) >= 2**63
    assert f"({'float' if beyond else type(value).__name__})" in told


@pytest.mark.parametrize("number", [2**64, -(2**63) - 1, 2**70, 10**30])
@pytest.mark.parametrize(
    ("model", "name"), [(Parameter, "value"), (Backoff, "factor"), (ResourceRequirements, "limits")]
)
def test_a_number_beyond_64_bits_is_refused_and_not_rounded(
    model: type[Model], name: str, number: int
) -> None:
    value = {"cpu": number} if name == "limits" else number
    told = refused(lambda: model.from_dict({**NEEDED.get(model, {}), name: value}))
    assert name in told


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_json_lacks_is_refused(number: float) -> None:
    refused(lambda: Backoff(factor=number))
    refused(lambda: Parameter(name="a", value=number))
    refused(lambda: DAGTask(name="a", with_items=[number]))
    refused(lambda: DAGTask(name="a", with_items=[{"x": [number]}]))


@pytest.mark.parametrize("broken", ["\ud800", "a\udfffb"])
def test_half_of_a_surrogate_pair_is_refused(broken: str) -> None:
    refused(lambda: Container(image=broken))
    refused(lambda: Container(args=[broken]))
    refused(lambda: WorkflowStatus(started_at=broken))
    refused(lambda: DAGTask(name="a", with_items=[{broken: 1}]))
    refused(lambda: hera_models.ObjectMeta(labels={broken: "x"}))


@pytest.mark.parametrize("wrong", [{"a"}, "ab", {"a": 1}, iter("ab")])
def test_only_a_list_is_a_list(wrong: Any) -> None:
    told = refused(lambda: Container.from_dict({"args": wrong}))
    assert "args: expected a list of text" in told


def test_a_plugin_has_exactly_one_key() -> None:
    assert Template(plugin={"hello": {}}).to_dict() == {"plugin": {"hello": {}}}
    for wrong in list[dict[str, Any]]([{}, {"a": 1, "b": 2}]):
        with pytest.raises(ValidationError, match="plugin: expected an object with exactly one"):
            Template(plugin=wrong)


def test_any_json_value_is_kept() -> None:
    items: list[Any] = [None, True, 0, 1.5, "x", [], {}, [{"a": [None]}], 2**80]
    task = DAGTask(name="a", with_items=items)
    assert task.to_dict()["withItems"] == items


@pytest.mark.parametrize("wrong", [object(), {1: 2}, {"a"}, b"x"])
def test_what_is_no_json_value_is_refused(wrong: Any) -> None:
    assert "withItems[0]: expected " in refused(lambda: DAGTask(name="a", with_items=[wrong]))


def test_what_was_given_is_not_shared_with_the_model() -> None:
    items: list[Any] = [{"a": [1]}]
    args = ["x"]
    task = DAGTask(name="a", with_items=items)
    container = Container(args=args)
    items[0]["a"].append(2)
    args.append("y")
    assert task.to_dict()["withItems"] == [{"a": [1]}]
    assert container.to_dict() == {"args": ["x"]}


# --- Enums


@way
def test_an_enum_takes_its_values_and_tags(read: Way) -> None:
    for value in ("Always", "IfNotPresent", "Never", "{{inputs.parameters.policy}}", "a{{=b}}c"):
        assert read(Container, {"imagePullPolicy": value}).to_dict() == {"imagePullPolicy": value}


@way
def test_another_value_of_an_enum_is_refused_with_the_right_ones(read: Way) -> None:
    told = refused(lambda: read(Container, {"imagePullPolicy": "always"}))
    assert "imagePullPolicy: expected one of 'Always', 'IfNotPresent', 'Never'" in told
    assert "got 'always' (str); did you mean 'Always'?" in told


@pytest.mark.parametrize("value", ["", "{x}", "{{x", "x}}", "}}{{", 5, None.__class__, []])
def test_what_is_no_tag_is_no_value_of_an_enum(value: Any) -> None:
    refused(lambda: Container(image_pull_policy=value))


def test_an_enum_of_a_status_takes_no_tag() -> None:
    assert WorkflowStatus(phase="Running").to_dict() == {"phase": "Running"}
    told = refused(lambda: WorkflowStatus.from_dict({"phase": "{{x}}"}))
    assert "phase: expected one of 'Pending', 'Running'" in told


def test_a_tag_is_text() -> None:
    text = tag("{{inputs.parameters.policy}}")
    made = Container(image_pull_policy=text)
    assert isinstance(text, str)
    assert made.to_dict() == {"imagePullPolicy": "{{inputs.parameters.policy}}"}
    assert Container.from_yaml(made.to_yaml()) == made
    for wrong in ("", "x", "{{x", "}}{{"):
        with pytest.raises(ValueError, match="expected text with a"):
            tag(wrong)


# --- Times


def test_a_time_with_a_zone_is_written_as_rfc_3339() -> None:
    east = timezone(timedelta(hours=2))
    for given, written in [
        (datetime(2024, 2, 29, 12, 30, 45, tzinfo=timezone.utc), "2024-02-29T12:30:45Z"),
        (datetime(2024, 2, 29, 12, 30, 45, tzinfo=east), "2024-02-29T10:30:45Z"),
        (datetime(2024, 1, 1, 0, 0, 0, 120, tzinfo=timezone.utc), "2024-01-01T00:00:00.000120Z"),
    ]:
        assert WorkflowStatus(started_at=given).to_dict() == {"startedAt": written}
        assert WorkflowStatus(started_at=given).started_at == written


@pytest.mark.parametrize(
    "wrong", [datetime(2024, 2, 29), date(2024, 2, 29), timedelta(1), 1709208000, True]
)
def test_a_time_without_a_zone_is_refused(wrong: Any) -> None:
    told = refused(lambda: WorkflowStatus(started_at=wrong))
    assert "startedAt: expected a " in told


def test_a_time_that_utc_cannot_express_is_refused() -> None:
    east = timezone(timedelta(hours=2))
    refused(lambda: WorkflowStatus(started_at=datetime(1, 1, 1, tzinfo=east)))


@pytest.mark.parametrize("text", ["2024-02-29T12:00:00Z", "2024-02-29", "{{x}}", "", "noon"])
def test_a_time_that_is_text_stays_as_written(text: str) -> None:
    made = WorkflowStatus.from_yaml(f"startedAt: {json.dumps(text)}")
    assert made.started_at == text
    assert made.to_dict() == {"startedAt": text}


def test_an_unquoted_timestamp_stays_as_written() -> None:
    made = WorkflowStatus.from_yaml("startedAt: 2024-02-29 12:00:00.100 +02:00\n")
    assert made.to_dict() == {"startedAt": "2024-02-29 12:00:00.100 +02:00"}


# --- Several types in one place


def test_one_of_two_types_is_taken() -> None:
    for config in ({"name": "a"}, {"name": "a", "key": "b"}, {"key": "b", "optional": True}):
        assert Cache.from_dict({"configMap": config}).to_dict() == {"configMap": config}
    told = refused(lambda: Cache.from_dict({"configMap": {"nam": "a"}}))
    assert "configMap.nam: no field 'nam'" in told
    assert "did you mean 'name'?" in told


def test_models_are_taken_where_they_fit_and_nowhere_else() -> None:
    task = DAGTask(name="a")
    assert Template(dag=DAGTemplate(tasks=[task])).to_dict() == {"dag": {"tasks": [{"name": "a"}]}}
    told = refused(lambda: Template(dag=task))  # type: ignore[arg-type]  # on purpose
    assert "dag: expected DAGTemplate (an object), got DAGTask(name='a') (DAGTask)" in told
