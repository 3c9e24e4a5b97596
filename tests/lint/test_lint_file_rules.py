"""Each rule about files flags what it is there for, at its line, and not what comes near."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from lint._file_pairs import FILE_PAIRS

from hera.lint import rules
from hera.lint.project import Located, Options, lint_paths

_MODULES = ("hera.lint.file_rules", "hera.lint.project_rules")


def _found(
    folder: Path, files: dict[str, str | bytes], templates: Sequence[str] = ()
) -> list[Located]:
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    options = Options(templates=tuple(folder / each for each in templates))
    return [found for result in lint_paths([folder], options) for found in result.findings]


def test_there_is_a_pair_for_each_rule_about_files() -> None:
    assert set(FILE_PAIRS) == {rule.code for rule in rules() if rule.view.__module__ in _MODULES}


@pytest.mark.parametrize("code", FILE_PAIRS)
def test_the_defect_is_flagged_at_its_line(code: str, tmp_path: Path) -> None:
    severity = {rule.code: rule.severity for rule in rules()}[code]
    all_ = _found(tmp_path, FILE_PAIRS[code].bad, FILE_PAIRS[code].templates)
    found = [each for each in all_ if each.finding.code == code]
    shown = [str(each.finding) for each in all_]
    assert [each.finding.severity for each in found] == [severity], shown
    span, file = found[0].span, str(Path(found[0].file).relative_to(tmp_path))
    assert ((file, span.line, span.column) if span else (file, None)) == FILE_PAIRS[code].place


@pytest.mark.parametrize("code", FILE_PAIRS)
def test_the_near_miss_is_not(code: str, tmp_path: Path) -> None:
    pair = FILE_PAIRS[code]
    found = _found(tmp_path, pair.good, pair.templates)
    assert [str(each.finding) for each in found] == []
