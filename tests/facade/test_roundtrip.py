"""What is read is written back: equal type for type, and after an edit only the edit differs."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from facade._facade_documents import (
    BINDING,
    CRON,
    EMPTY,
    KINDS,
    NO_SPEC_CHANGES,
    OWN,
    corpus,
    manifest,
    same,
)

import hera.workflows as hw
import hera_models
from hera.exceptions import HeraWarning

pytestmark = pytest.mark.filterwarnings("ignore::hera.exceptions.HeraWarning")


def documents() -> Iterator[tuple[str, str]]:
    yield from corpus()
    yield from OWN.items()


def read(text: str) -> Any:
    return getattr(hw, manifest(text)["kind"]).from_yaml(text)


def test_every_document_is_written_back_equal(tmp_path: Path) -> None:
    wrong = []
    for name, text in documents():
        data = manifest(text)
        cls = getattr(hw, data["kind"])
        before = copy.deepcopy(data)
        read = cls.from_dict(data)
        ways = {
            "dict": read.to_dict(),
            "twice": read.to_dict(),
            "yaml": cls.from_yaml(read.to_yaml()).to_dict(),
            "json": json.loads(read.to_json()),
            "file": cls.from_file(read.to_file(tmp_path, "x")).to_dict(),
            "pickle": pickle.loads(pickle.dumps(read)).to_dict(),
            "copy": copy.deepcopy(read).to_dict(),
            "model": read.build().to_dict(),
        }
        wrong += [(name, way) for way, made in ways.items() if not same(made, data)]
        assert same(data, before), f"{name}: the data that was read has changed"
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_any_value_at_any_place_of_the_head_is_kept_where_the_models_take_it(kind: str) -> None:
    cls, model = getattr(hw, kind), getattr(hera_models, kind)
    spec = {"entrypoint": "a", "templates": [{"name": "a", "suspend": {}}]}
    specs = {
        "CronWorkflow": {"workflowSpec": spec, "schedules": ["* * * * *"]},
        "WorkflowEventBinding": {"event": {"selector": "true"}},
    }
    whole = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": "x"},
        "spec": specs.get(kind, spec),
    }
    places = sorted({p[:i] for p in cls._fields.values() for i in range(1, len(p) + 1)})
    values: list[Any] = [{}, [], None, "", 0, False, [{}], {"a": "b"}, ["x"], _ABSENT]
    taken = 0
    for place, value in product(places, values):
        data = put(whole, place, value)
        try:
            model.from_dict(data)
        except hera_models.ValidationError:
            continue
        taken += 1
        assert same(cls.from_dict(data).build().to_dict(), data), (place, value)
    assert taken > 50


_ABSENT = object()


def put(whole: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Return a copy with a value at a path, or without the path."""
    data = copy.deepcopy(whole)
    place: Any = data
    for key in path[:-1]:
        place = place.setdefault(key, {})
    place[path[-1]] = value
    if value is _ABSENT:
        del place[path[-1]]
    return data


def differences(one: Any, other: Any, path: tuple[Any, ...] = ()) -> set[tuple[Any, ...]]:
    if isinstance(one, dict) and isinstance(other, dict):
        found: set[tuple[Any, ...]] = set()
        for key in one.keys() | other.keys():
            if key not in one or key not in other:
                found.add((*path, key))
            else:
                found |= differences(one[key], other[key], (*path, key))
        return found
    return set() if same(one, other) else {path}


def test_an_attribute_that_is_changed_changes_its_place_alone() -> None:
    wrong = []
    for name, text in documents():
        data = manifest(text)
        cls = getattr(hw, data["kind"])
        for attribute, path in cls._fields.items():
            edited = cls.from_dict(data)
            if not path or attribute not in vars(edited) or attribute == "templates":
                continue
            value = getattr(edited, attribute)
            if isinstance(value, str) and attribute not in ("kind", "api_version", "schedule"):
                setattr(edited, attribute, f"{value}x")
                if differences(edited.to_dict(), data) != {path}:
                    wrong.append((name, attribute, "changed"))
            if attribute not in ("kind", "api_version"):
                setattr(edited, attribute, None)
                expected = {path} if value is not None else set()
                if differences(edited.to_dict(), data) != expected:
                    wrong.append((name, attribute, "removed"))
    assert wrong == []


def test_a_template_that_is_changed_in_place_changes_alone() -> None:
    changed = 0
    for name, text in documents():
        data = manifest(text)
        workflow = read(text)
        spec = data["spec"].get("workflowSpec", data["spec"])
        for index, template in enumerate(getattr(workflow, "templates", None) or ()):
            template.name = f"t{index}"
            spec["templates"][index]["name"] = f"t{index}"
            if template.container is not None:
                template.container.image = "other"
                spec["templates"][index]["container"]["image"] = "other"
            changed += 1
        assert same(workflow.to_dict(), data), name
    assert changed > 200


def test_a_value_that_is_set_takes_the_place_of_an_empty_or_null_one() -> None:
    workflow = read(EMPTY)
    workflow.pod_gc = hera_models.PodGC(strategy="OnPodSuccess")
    workflow.node_selector = None
    workflow.arguments = {"a": "b"}
    expected = manifest(EMPTY)
    expected["spec"]["podGC"] = {"strategy": "OnPodSuccess"}
    expected["spec"]["arguments"] = {"parameters": [{"name": "a", "value": "b"}]}
    del expected["spec"]["nodeSelector"]
    assert same(workflow.to_dict(), expected)


def test_templates_can_be_added_to_what_was_read() -> None:
    workflow = read(NO_SPEC_CHANGES)
    with workflow:
        hw.Suspend(name="added")
    expected = manifest(NO_SPEC_CHANGES)
    expected["spec"]["templates"] = [{"name": "added", "suspend": {}}]
    assert same(workflow.to_dict(), expected)


def test_the_singular_schedule_that_was_read_stays_singular() -> None:
    cron = read(CRON)
    cron.schedule = "1 * * * *"
    assert cron.to_dict()["spec"]["schedule"] == "1 * * * *"
    assert "schedules" not in cron.to_dict()["spec"]


def test_an_event_binding_is_read_and_changed() -> None:
    binding = read(BINDING)
    assert binding.event.selector == "payload.x == 1"
    binding.event.selector = "true"
    expected = manifest(BINDING)
    expected["spec"]["event"]["selector"] = "true"
    assert same(binding.to_dict(), expected)


def test_what_does_not_fit_is_told_by_its_path() -> None:
    data = manifest(CRON)
    data["spec"]["workflowSpec"]["templates"][0]["container"]["imag"] = "x"
    with pytest.raises(hera_models.ValidationError, match=r"templates\[0\]\.container.*imag"):
        hw.CronWorkflow.from_dict(data)


def test_another_kind_is_refused() -> None:
    with pytest.raises(hera_models.ValidationError, match="CronWorkflow"):
        hw.Workflow.from_yaml(CRON)


def test_of_equal_keys_the_last_one_counts_with_a_warning() -> None:
    with pytest.warns(HeraWarning, match="'namespace' is given twice") as told:
        binding = hw.WorkflowEventBinding.from_yaml(
            BINDING.replace("name: b,", "namespace: first, name: b,")
        )
    assert binding.namespace == "events"
    assert told[0].filename == __file__
