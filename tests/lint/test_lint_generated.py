"""Generated workflows are clean, and each seeded defect is found at its place."""

from __future__ import annotations

import copy
import functools
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path as File
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lint import _defects, _more_defects, _tag_defects
from lint._generated import Case, generate
from lint._mutations import Pool, at, mutate, walk
from lint._seeding import DEFECTS, Broken, seed

from hera.lint import Finding, lint
from hera.lint.project import Options, lint_paths

# A defect is put into so many workflows; they are looked for among so many.
_TRIED = 4
_AMONG = 400
# Defects are registered by being loaded.
_LOADED = (_defects, _more_defects, _tag_defects)
_KINDS = list(DEFECTS)
_STYLES: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "block": lambda documents: yaml.safe_dump_all(documents, sort_keys=False),
    "flow": lambda documents: yaml.safe_dump_all(documents, default_flow_style=True, width=60),
    "quoted": lambda documents: yaml.safe_dump_all(
        documents, default_style='"', allow_unicode=True
    ),
    "wide": lambda documents: yaml.safe_dump_all(documents, indent=6, explicit_start=True),
    "json": lambda documents: "\n---\n".join(json.dumps(one, indent=2) for one in documents),
}


@functools.cache
def case_of(number: int) -> Case:
    return generate(number)


def documents_of(case: Case) -> list[dict[str, Any]]:
    return [case.manifest, *case.others]


def judge(case: Case, mode: Any = "lint") -> list[Finding]:
    documents = documents_of(case)
    return [
        finding
        for one in documents
        for finding in lint(one, templates=documents, missing="error", mode=mode)
    ]


def is_right(finding: Finding) -> bool:
    """Tell whether a finding says something true of a generated workflow."""
    # A step's `onExit` is out of date and used all the same.
    return finding.code == "HL812" and finding.path[-1] == "onExit"


def broken(kind: str) -> Iterator[Broken]:
    found = 0
    for number in range(_AMONG):
        defect = seed(kind, case_of(number), random.Random(f"{kind} {number}"))
        if defect is not None:
            yield defect
            found += 1
        if found == _TRIED:
            return


def hits(defect: Broken, findings: list[Finding]) -> list[Finding]:
    place = defect.path
    return [one for one in findings if one.code in defect.codes and one.path[: len(place)] == place]


@pytest.mark.parametrize("block", range(8))
def test_a_generated_workflow_is_clean(block: int) -> None:
    wrong = {
        f"{number}: {finding}"
        for number in range(block * 50, block * 50 + 50)
        for finding in judge(case_of(number))
        if not is_right(finding)
    }
    assert wrong == set()


def test_all_kinds_are_generated() -> None:
    shown = " ".join(json.dumps(documents_of(case_of(number))) for number in range(_AMONG))
    expected = [
        '"kind": "Workflow"',
        '"kind": "WorkflowTemplate"',
        '"kind": "ClusterWorkflowTemplate"',
        '"kind": "CronWorkflow"',
        *(f'"{key}": ' for key in _FIELDS.split()),
    ]
    assert [text for text in expected if text not in shown] == []


_FIELDS = """
    container containerSet dag data http plugin resource script steps suspend
    depends dependencies withItems withParam withSequence when continueOn hooks onExit expression
    templateRef clusterScope workflowTemplateRef enum valueFrom default globalName from supplied
    jsonPath jqFilter parameter retryStrategy backoff memoize metrics synchronization timeout
    activeDeadlineSeconds sidecars initContainers volumes volumeMounts volumeClaimTemplates
    podSpecPatch templateDefaults parallelism failFast target schedules timezone inline
"""


def test_there_are_many_kinds_of_defects() -> None:
    assert len(DEFECTS) >= 80
    assert len({code for codes, _ in DEFECTS.values() for code in codes}) >= 50


