"""The real linter says the same of the rules' own manifests, where it is built.

It is that of an older release than the one whose validator the linter follows; where the verdict
differs, the reason stands here.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from e2e.judge_fixtures import ArgoLint
from lint._pairs import PAIRS

from hera.lint import lint

LATER = "the real linter's release does not have it yet"
AT_RUN_TIME = "Argo finds it when it runs the step or task"
DIFFERENT = {
    "HL108 good": LATER,
    "HL110 bad": "that release still has `schedule`",
    "HL310 bad": AT_RUN_TIME,
    "HL311 bad": AT_RUN_TIME,
    "HL409 good": LATER,
    "HL416 good": LATER,
    "HL710 bad": AT_RUN_TIME,
    "HL714 bad": AT_RUN_TIME,
    "HL716 bad": AT_RUN_TIME,
    "HL810 bad": "that release still has `mutex`",
    "HL417 good": LATER,
    "HL424 bad": "a later release refuses the names of its own containers",
}


def refused_by_us(manifest: dict[str, Any]) -> bool:
    found = lint(manifest, missing="error")
    return any(finding.severity == "error" for finding in found)


@pytest.mark.parametrize("which", ["bad", "good"])
@pytest.mark.parametrize("code", PAIRS)
def test_the_verdict_is_argos(argo_lint: ArgoLint, code: str, which: str) -> None:
    manifest = getattr(PAIRS[code], which)
    verdict = argo_lint(json.dumps(manifest))
    same = refused_by_us(manifest) != verdict.good
    assert same != (f"{code} {which}" in DIFFERENT), verdict
