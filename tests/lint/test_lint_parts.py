"""Findings about a part of a text point at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lint._project import write

from hera.lint.project import Located, lint_paths

HEAD = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: a-}
spec:
  entrypoint: main
  templates:
  - name: main
    inputs: {parameters: [{name: a, value: "1"}]}
"""


def found(folder: Path, text: str) -> list[Located]:
    """Lint a file."""
    write(folder, a_yaml=HEAD + text)
    return [each for result in lint_paths([folder / "a.yaml"]) for each in result.findings]


def places(folder: Path, text: str) -> list[tuple[str, int, int, int]]:
    """Return the codes, lines, and columns of what is found."""
    places: list[tuple[str, int, int, int]] = []
    for each in found(folder, text):
        assert each.span is not None
        assert each.span.end_line == each.span.line
        places.append((each.finding.code, each.span.line, each.span.column, each.span.end_column))
    return places


SCRIPT = """\
    script:
      image: busybox
      command: [sh]
      source: %s
        echo {{inputs.parameters.a}}
        echo {{inputs.parameters.b}} {{input.parameters.a}} {{item}}
        echo {{inputs.parameters.b}} {{=inputs.parameters.c + sprig.trim(inputs.parameters.a)}}
"""


@pytest.mark.parametrize("style", ["|", ">", "|2-"])
def test_a_tag_in_a_block_is_pointed_at(tmp_path: Path, style: str) -> None:
    text = (
        SCRIPT % style if style != "|2-" else (SCRIPT % style).replace("\n        ", "\n          ")
    )
    shift = 2 if style == "|2-" else 0
    assert places(tmp_path, text) == [
        ("HL701", 14, 14 + shift, 37 + shift),
        ("HL720", 14, 38 + shift, 60 + shift),
        ("HL721", 14, 61 + shift, 69 + shift),
        ("HL712", 15, 41 + shift, 60 + shift),
    ]


def test_several_tags_in_one_line_are_told_apart(tmp_path: Path) -> None:
    text = (
        '    container: {image: b, args: ["é {{inputs.parameters.b}} {{inputs.parameters.c}}"]}\n'
    )
    assert places(tmp_path, text) == [("HL701", 9, 37, 60), ("HL701", 9, 61, 84)]


def test_what_is_written_otherwise_is_pointed_at_as_a_whole(tmp_path: Path) -> None:
    text = '    container: {image: b, args: ["{{inputs.\\x70arameters.b}}", &x "{{inputs.parameters.c}}"]}\n'
    assert places(tmp_path, text) == [("HL701", 9, 34, 62), ("HL701", 9, 68, 91)]


def test_a_use_that_waits_for_nothing_is_pointed_at(tmp_path: Path) -> None:
    text = """\
    dag:
      tasks:
      - {name: one, template: run}
      - {name: two, template: run, when: "1 == 1 && {{tasks.one.outputs.result}} == 2"}
  - name: run
    script: {image: b, command: [sh], source: echo}
"""
    assert places(tmp_path, text) == [("HL704", 12, 55, 65)]


MERGED = """\
    container: &c
      image: busybox
      command: [echo]
  - name: other
    container:
%s
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("      <<: *c\n      image: alpine", 15),
        ("      image: alpine\n      <<: *c", 14),
        ("      <<: [*c, {image: alpine}]", 14),
        ("      <<: *c\n      args: [a]", None),
    ],
)
def test_a_key_beside_a_merge_key_that_has_it_too_is_told(
    tmp_path: Path, text: str, line: int | None
) -> None:
    told = [each.span for each in found(tmp_path, MERGED % text) if each.finding.code == "HL013"]
    assert [span and span.line for span in told] == ([line] if line else [])


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("      <<: *c\n      image: alpine", False),
        ("      <<: [*c, {image: alpine}]", False),
        ("      <<: *c\n      args: [a]", True),
    ],
)
def test_argo_passes_over_what_is_told(argo_lint: object, text: str, judged: bool) -> None:
    assert callable(argo_lint)
    assert argo_lint(HEAD + MERGED % text).linted is judged
