"""What findings repeat of a file: no secrets, and nothing that steers a terminal or a service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lint._manifests import read

from hera.lint import lint
from hera.lint.project.difference import unified
from hera.lint.project.formats import Style, render
from hera.lint.project.mending import Mended, differences, mend
from hera.lint.project.run import lint_paths

SECRET = "hunter2'secret"


def _manifest(name: str, part: str) -> dict[str, Any]:
    value = part.replace("SECRET", f'"{SECRET}"')
    templates = read("[{name: main, container: {image: 'a:1', command: [x]}}]")
    arguments = read(f"{{parameters: [{{name: {name}, {value}}}]}}")
    spec = {"entrypoint": "main", "arguments": arguments, "templates": templates}
    head = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow"}
    return {**head, "metadata": {"generateName": "x-"}, "spec": spec}


@pytest.mark.parametrize("part", ["value: SECRET, enum: [a]", "value: {a: [SECRET]}"])
def test_a_value_that_is_secret_by_its_name_is_not_repeated(part: str) -> None:
    for name in ("password", "apiToken", "db-secret"):
        found = lint(_manifest(name, part))
        assert found
        assert not any("hunter2" in repr(each) for each in found)


def test_any_other_value_is_shown() -> None:
    assert "hunter2" in lint(_manifest("text", "value: SECRET, enum: [a]"))[0].message


def test_a_long_value_is_cut() -> None:
    found = lint(_manifest("text", f"value: {'x' * 5_000}, enum: [a]"))
    assert [len(each.message) < 300 for each in found] == [True]


def test_the_lines_of_a_secret_are_not_shown(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    other = "apiVersion: argoproj.io/v1alpha1\nkind: Workflo\nmetadata: {name: shown}\n"
    secret = "apiVersion: v1\nkind: Secret\nstringData: {p: hunter2, p: hunter2, k: [}\n"
    Path("a.yaml").write_text(f"{other}---\n{secret}---\n{other}")
    text = "".join(render("text", lint_paths(["a.yaml"]), Style()))
    assert text.count("kind: Workflo") == 2
    assert "a.yaml:7:" in text
    assert "hunter2" not in text


def test_what_a_file_holds_does_not_steer_a_service(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    manifest = _manifest("text", "value: a")
    manifest["spec"]["entrypoint"] = "x\x1b[31m"
    Path("a\x1bb.json").write_text(json.dumps(manifest))
    results = lint_paths(["."])
    assert any("\x1b" in each.finding.message for each in results[0].findings)
    assert "\x1b" not in "".join(render("github", results, Style()))


def test_a_file_in_utf_16_is_shown_and_mended_as_it_is_written(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: x-}\nspec:\n"
        "  entrypoint: main\n  templates:\n  - name: main\n"
        "    container: {image: 'a:1', comand: [x]}\n"
    )
    for encoding in ("utf-16-le", "utf-16-be"):
        Path("a.yaml").write_bytes(f"\ufeff{text}".encode(encoding))
        shown = "".join(render("text", lint_paths(["a.yaml"]), Style()))
        assert "container: {image: 'a:1', comand: [x]}" in shown
        mended = mend(lambda contents: lint_paths(["a.yaml"], contents=contents), {})
        new = text.replace("comand", "command")
        assert mended.after == {"a.yaml": f"\ufeff{new}".encode(encoding)}
        assert "+    container: {image: 'a:1', command: [x]}\n" in list(differences(mended))


def test_the_head_of_a_difference_does_not_steer_a_terminal() -> None:
    mended = Mended((), (), {"a\x1b.yaml": b"a\n"}, {"a\x1b.yaml": b"b\n"})
    assert "".join(differences(mended)) == (
        "--- a\\x1b.yaml\n+++ a\\x1b.yaml\n@@ -1 +1 @@\n-a\n+b\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a\n", "a\n", ""),
        ("", "a", "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"),
        ("1\n2\n3\n4\n5\n", "1\n2\n3\n4\nx\n5\n", "@@ -2,4 +2,5 @@\n 2\n 3\n 4\n+x\n 5\n"),
        ("a\x0cb\r\nc\r\n", "a\x0cb\r\nd\r\n", "@@ -1,2 +1,2 @@\n a\x0cb\r\n-c\r\n+d\r\n"),
    ],
)
def test_a_difference_is_one_of_lines(old: str, new: str, expected: str) -> None:
    head = "--- f\n+++ f\n" if expected else ""
    assert "".join(unified(old, new, "f")) == head + expected


def test_what_nests_without_end_is_told() -> None:
    manifest = _manifest("text", "value: a")
    value: Any = 1
    for _ in range(3_000):
        value = [value]
    manifest["spec"]["arguments"]["parameters"][0]["value"] = [value]
    task = {"name": "a", "template": "main", "withItems": [value]}
    manifest["spec"]["templates"].append({"name": "all", "dag": {"tasks": [task]}})
    manifest["spec"]["entrypoint"] = "all"
    with pytest.raises(ValueError, match="nested too deep"):
        lint(manifest)


def test_templates_nest_in_each_other_as_deep_as_argo_reads_them() -> None:
    template: dict[str, Any] = {"container": {"image": "a:1", "command": ["x"]}}
    for _ in range(25):
        template = {"dag": {"tasks": [{"name": "a", "inline": template}]}}
    manifest = _manifest("text", "value: a")
    manifest["spec"]["templates"][0] = {"name": "main", **template}
    assert lint(manifest) == []
