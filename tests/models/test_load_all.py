"""Texts with several documents, each read into the class of its kind."""

from __future__ import annotations

import contextlib
import json
import math
from typing import Any

import pytest

from hera_models import (
    CronWorkflow,
    ParseError,
    PersistentVolumeClaim,
    ValidationError,
    Workflow,
    WorkflowSpec,
    load_all,
)
from hera_models.events import Sensor

WORKFLOW = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "spec": {"entrypoint": "a"}}
CONFIG = {"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "b"}}


def read(text: str | bytes, **options: Any) -> list[Any]:
    return list(load_all(text, **options))


FORMS: dict[str, str | bytes] = {
    "YAML": "kind: Workflow\nspec: {}\n---\nkind: ConfigMap\n---\n---\n# nothing\n---\n[1]\n",
    "YAML in bytes": b"---\nkind: Workflow\nspec: {}\n---\nkind: ConfigMap\n---\n- 1\n...\n",
    "flow YAML": "{kind: Workflow, spec: {}}\n---\n{kind: ConfigMap}\n---\n[1]\n",
    "JSON array": '[{"kind":"Workflow","spec":{}},{"kind":"ConfigMap"},[1]]',
    "JSON lines": '{"kind":"Workflow","spec":{}}\n{"kind":"ConfigMap"}\n[1]\n',
    "JSON in a row": '  {"kind":"Workflow","spec":{}}{"kind":"ConfigMap"}\n\n[1]',
    "JSON lines in bytes": b'{"kind":"Workflow","spec":{}}\r\n{"kind":"ConfigMap"}\r\n[1]\r\n',
    "JSON lines with a mark": '\ufeff{"kind":"Workflow","spec":{}}\n{"kind":"ConfigMap"}\n[1]\n',
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_every_form_gives_the_same(text: str | bytes) -> None:
    workflow, config, other = read(text)
    assert isinstance(workflow, Workflow)
    assert workflow.to_dict() == {"kind": "Workflow", "spec": {}}
    assert config == {"kind": "ConfigMap"}
    assert other == [1]


@pytest.mark.parametrize("text", ["", "\n", "---\n", "# nothing\n", "[]", b""])
def test_no_document(text: str | bytes) -> None:
    assert read(text) == []


def test_each_kind_gets_its_class() -> None:
    documents = [
        {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "spec": {}},
        {"kind": "CronWorkflow", "spec": {"workflowSpec": {}, "schedules": ["* * * * *"]}},
        {"apiVersion": "v1", "kind": "PersistentVolumeClaim"},
        {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "Sensor",
            "spec": {"dependencies": [], "triggers": []},
        },
    ]
    found = read(json.dumps(documents))
    assert [type(item) for item in found] == [Workflow, CronWorkflow, PersistentVolumeClaim, Sensor]
    assert [item.to_dict() for item in found] == documents


@pytest.mark.parametrize(
    "document",
    [
        CONFIG,
        {"apiVersion": "argoproj.io/v2", "kind": "Workflow", "spec": {"new": 1}},
        {"apiVersion": "v1", "kind": "Workflow"},
        {"apiVersion": 1, "kind": "Workflow"},
        {"kind": 1},
        {"spec": {}},
        {},
        None,
        1.5,
        "text",
        [WORKFLOW],
    ],
)
def test_what_is_of_no_known_kind_comes_as_plain_data(document: object) -> None:
    _, found = read(json.dumps([1, document]))
    assert found == document
    assert type(found) is type(document)


def test_an_error_names_the_document() -> None:
    text = "kind: ConfigMap\n---\nkind: Workflow\nspec: {entrypint: a}\n"
    with pytest.raises(ValidationError) as caught:
        read(text)
    assert [problem.path for problem in caught.value.problems] == ["document 2, spec.entrypint"]
    assert "did you mean 'entrypoint'?" in str(caught.value)
    with pytest.raises(ValidationError, match=r"^Workflow: document 1, spec: required, but not"):
        read("kind: Workflow\n---\n{}\n")


def test_a_single_document_needs_no_number() -> None:
    with pytest.raises(ValidationError, match=r"^Workflow: spec: required, but not given$"):
        read("kind: Workflow\n")


def test_documents_before_a_mistake_are_given() -> None:
    found = load_all("kind: Workflow\nspec: {}\n---\nkind: Workflow\n")
    assert next(found).to_dict() == {"kind": "Workflow", "spec": {}}
    with pytest.raises(ValidationError):
        next(found)


def test_the_text_is_read_whole_before_the_first_document() -> None:
    with pytest.raises(ParseError, match=r"^line \d"):
        next(load_all("kind: Workflow\nspec: {}\n---\n{"))


def test_a_servers_documents() -> None:
    text = json.dumps([{**WORKFLOW, "status": {"phase": "Odd", "new": 1}}])
    (found,) = read(text, lenient=True)
    assert found.to_dict() == json.loads(text)[0]
    with pytest.raises(ValidationError, match=r"status\.phase"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"a": 1',
        '{"a": 1} x',
        "a: [",
        "a: b: c",
        "\t- a",
        "a: &x 1\nb: *y",
        b"\xff\xfe\xfd",
        b"{\xff}",
        "a: \x00",
    ],
)
def test_what_is_neither_yaml_nor_json(text: str | bytes) -> None:
    with pytest.raises(ParseError):
        read(text)


@pytest.mark.parametrize("text", [5, None, ["a"], object()])
def test_what_is_no_text(text: Any) -> None:
    with pytest.raises(TypeError, match=r"str or bytes, (got|not from) "):
        read(text)


@pytest.mark.parametrize(
    "text", ['{"a": NaN}', '{"a": Infinity}', "[-Infinity]", '{"a":1}\n{"a":NaN}']
)
def test_a_number_that_json_lacks_is_no_number(text: str) -> None:
    try:
        found = read(text)
    except ParseError:
        return
    for document in found:
        values = document.values() if isinstance(document, dict) else [document]
        assert not any(isinstance(value, float) and not math.isfinite(value) for value in values)


@pytest.mark.parametrize("text", ['{"a": "\\ud800"}', '{"a":1}\n{"a":"\\udfff"}', '{"\\ud800": 1}'])
def test_half_of_a_surrogate_pair_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        read(text)


def test_an_integer_of_very_many_digits_is_refused_or_kept() -> None:
    text = '{"a": ' + "9" * 5000 + "}"
    with contextlib.suppress(ParseError):
        assert read(text) == [{"a": "9" * 5000}]


def test_a_key_twice_is_refused_in_yaml_that_looks_like_json() -> None:
    with pytest.raises(ParseError, match="the key 'a' is given twice"):
        read("{a: 1, a: 2}")
    assert read("{a: 1, a: 2}", allow_duplicate_keys=True) == [{"a": 2}]


def test_the_limit_counts_bytes() -> None:
    for text in ("a: é\n", '{"a":1}', "kind: Workflow\nspec: {}\n"):
        size = len(text.encode())
        assert len(read(text, max_bytes=size)) == 1
        with pytest.raises(ParseError, match=f"{size} bytes.*max_bytes"):
            read(text, max_bytes=size - 1)


def test_from_yaml_takes_one_document() -> None:
    assert Workflow.from_yaml("---\nkind: Workflow\nspec: {}\n---\n") == Workflow(
        spec=WorkflowSpec()
    ).from_dict({"kind": "Workflow", "spec": {}})
    for text in ("", "a: 1\n---\nb: 1\n"):
        with pytest.raises(ParseError, match="expected one YAML document, found "):
            Workflow.from_yaml(text)
