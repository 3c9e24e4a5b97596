"""Work that grows with the size of what is given: of each case a process judges far more than anyone
writes, in a time that only work growing faster could use up.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each takes a second or two; before they were mended, these took minutes, or had no end.
_SECONDS = 60

_MAIN = """
from hera.lint import lint
from hera.lint.project.fixes import fixed
from hera.lint.project.run import lint_paths

def workflow(template, **others):
    spec = {"entrypoint": "main", "templates": [{"name": "main", **template}], **others}
    head = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow"}
    return {**head, "metadata": {"generateName": "x-"}, "spec": spec}

def valued(text):
    container = {"image": "a:1", "command": ["x"]}
    inputs = {"parameters": [{"name": "p", "value": text}]}
    return workflow({"inputs": inputs, "container": container})

def codes(found):
    return sorted({each.code for each in found})

def told(path):
    return sorted({e.finding.code for r in lint_paths([path]) for e in r.findings})
"""


def _output(program: str, folder: Path) -> str:
    """Return what a program prints, unless its time is up."""
    ended = subprocess.run(
        [sys.executable, "-c", _MAIN + program],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("print(codes(lint(valued('{{' * 300_000))))", "[]"),
        ("print(codes(lint(valued('{{=' * 300_000))))", "['HL718']"),
        (
            "main = {'resource': {'action': 'create', 'manifest': '{{ =' * 200_000}}\n"
            "print(codes(lint(workflow(main))))",
            "['HL428']",
        ),
        (
            "all_ = [{'name': f'c{i}', 'image': 'a:1', 'command': ['x']} for i in range(60_000)]\n"
            "print(codes(lint(workflow({'containerSet': {'containers': all_}}))))",
            "['HL801']",
        ),
    ],
    ids=["openings", "expressions", "in-a-manifest", "containers"],
)
def test_a_manifest(program: str, expected: str, tmp_path: Path) -> None:
    assert _output(program, tmp_path) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.py", "import " + ", ".join(f"m{i}" for i in range(40)) + ";\n", "[]"),
        ("a.yaml", "%a\n" * 60_000 + "kind: Workflow # argoproj.io\n", "['HL004']"),
        ("a.yaml", "# hera: ignore[HL101]\n" * 20_000 + "a: 1\n", "['HL006']"),
        ("a.json", '{"apiVersion": "v1", "kind": "ConfigMap"}\n' * 200_000, "[]"),
    ],
    ids=["imports", "directives", "ignores", "documents"],
)
def test_a_file(name: str, text: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert _output("print(told('.'))", tmp_path) == expected


def test_templates_of_one_name_in_many_folders(tmp_path: Path) -> None:
    head = "apiVersion: argoproj.io/v1alpha1\nkind: "
    main = "container: {image: 'a:1', command: [x]}"
    spec = "spec:\n  entrypoint: main\n  templates:\n  - name: main\n    "
    for number in range(6_000):
        folder = tmp_path / f"d{number}"
        folder.mkdir()
        (folder / "t.yaml").write_text(
            f"{head}WorkflowTemplate\nmetadata: {{name: t}}\n{spec}{main}\n---\n"
            f"{head}Workflow\nmetadata: {{generateName: a-}}\n{spec}"
            "steps: [[{name: a, templateRef: {name: t, template: main}}]]\n"
        )
    assert _output("print(told('.'))", tmp_path) == "[]"


def test_the_difference_of_many_edits() -> None:
    from hera.lint.project.difference import unified

    old = "- name: a\n  image: b\n  command: c\n" * 100_000
    new = old.replace("image", "imaje")
    lines = list(unified(old, new, "a.yaml"))
    assert lines.count("-  image: b\n") == lines.count("+  imaje: b\n") == 100_000
