"""Each rule flags what it is there for, at its place, and not what comes near."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
from lint._pairs import PAIRS

from hera.lint import Finding, rules
from hera.lint import lint as lint_plainly


def lint(code: str, manifest: dict[str, Any]) -> list[Finding]:
    """Find what is wrong, asked as it takes for the rule."""
    rule = next(rule for rule in rules() if rule.code == code)
    profile = "production" if rule.advice else "default"
    options: dict[str, Any] = {"profile": profile, **PAIRS[code].options}
    return lint_plainly(manifest, **options)


# What they look at is no manifest; they are shown where files are read.
_OF_FILES = {
    rule.code
    for rule in rules()
    if rule.view.__module__ in ("hera.lint.file_rules", "hera.lint.project_rules")
}


def test_there_is_a_pair_for_each_rule() -> None:
    assert set(PAIRS) == {rule.code for rule in rules()} - _OF_FILES


@pytest.mark.parametrize("code", PAIRS)
def test_the_defect_is_flagged_at_its_place(code: str) -> None:
    severity = {rule.code: rule.severity for rule in rules()}[code]
    pair = PAIRS[code]
    found = [finding for finding in lint(code, pair.bad) if finding.code == code]
    assert [(one.severity, one.path) for one in found] == [(severity, pair.place)]


@pytest.mark.parametrize("code", PAIRS)
def test_the_near_miss_is_not(code: str) -> None:
    found = lint(code, PAIRS[code].good)
    assert [finding for finding in found if finding.code == code] == []
    assert [finding for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize("code", PAIRS)
def test_the_manifest_stays_as_it_is(code: str) -> None:
    before = copy.deepcopy(PAIRS[code].bad)
    first = lint(code, PAIRS[code].bad)
    assert PAIRS[code].bad == before
    assert lint(code, PAIRS[code].bad) == first


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_documented(rule: object) -> None:
    about = str(getattr(rule, "about", ""))
    assert re.search(r"```yaml\n.+?\n```\n\n.+", about, re.DOTALL), about
    assert "    " not in about.splitlines()[0]
