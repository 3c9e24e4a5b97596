"""What the linter says of Argo's own cases, and what it lets pass.

The cases are those of a later release's own tests, which call the validator with other options than
`argo lint` does; where the linter's verdict differs, the reason stands here.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from _shared import shared

import hera_models
from hera_models import check_release

from ._judge import Verdict
from ._programs import ARGO_RELEASE
from .judge_fixtures import ArgoLint

LENIENT = "a linter lets an argument without a value pass, a submission does not"
OFFLINE = "without a server the missing template is told in other words"
TEXT = "the case's number is read as the text that it must be; the linter refuses it"
NAMESPACE = "the case's template is in no namespace, its workflow in another"
STEP_NAMES = "a later release allows tags in the names of steps"

DIFFERENT = {
    "GlobalParam_3": LENIENT,
    "SpecArgumentNoValue_2": LENIENT,
    "WorkflowTemplateWithEnumValueWithoutValue_3": LENIENT,
    "TemplateRefWithPlaceholderInNameIsNotSkipped": OFFLINE,
    "InvalidMetricName": TEXT,
    "InvalidMetricHelp": TEXT,
    "ValidateFieldsWithWFTRefContainerImageInDefault": NAMESPACE,
    "WorkflowWithWFTRefWithOverrideParam": NAMESPACE,
    "WorkflowWithWFTRefWithArtifactArgument": NAMESPACE,
    "DynamicStepNameWithInputParameters_1": STEP_NAMES,
    "DynamicStepNameWithInputParameters_2": STEP_NAMES,
}


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        shared("corpus", "validate", "index.json").read_bytes()
    )
    assert len(found) == 105
    return found


def document(case: dict[str, Any]) -> dict[str, Any]:
    path = shared("corpus", "validate", case["expect"], f"{case['name']}.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_bytes())
    # Some say no kind or another than the one that the case's validator is for.
    return {**found, "apiVersion": "argoproj.io/v1alpha1", "kind": case["validator"]}


def references(case: dict[str, Any]) -> list[str]:
    folder = shared("corpus", "validate", case["expect"])
    return [path.read_text("utf-8") for path in folder.glob(f"{case['name']}.refs.yaml")]


def agrees(case: dict[str, Any], verdict: Verdict) -> bool:
    told = all(any(part in error for error in verdict.errors) for part in case["errors"])
    return verdict.good == (case["expect"] == "pass") and told


def is_later(found: dict[str, Any]) -> bool:
    model = getattr(hera_models, found["kind"]).from_dict(found, lenient=True)
    return bool(check_release(model, ARGO_RELEASE))


def test_the_linter_agrees_with_argos_own_cases(argo_lint: ArgoLint) -> None:
    different: dict[str, str] = {}
    later: list[str] = []
    for case in cases():
        found = document(case)
        verdict = argo_lint([json.dumps(found), *references(case)])
        if agrees(case, verdict):
            continue
        if is_later(found) and "unknown field" in "".join(verdict.errors):
            later.append(case["name"])
        else:
            different[case["name"]] = DIFFERENT.get(case["name"], str(verdict))
    assert different == DIFFERENT
    assert len(later) == 7


HEAD = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: case}
spec:
  entrypoint: main
  templates:
  - name: say
    inputs: {parameters: [{name: text}]}
    container: {image: busybox, command: [echo], args: ["{{inputs.parameters.text}}"]}
"""

PASSED = {
    "an expression that names nothing": """\
  - name: main
    container: {image: busybox, command: [echo], args: ["{{=nowhere.at.all}}"]}
""",
    "an expression that is none": """\
  - name: main
    container: {image: busybox, command: [echo], args: ["{{=1 +}}"]}
""",
    "a tag of no known root": """\
  - name: main
    container: {image: busybox, command: [echo], args: ["{{nowhere.at.all}}"]}
""",
    "a condition that is none": """\
  - name: main
    steps: [[{name: a, template: say, when: "== and (", arguments: {parameters: [{name: text, value: x}]}}]]
""",
    "an argument that matches no input": """\
  - name: main
    steps:
    - - name: a
        template: say
        arguments: {parameters: [{name: text, value: x}, {name: more, value: x}]}
""",
    "an item outside of a loop": """\
  - name: main
    container: {image: busybox, command: [echo], args: ["{{item}}"]}
""",
}

REFUSED = {
    "templates.say": """\
  - name: main
    steps: [[{name: a, template: say}]]
""",
    "failed to resolve {{inputs.parameters.nothing}}": """\
  - name: main
    container: {image: busybox, command: [echo], args: ["{{inputs.parameters.nothing}}"]}
""",
    "failed to resolve {{item.key}}": """\
  - name: main
    container: {image: busybox, command: [echo], args: ["{{item.key}}"]}
""",
    "templates.main sorting failed: graph with cycle": """\
  - name: main
    dag:
      tasks:
      - {name: a, template: say, dependencies: [b], arguments: {parameters: [{name: text, value: x}]}}
      - {name: b, template: say, dependencies: [a], arguments: {parameters: [{name: text, value: x}]}}
""",
}


@pytest.mark.parametrize("what", PASSED)
def test_what_the_linter_lets_pass(argo_lint: ArgoLint, what: str) -> None:
    assert argo_lint(HEAD + PASSED[what]).good


@pytest.mark.parametrize("told", REFUSED)
def test_and_what_it_does_not(argo_lint: ArgoLint, told: str) -> None:
    (error,) = argo_lint(HEAD + REFUSED[told]).errors
    assert told in error


def test_an_object_is_told_its_first_error_alone(argo_lint: ArgoLint) -> None:
    two = HEAD + REFUSED["failed to resolve {{item.key}}"].replace("image: busybox", "image: ''")
    assert len(argo_lint(two).errors) == 1
    assert len(argo_lint([two, two.replace("name: case", "name: other")]).errors) == 2
