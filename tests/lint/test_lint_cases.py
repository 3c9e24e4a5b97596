"""The linter agrees with Argo's validator on Argo's own cases, and passes Argo's examples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from _shared import shared

from hera.lint import Finding, lint

MODES = {"Opts{}": "validate", "Opts{Lint: true}": "lint", "Opts{Submit: true}": "submit"}
COUNT = 105


def cases() -> dict[str, dict[str, Any]]:
    index = shared("corpus", "validate", "index.json")
    return {case["name"]: case for case in json.loads(index.read_bytes())}


def documents(path: Path) -> list[dict[str, Any]]:
    found = yaml.safe_load_all(path.read_bytes())
    return [one for one in found if isinstance(one, dict)]


def judge(case: dict[str, Any]) -> list[Finding]:
    folder = shared("corpus", "validate", case["expect"])
    (manifest,) = documents(folder / f"{case['name']}.yaml")
    # Some say no kind, or another than the one that the case's validator is for.
    manifest = {**manifest, "kind": case["validator"]}
    others = [one for path in folder.glob(f"{case['name']}.refs.yaml") for one in documents(path)]
    defaults = yaml.safe_load(case["wf_defaults"]) if case["wf_defaults"] else None
    mode: Any = MODES[case["opts"]]
    found = lint(manifest, mode=mode, defaults=defaults, templates=others)
    return [finding for finding in found if finding.severity == "error"]


def test_all_cases_are_there() -> None:
    assert len(cases()) == COUNT


def test_what_argo_accepts_is_accepted() -> None:
    passing = {name: case for name, case in cases().items() if case["expect"] == "pass"}
    refused = {name: judge(case) for name, case in passing.items()}
    assert {name: found for name, found in refused.items() if found} == {}


def test_what_argo_refuses_is_refused_in_its_words() -> None:
    failing = {name: case for name, case in cases().items() if case["expect"] == "fail"}
    found = {name: [finding.message for finding in judge(case)] for name, case in failing.items()}
    assert [name for name, messages in found.items() if not messages] == []
    missing = {
        name: (text, found[name])
        for name, case in failing.items()
        for text in case["errors"]
        if not any(text in message for message in found[name])
    }
    assert missing == {}


def examples() -> list[tuple[str, dict[str, Any]]]:
    root = shared("corpus", "examples")
    return [
        (path.relative_to(root).as_posix(), one)
        for path in sorted(root.rglob("*.yaml"))
        for one in documents(path)
    ]


@pytest.mark.parametrize("mode", ["lint", "validate", "submit"])
def test_no_example_has_an_error(mode: Any) -> None:
    found = examples()
    templates = [one for _, one in found]
    assert len(found) > 100
    wrong = {
        f"{name}: {finding}"
        for name, one in found
        # Some examples' arguments are given by whoever submits them; some templates are elsewhere.
        for finding in lint(one, mode=mode, templates=templates, missing="warning")
        if finding.severity == "error" and finding.code != "HL301"
    }
    assert wrong == set()


def test_only_what_refers_to_missing_templates_is_refused_when_told_so() -> None:
    found = examples()
    templates = [one for _, one in found]
    wrong = {
        (name, finding.code)
        for name, one in found
        for finding in lint(one, templates=templates, missing="error")
        if finding.severity == "error"
    }
    folder = "workflow-template"
    assert wrong == {
        (f"{folder}/dag.yaml", "HL405"),
        (f"{folder}/steps.yaml", "HL405"),
        (f"{folder}/workflow-template-ref.yaml", "HL405"),
    }
