"""Each rule flags what it is there for, at its place, and not what comes near."""

from __future__ import annotations

import copy
import re

import pytest
from lint._pairs import PAIRS

from hera.lint import lint, rules


def test_there_is_a_pair_for_each_rule() -> None:
    assert set(PAIRS) == {rule.code for rule in rules()}


@pytest.mark.parametrize("code", PAIRS)
def test_the_defect_is_flagged_at_its_place(code: str) -> None:
    severity = {rule.code: rule.severity for rule in rules()}[code]
    pair = PAIRS[code]
    found = [finding for finding in lint(pair.bad) if finding.code == code]
    assert [(one.severity, one.path) for one in found] == [(severity, pair.place)]


@pytest.mark.parametrize("code", PAIRS)
def test_the_near_miss_is_not(code: str) -> None:
    found = lint(PAIRS[code].good)
    assert [finding for finding in found if finding.code == code] == []
    assert [finding for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize("code", PAIRS)
def test_the_manifest_stays_as_it_is(code: str) -> None:
    before = copy.deepcopy(PAIRS[code].bad)
    first = lint(PAIRS[code].bad)
    assert PAIRS[code].bad == before
    assert lint(PAIRS[code].bad) == first


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_is_documented(rule: object) -> None:
    about = str(getattr(rule, "about", ""))
    assert re.search(r"```yaml\n.+?\n```\n\n.+", about, re.DOTALL), about
    assert "    " not in about.splitlines()[0]