@pytest.mark.parametrize("kind", _KINDS)
def test_a_defect_is_found_at_its_place(kind: str) -> None:
    tried = list(broken(kind))
    assert len(tried) == _TRIED
    for defect in tried:
        found = judge(defect.case)
        assert hits(defect, found), (defect.path, [str(one) for one in found])


@pytest.mark.parametrize("style", _STYLES)
@pytest.mark.parametrize("kind", _KINDS[::3])
def test_a_defect_is_found_at_its_line(tmp_path: File, kind: str, style: str) -> None:
    defect = next(broken(kind))
    documents = documents_of(defect.case)
    text = _STYLES[style](documents)
    file = tmp_path / "workflow.yaml"
    file.write_text(text, encoding="utf-8")
    (result,) = lint_paths([file], Options(missing="error"))
    expected = hits(defect, judge(defect.case))[0]
    located = [
        one
        for one in result.findings
        if (one.finding.code, one.finding.path) == (expected.code, expected.path)
    ]
    assert located
    span = located[0].span
    assert span is not None
    part = located[0].finding.at
    if part and span.line == span.end_line:
        shown = text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]
        if shown == part:
            # The tag itself is pointed at, within the value.
            assert span.line >= _line_of(text, 0, expected.path)
            return
    # That of the key, or where the value begins below it.
    assert span.line - _line_of(text, 0, expected.path) in (0, 1)


def _line_of(text: str, document: int, path: tuple[str | int, ...]) -> int:
    """Return the line, from 1, where the key or item at a path begins; as PyYAML sees it."""
    node: Any = list(yaml.compose_all(text))[document]
    line = node.start_mark.line
    for key in path:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[key]
            line = node.start_mark.line
        else:
            pairs = {name.value: (name, value) for name, value in node.value}
            if key not in pairs:
                break
            name, node = pairs[key]
            line = name.start_mark.line
    return int(line) + 1


def json_values() -> st.SearchStrategy[Any]:
    tags = ["{{", "{{=", "{{inputs.parameters.a}}", "{{tasks.a.status}}", "{{{{a}}}}", "a && b"]
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=4),
        st.sampled_from(tags),
    )
    return st.recursive(
        scalars,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(_NAMES), inner, max_size=3)
        ),
        max_leaves=8,
    )


_NAMES = [*_FIELDS.split(), "name", "template", "templates", "arguments", "parameters", "inputs"]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, _AMONG - 1), json_values(), st.data())
def test_any_value_in_any_place_is_judged(number: int, value: Any, data: st.DataObject) -> None:
    case = copy.deepcopy(case_of(number))
    place = data.draw(st.sampled_from([path for path, _ in walk(case.manifest) if path]))
    at(case.manifest, place[:-1])[place[-1]] = value
    mode: Any = data.draw(st.sampled_from(["lint", "validate", "submit"]))
    for finding in lint(
        case.manifest,
        templates=case.others,
        mode=mode,
        profile=data.draw(st.sampled_from(["default", "production"])),
        argo=data.draw(st.sampled_from(["3.4", "3.6", "3.7", "4.0", "4.1"])),
    ):
        assert finding.message
        assert finding.severity in ("error", "warning")


@settings(max_examples=200, deadline=None)
@given(json_values(), st.sampled_from(["Workflow", "WorkflowTemplate", "CronWorkflow"]))
def test_any_specification_is_judged(spec: Any, kind: str) -> None:
    workflow = {"workflowSpec": spec, "schedules": ["@daily"]} if kind == "CronWorkflow" else spec
    for finding in lint({"kind": kind, "spec": workflow}, profile="production"):
        assert finding.message


def test_any_small_change_is_judged() -> None:
    pool = Pool([case_of(number).manifest for number in range(50)])
    refused = 0
    for number in range(_AMONG):
        case = case_of(number)
        changed = mutate(case.manifest, random.Random(number), pool)
        found = judge(Case(changed.manifest, case.others))
        refused += any(one.severity == "error" for one in found)
    # Most changes break something, and some do not.
    assert _AMONG // 3 < refused < _AMONG
