"""Comments silence what they name at their place, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lint._file_pairs import HEAD

from hera.lint.project import Options, lint_paths

# An entrypoint and a target that are not there, at lines 5 and 10.
_WORKFLOW = f"""\
{HEAD}spec:
  entrypoint: missing
  templates:
  - name: main
    dag:
      tasks:
      - {{name: a, template: other}}
"""
_TARGET, _ENTRYPOINT = ("HL403", 10), ("HL403", 5)
_BOTH = [_ENTRYPOINT, _TARGET]


def _told(text: str, folder: Path, name: str = "a.yaml", **options: Any) -> list[tuple[str, int]]:
    (folder / name).write_text(text)
    (result,) = lint_paths([folder / name], Options(**options))
    return [(each.finding.code, each.span.line if each.span else 0) for each in result.findings]


def _with(line: int, comment: str) -> str:
    lines = _WORKFLOW.splitlines()
    lines[line - 1] += f"  {comment}"
    return "\n".join(lines)


def test_without_comments_all_is_told(tmp_path: Path) -> None:
    assert [each for each in _told(_WORKFLOW, tmp_path) if each[0] == "HL403"] == _BOTH


@pytest.mark.parametrize(
    "comment",
    [
        "# hera: ignore",
        "# hera: ignore[HL403]",
        "#hera:ignore[ HL4 ]",
        "# hera: ignore[hl403] made elsewhere",
        "# made elsewhere # hera: ignore[HL403]",
    ],
)
def test_a_comment_is_for_the_findings_of_its_line(comment: str, tmp_path: Path) -> None:
    told = _told(_with(10, comment), tmp_path)
    assert _TARGET not in told
    assert _ENTRYPOINT in told
    assert "HL006" not in dict(told)


def test_a_comment_of_its_own_line_is_for_the_next(tmp_path: Path) -> None:
    text = _WORKFLOW.replace("  entrypoint", "  # hera: ignore[HL403]\n\n  # why\n  entrypoint")
    told = dict(_told(text, tmp_path))
    assert ("HL403", 8) not in told.items()
    assert "HL006" not in told


def test_a_comment_at_the_head_is_for_the_file(tmp_path: Path) -> None:
    told = _told(f"# About.\n# hera: ignore-file[HL4]\n---\n{_WORKFLOW}", tmp_path)
    assert [code for code, _ in told if code in ("HL403", "HL006")] == []


@pytest.mark.parametrize(
    ("comment", "line", "said"),
    [
        ("# hera: ignore[HL403,HL501]", 10, "nothing of HL501 is found at line 10"),
        ("# hera: ignore", 7, "nothing is found at line 7"),
        ("# hera: ignore[HL999]", 10, "no rule HL999"),
        ("# hera: ignore HL403", 10, "brackets"),
        ("# hera: ignore[]", 10, "brackets"),
        ("# hera: ignore-file[HL403]", 10, "at the head of a file"),
    ],
)
def test_a_comment_that_silences_nothing_is_told(
    comment: str, line: int, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(_with(line, comment))
    found = [each for each in lint_paths([path])[0].findings if each.finding.code == "HL006"]
    assert [each.span and each.span.line for each in found] == [line]
    assert said in found[0].finding.message


def test_of_no_use_is_not_said_where_the_rule_was_not_asked_for(tmp_path: Path) -> None:
    text = _WORKFLOW.replace("template: other}", "template: main}  # hera: ignore[HL821,HL406]")
    assert "HL006" not in dict(_told(text, tmp_path))
    silenced = _with(10, "# hera: ignore[HL403]")
    assert "HL006" not in dict(_told(silenced, tmp_path, ignore=("HL4",)))


def test_what_looks_like_a_comment_in_a_text_is_none(tmp_path: Path) -> None:
    text = _WORKFLOW.replace("missing", '"missing # hera: ignore"') + (
        "  - name: s\n    script:\n      image: python\n      source: |\n"
        "        print(1)  # hera: ignore[HL403]\n"
    )
    told = _told(text, tmp_path)
    assert _ENTRYPOINT in told
    assert "HL006" not in dict(told)


def test_broken_documents_can_be_silenced(tmp_path: Path) -> None:
    text = f"{_WORKFLOW}---\na: {{{{b}}}} # hera: ignore[HL004]\n"
    assert "HL004" in dict(_told(text.replace("# hera", "#"), tmp_path))
    assert "HL004" not in dict(_told(text, tmp_path))


def test_programs_have_the_same_comments(tmp_path: Path) -> None:
    text = (
        "from hera.workflows import DAG, Task, Workflow\n"
        'with Workflow(generate_name="a-", entrypoint="main") as w:\n'
        '    with DAG(name="main"):\n'
        '        Task(name="a", template="x")  # hera: ignore[HL403]\n'
        "        # hera: ignore\n"
        '        Task(name="b", template="y")\n'
        '        Task(name="# hera: ignore", template="z")\n'
        "print(1)  # hera: ignore[HL5]\n"
    )
    told = _told(text, tmp_path, "a.py")
    assert [each for each in told if each[0] in ("HL403", "HL006")] == [("HL403", 7), ("HL006", 8)]
    head = f"#!/usr/bin/env python\n# hera: ignore-file\n{text}"
    assert _told(head.replace("# hera: ignore[HL5]", ""), tmp_path, "a.py") == []
