"""A model as a Python object: kinds, representation, equality, copies, subclasses, assignment."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel, TypeAdapter

from hera_models import (
    Container,
    CronWorkflow,
    CronWorkflowSpec,
    DAGTask,
    Model,
    ObjectMeta,
    PersistentVolumeClaim,
    Template,
    ValidationError,
    Workflow,
    WorkflowSpec,
)


def workflow() -> Workflow:
    return Workflow(
        metadata=ObjectMeta(generate_name="a-"),
        spec=WorkflowSpec(
            entrypoint="main", templates=[Template(name="main", container=Container(image="x"))]
        ),
    )


DOCUMENT = {
    "apiVersion": "argoproj.io/v1alpha1",
    "kind": "Workflow",
    "metadata": {"generateName": "a-"},
    "spec": {"entrypoint": "main", "templates": [{"name": "main", "container": {"image": "x"}}]},
}


# --- Kinds


def test_a_constructor_sets_kind_and_api_version() -> None:
    assert workflow().to_dict() == DOCUMENT
    assert list(workflow().to_dict())[:2] == ["apiVersion", "kind"]
    assert workflow().kind == "Workflow"


def test_reading_adds_nothing() -> None:
    assert Workflow.from_dict({"spec": {}}).to_dict() == {"spec": {}}
    assert Workflow.from_json('{"spec":{}}').to_json() == '{"spec":{}}'
    assert Workflow.from_yaml("spec: {}").to_yaml() == "spec: {}\n"
    assert Workflow.model_validate({"spec": {}}).to_dict() == {"spec": {}}
    only = {"kind": "Workflow", "spec": {}}
    assert Workflow.from_dict(only).to_dict() == only


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "CronWorkflow"), ("kind", "workflow"), ("apiVersion", "argoproj.io/v2")],
)
def test_another_kind_is_refused(name: str, value: str, lenient: bool) -> None:
    with pytest.raises(ValidationError) as caught:
        Workflow.from_dict({**DOCUMENT, name: value}, lenient=lenient)
    assert f"Workflow: {name}: expected " in str(caught.value)
    assert repr(value) in str(caught.value)


def test_another_kind_is_refused_by_constructor_and_assignment() -> None:
    with pytest.raises(ValidationError, match="kind: expected 'Workflow', got 'CronWorkflow'"):
        Workflow(kind="CronWorkflow", spec=WorkflowSpec())  # type: ignore[arg-type]  # on purpose
    made = workflow()
    with pytest.raises(ValidationError, match="kind: expected 'Workflow', got 'CronWorkflow'"):
        made.kind = "CronWorkflow"  # type: ignore[assignment]  # on purpose
    assert made.to_dict() == DOCUMENT


def test_a_claim_stands_in_a_workflow_without_its_kind() -> None:
    document = {"spec": {"volumeClaimTemplates": [{"metadata": {"name": "a"}, "spec": {}}]}}
    assert Workflow.from_dict(document).to_dict() == document
    claim = PersistentVolumeClaim(metadata=ObjectMeta(name="a"))
    assert claim.to_dict() == {"metadata": {"name": "a"}}


def test_a_kind_within_a_kind() -> None:
    cron = CronWorkflow(
        spec=CronWorkflowSpec(schedules=["* * * * *"], workflow_spec=WorkflowSpec())
    )
    assert cron.to_dict()["kind"] == "CronWorkflow"
    with pytest.raises(ValidationError, match="kind: expected 'CronWorkflow', got 'Workflow'"):
        CronWorkflow.from_dict(DOCUMENT)


# --- Representation, equality, copies


def test_repr_shows_what_is_set_and_nothing_else() -> None:
    assert repr(Container(image="x", args=[])) == "Container(image='x', args=[])"
    assert repr(Container()) == "Container()"
    assert repr(workflow()) == (
        "Workflow(api_version='argoproj.io/v1alpha1', kind='Workflow', "
        "metadata=ObjectMeta(generate_name='a-'), spec=WorkflowSpec(entrypoint='main', "
        "templates=[Template(name='main', container=Container(image='x'))]))"
    )
    read = Container.from_dict({"image": None, "new": 1}, lenient=True)
    assert repr(read) == "Container(image=None, new=1)"


def test_equality_is_that_of_content() -> None:
    assert workflow() == workflow()
    assert Workflow.from_dict(DOCUMENT) == workflow()
    assert Container(image="x") != Container(image="y")
    assert Container(image="x") != Container(image="x", args=[])
    others: list[object] = [DAGTask(name="x"), {}, None]
    assert Container() not in others


def test_copies_are_equal_and_deep_ones_apart() -> None:
    made = workflow()
    for again in (
        copy.copy(made),
        copy.deepcopy(made),
        made.model_copy(deep=True),
        pickle.loads(pickle.dumps(made)),
    ):
        assert again == made
        assert again.to_dict() == DOCUMENT
        assert type(again) is Workflow
    deep = copy.deepcopy(made)
    deep.spec.entrypoint = "other"
    assert made.to_dict() == DOCUMENT


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_what_a_server_sent_survives_pickling(protocol: int) -> None:
    document = {
        "spec": {"new": {"a": [1]}, "entrypoint": None},
        "status": {"phase": "Odd", "startedAt": None},
    }
    read = Workflow.from_dict(document, lenient=True)
    again = pickle.loads(pickle.dumps(read, protocol))
    assert again == read
    assert again.to_dict() == document


def test_each_writing_gives_data_of_its_own() -> None:
    made = DAGTask(name="a", with_items=[{"x": [1]}])
    written = made.to_dict()
    written["withItems"][0]["x"].append(2)
    written["new"] = 1
    assert made.to_dict() == {"name": "a", "withItems": [{"x": [1]}]}


def test_json_is_one_line_unless_indented() -> None:
    made = Container(image="é", args=["a"])
    assert made.to_json() == '{"image":"é","args":["a"]}'
    assert made.to_json(indent=2) == '{\n  "image": "é",\n  "args": [\n    "a"\n  ]\n}'


# --- Assignment


def test_assignment_checks_and_a_refused_one_changes_nothing() -> None:
    made = workflow()
    with pytest.raises(ValidationError, match=r"^WorkflowSpec: entrypoint: expected text, got 5"):
        made.spec.entrypoint = 5  # type: ignore[assignment]  # on purpose
    with pytest.raises(ValidationError, match="no field 'entrypint' in WorkflowSpec; did you mean"):
        made.spec.entrypint = "x"  # type: ignore[attr-defined]  # on purpose
    assert made.to_dict() == DOCUMENT


def test_assignment_takes_plain_data_and_models() -> None:
    made = Template()
    made.container = {"image": "x"}  # type: ignore[assignment]  # works at run time
    assert isinstance(made.container, Container)
    made.container = Container(image="y")
    assert made.to_dict() == {"container": {"image": "y"}}


@pytest.mark.parametrize("name", ["to_dict", "model_config", "model_fields", "json", "from_yaml"])
def test_a_method_is_no_field(name: str) -> None:
    made = Container(image="x")
    with pytest.raises((ValidationError, AttributeError)):
        setattr(made, name, 5)
    assert made.to_dict() == {"image": "x"}


def test_a_misspelt_attribute_is_told_with_the_nearest() -> None:
    made = Container(image="x")
    with pytest.raises(AttributeError, match="did you mean 'image'"):
        _ = made.imge  # type: ignore[attr-defined]  # on purpose
    with pytest.raises(AttributeError, match="did you mean 'image_pull_policy'"):
        _ = made.imagePullPolicy  # type: ignore[attr-defined]  # on purpose
    assert not hasattr(made, "nothing_like_it")


def test_what_a_server_added_can_be_read_and_removed() -> None:
    spec = WorkflowSpec.from_dict({"new": 1, "entrypoint": "a"}, lenient=True)
    assert spec.new == 1  # type: ignore[attr-defined]  # a server's field
    spec.entrypoint = "b"
    assert spec.to_dict() == {"entrypoint": "b", "new": 1}
    del spec.new  # type: ignore[attr-defined]  # a server's field
    assert spec.to_dict() == {"entrypoint": "b"}


# --- Subclasses


@dataclass
class Point:
    x: int


class Noted(Container):
    """A container with fields of the user's."""

    LIMIT: ClassVar[int] = 5
    note: str | None = None
    point: Point | None = None


