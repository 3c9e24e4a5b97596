"""Whatever a file holds, its objects are judged, or one finding tells plainly why they are not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint._file_pairs import HEAD, WORKFLOW

from hera.lint.project import Located
from hera.lint.project.source import Source, content, read


def _objects(data: str | bytes, name: str = "a.yaml") -> list[tuple[int, tuple[str | int, ...]]]:
    source = _source(data, name)
    assert source.problems == []
    return [(each.document, each.inside) for each in source.objects]


def _source(data: str | bytes, name: str = "a.yaml") -> Source:
    return read(name, data.encode() if isinstance(data, str) else data)


def _problem(data: str | bytes, name: str = "a.yaml") -> tuple[str, int | None, str]:
    """Return the code and line of the one problem that there is, and the whole text."""
    problems = _source(data, name).problems
    assert len(problems) == 1
    found = problems[0]
    shown = f"{found.finding.message} | {found.finding.hint}"
    return found.finding.code, found.span.line if found.span else None, shown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_texts_are_read_as_they_are_saved(encoding: str, end: str) -> None:
    assert _objects(WORKFLOW.replace("\n", end).encode(encoding)) == [(0, ())]


def test_objects_are_found_in_lists_and_among_other_kinds() -> None:
    items = "".join(f"- {{kind: {kind}, apiVersion: argoproj.io/v1alpha1}}\n" for kind in "AB")
    both = f"apiVersion: v1\nkind: List\nitems:\n{items}".replace("kind: B", "kind: CronWorkflow")
    text = f"# nothing\n---\nkind: Pod\n---\n{WORKFLOW}---\n{both}"
    source = _source(text)
    assert [(each.document, each.inside) for each in source.objects] == [(1, ()), (2, ("items", 1))]
    assert [source.line(each) for each in source.objects] == [5, 14]
    assert [each.subject for each in source.objects] == ["Workflow a-", "CronWorkflow"]


def test_json_may_hold_several_objects() -> None:
    one = json.dumps({"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow"})
    assert _objects(f"[{one}, {one}]", "a.json") == [(0, ()), (1, ())]
    assert _objects(f"{one}\n{one}\n", "a.json") == [(0, ()), (1, ())]


@pytest.mark.parametrize("text", ["", "\n# only a comment\n", "---\n", "just text", "- a\n- b\n"])
def test_what_holds_no_objects_is_no_problem(text: str) -> None:
    assert _objects(text) == []


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("a:\n- x: {{inputs.parameters.y}}\n", 2, '"{{inputs.parameters.y}}"'),
        ("when: {{a}} == {{b}} # c\n", 1, '"{{a}} == {{b}}"'),
        ("args: [x, {{item}}/y]\n", 1, '"{{item}}/y"'),
        ("spec:\n\ta: 1\n", 2, "tab"),
        ("a:\n  b: 1\n  c:2\n", 3, "c: 2"),
        ("a:\n-b: c\n- d: e\n", 2, "after the hyphen"),
        ("spec:\n  schedule: */5 * * * *\n", 2, '"*/5 * * * *"'),
        ("schedule: @daily\n", 1, '"@daily"'),
        ("depends: && b\n", 1, '"&& b"'),
        ("args:\n- echo: a: b\n", 2, '"echo: a: b"'),
        ('a: "b\nc: d\n', 1, "never closed"),
        ("a: [b, c\nd: e\n", 2, "begins at line 1"),
        ("a:\n  b: c\n d: e\n", 3, "indent the line"),
        ('a: "\\d"\n', 1, "backslash"),
        ("a: | b\n", 1, "only a line end"),
        ("a: *b\n", 1, "no anchor"),
        ("a: 1\n<<<<<<< HEAD\nb: 2\n", 2, "merge conflict"),
        ("a: b\x1b[0m\n", 1, "U+001B"),
        ("a:\n  {{- if .Values.x }}\n  b: c\n", 2, "helm template"),
        ("metadata:\n  name: {{ .Values.x }}\n", 2, "helm template"),
        ("a:\n{% for x in y %}\n", 2, "render"),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text: str, line: int, shown: str) -> None:
    code, at, told = _problem(text)
    assert (code, at) == ("HL004", line)
    assert shown in told


def test_a_document_that_is_broken_leaves_the_others() -> None:
    broken = "a: [b, c\nd: e\nf: g\n"
    source = _source(f"{WORKFLOW}---\n{broken}--- # next\n{WORKFLOW}%YAML 1.1\n---\na: [\n")
    assert [each.document for each in source.objects] == [0, 2]
    assert [source.line(each) for each in source.objects] == [1, 10]
    assert [(each.document, each.span and each.span.line) for each in source.problems] == [
        (1, 7),
        (3, 16),
    ]
    assert "begins at line 6" in source.problems[0].finding.message


@pytest.mark.parametrize(
    ("text", "line"),
    [('{"a": 1,}', 1), ('{"a": 1\n "b": 2}', 2), ("[" * 9999, 1)],
)
def test_what_is_no_json_is_told(text: str, line: int) -> None:
    assert _problem(text, "a.json")[:2] == ("HL004", line)


@pytest.mark.parametrize(
    ("text", "file", "line", "shown"),
    [
        ("a: 1\nb: 2\na: 3\n", "a.yaml", 3, "first at line 1"),
        ("b: 2\n---\na: 1\n\na: 3\n", "a.yaml", 5, "first at line 3"),
        ('{"a": {"b": 1,\n"b": 2}}', "a.json", 2, "given twice"),
    ],
)
def test_a_key_that_is_given_twice_is_told_and_the_last_one_counts(
    text: str, file: str, line: int, shown: str
) -> None:
    code, at, told = _problem(text, file)
    assert (code, at) == ("HL013", line)
    assert shown in told
    source = _source(WORKFLOW.replace("metadata:", "metadata: {name: first}\nmetadata:"))
    assert [each.finding.code for each in source.problems] == ["HL013"]
    assert [each.subject for each in source.objects] == [
        each.subject for each in _source(WORKFLOW).objects
    ]


def test_aliases_do_not_explode() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 30)]
    assert "expand" in _problem("\n".join(lines))[2]


def test_deep_nesting_beside_an_object_does_no_harm() -> None:
    text = f"{'[' * 100_000}\n---\n{WORKFLOW}"
    source = _source(text)
    assert [each.finding.code for each in source.problems] == ["HL004"]
    assert [source.line(each) for each in source.objects] == [3]


def test_not_each_of_many_broken_documents_is_told() -> None:
    problems = _source("a: [\n---\n" * 5000).problems
    assert len(problems) == 101
    assert problems[-1].finding.message == "over 100 documents are broken"
    assert problems[-1].span is not None
    assert problems[-1].span.line == 200


@pytest.mark.parametrize(
    ("data", "line", "shown"),
    [
        (b"\x7fELF\0\1\2\3", None, "binary"),
        (HEAD.encode() + b"x: \xe4\n", 4, "UTF-8"),
        (b"\xff\xfea\0b", 1, "UTF-16"),
        (b"a: b\n" * 3_400_000, None, "16 MiB"),
        (b"{" + b" " * 101 * 2**20, None, "100 MiB"),
    ],
    ids=["binary", "latin", "utf-16", "yaml", "json"],
)
def test_what_is_no_text_or_too_large_is_told(data: bytes, line: int | None, shown: str) -> None:
    code, at, told = _problem(data)
    assert (code, at) == ("HL003", line)
    assert shown in told


def test_what_is_no_file_is_told_without_reading_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "folder.yaml").mkdir()
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(2**40)
    for name, shown in {
        "pipe": "a pipe",
        "link": "No such file",
        "folder.yaml": "a folder",
        "large": "1048576 MiB",
    }.items():
        found = content(name, tmp_path / name)
        assert isinstance(found, Located)
        assert (found.file, found.finding.code) == (name, "HL003")
        assert shown in found.finding.message


@pytest.mark.parametrize(
    ("change", "judged", "warned"),
    [
        (("", ""), True, None),
        (("kind: Workflow", "kind: workflow"), False, ("kind",)),
        (("kind: Workflow", "kind: CronWorkflw"), False, ("kind",)),
        (("kind: Workflow", "kind: Application"), False, None),
        (("kind: Workflow", "kind: WorkflowTaskSet"), False, None),
        (("kind: Workflow", "kind: Somewhat"), False, None),
        (("kind: Workflow\n", ""), False, ()),
        (("apiVersion: argoproj.io/v1alpha1\n", ""), True, ()),
        (("argoproj.io/v1alpha1", "argoproj.io/v1alpha2"), True, None),
        (("argoproj.io/v1alpha1", "argoprj.io/v1alpha1"), True, None),
        (("argoproj.io/v1alpha1", "example.com/v1"), False, None),
    ],
)
def test_what_looks_like_a_slip_is_told_and_other_kinds_are_not(
    change: tuple[str, str], judged: bool, warned: tuple[str, ...] | None
) -> None:
    source = _source(WORKFLOW.replace(*change) if change[0] else WORKFLOW)
    assert bool(source.objects) == judged
    told = [(each.finding.code, each.finding.path) for each in source.problems]
    assert told == ([] if warned is None else [("HL007", warned)])


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80) | st.text("ab:-[]{}&*!|>'\"#%@\n\t ", max_size=60).map(str.encode))
def test_nothing_is_raised_whatever_a_file_holds(data: bytes) -> None:
    for name in ("a.yaml", "a.json"):
        source = read(name, data)
        for each in source.problems:
            assert each.finding.code in ("HL003", "HL004", "HL007")
            assert each.span is None or each.span.line >= 1
        for found in source.objects:
            assert source.line(found) >= 1