class NotedWorkflow(Workflow):
    note: str = "none"


def test_a_subclass_adds_fields() -> None:
    made = Noted(image="x", note="n", point=Point(1))
    assert made.to_dict() == {"image": "x", "note": "n", "point": {"x": 1}}
    assert Noted.from_dict(made.to_dict()) == made
    assert Noted.from_yaml(made.to_yaml()) == made
    assert Noted(image="x").to_dict() == {"image": "x"}
    assert Template(container=made).to_dict() == {"container": made.to_dict()}
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_subclass_of_a_kind_keeps_its_kind() -> None:
    made = NotedWorkflow(spec=WorkflowSpec(), note="n")
    assert made.to_dict() == {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Workflow",
        "spec": {},
        "note": "n",
    }
    assert NotedWorkflow.from_dict({"spec": {}}).to_dict() == {"spec": {}}


def test_a_subclass_is_as_strict() -> None:
    with pytest.raises(ValidationError, match="no field 'notee' in Noted; did you mean 'note'"):
        Noted.from_dict({"notee": "n"})
    with pytest.raises(ValidationError) as caught:
        Noted.from_dict({"note": 3})
    assert caught.value.problems[0].path == "note"
    assert "valid string" in str(caught.value)
    assert "(an object)" not in str(caught.value)
    with pytest.raises(ValidationError) as caught:
        Noted.from_dict({"point": {"x": "y"}})
    assert caught.value.problems[0].path == "point.x"


class Placed(Model):
    """A model of the user's with a field that is required, and of a type that is no model."""

    point: Point


def test_a_mistake_in_a_type_of_the_users_is_told() -> None:
    with pytest.raises(ValidationError) as caught:
        Placed.from_dict({"point": {"x": "y"}})
    assert caught.value.problems[0].path == "point.x"
    assert Placed.from_dict({"point": {"x": 1}}).to_dict() == {"point": {"x": 1}}


def test_a_subclass_is_read_leniently() -> None:
    document = {"image": None, "note": 3, "new": [1]}
    assert Noted.from_dict(document, lenient=True).to_dict() == document


class Holder(BaseModel):
    container: Container


def test_models_stand_in_pydantic_models_of_the_users() -> None:
    held = Holder.model_validate({"container": {"image": "x"}})
    assert held.container == Container(image="x")
    assert TypeAdapter(list[Container]).validate_python([{"image": "x"}]) == [held.container]
    with pytest.raises(ValueError, match="comand"):
        Holder.model_validate({"container": {"comand": "x"}})


def test_errors_survive_pickling() -> None:
    with pytest.raises(ValidationError) as caught:
        Container.from_dict({"comand": 1, "image": 2})
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert again.problems == caught.value.problems


def test_everything_that_writing_refuses_is_an_error_of_the_package() -> None:
    read: Any = Container.from_dict({"new": object()}, lenient=True)
    for write in (read.to_json, read.to_yaml):
        with pytest.raises(ValueError, match="new") as caught:
            write()
        assert type(caught.value).__module__.startswith("hera_models")
    assert json.loads(Container().to_json()) == {}
