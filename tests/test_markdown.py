"""The code in README and docs is run, and says what stands there."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
import traceback
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from _markdown import DOCUMENTS, REPOSITORY, Block, Section, section, sections
from client._controller import Controller
from client._programs import TOKEN, end, start
from client._server import ArgoServer

# Run elsewhere, with servers of their own: tests/client/test_readme.py.
ELSEWHERE = {("README.md", "The client"), ("README.md", "Without an Argo server")}
PROGRAMS = [
    each for each in sections() if each.code() and (each.document, each.title) not in ELSEWHERE
]
DIALOGUES = [each for each in sections() if any(block.language == "pycon" for block in each.blocks)]
WORKFLOW = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: hello}
spec:
  entrypoint: main
  templates:
  - name: main
    container: {image: "busybox:1.36", command: [echo, hello]}
"""
# What a section takes for granted.
BEFORE = {"The models": 'body = \'{"status": {"phase": "Succeeded"}}\'\n'}


def title(part: Section) -> str:
    """Return a section's name in the list of tests."""
    return f"{part.document}: {part.title or 'opening'}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the files that the code reads."""
    for name in ("workflow.yaml", "everything.yaml"):
        (tmp_path / name).write_text(WORKFLOW, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("part", PROGRAMS, ids=title)
def test_code_of_a_section_runs(part: Section, folder: Path) -> None:
    with ArgoServer(token=TOKEN) as server, Controller(server):
        code = part.code().replace("my-argo-domain.com", server.url)
        code = code.replace("my-argo-server-token", TOKEN)
        if part.title in BEFORE:
            code = BEFORE[part.title] + code
        (folder / "workflow.py").write_text(code, encoding="utf-8")
        done = end(start(server, "-W", "error", "workflow.py", cwd=folder))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    for told in (block.text for block in part.blocks if block.language == "text"):
        assert told in done.stdout.replace(f"{folder}{os.sep}", "")


@pytest.mark.parametrize("part", DIALOGUES, ids=title)
def test_dialogue_of_a_section_goes_so(part: Section) -> None:
    names: dict[str, Any] = {}
    with redirect_stdout(StringIO()):
        exec(next(block.text for block in part.blocks if block.language == "python"), names)
    for block in part.blocks:
        if block.language == "pycon":
            for example in doctest.DocTestParser().get_examples(block.text):
                assert answer(example.source, names) == example.want, example.source


def answer(source: str, names: dict[str, Any]) -> str:
    """Return what Python answers to a line: what is printed, or the last line of a traceback."""
    printed = StringIO()
    with redirect_stdout(printed):
        try:
            exec(compile(source, "<dialogue>", "single"), names)
        except Exception as error:
            print("".join(traceback.format_exception_only(error)), end="")
    return printed.getvalue()


def test_the_readme_sends_the_diamond(folder: Path) -> None:
    with ArgoServer(token=TOKEN) as server:
        code = section("README.md", "").code().replace("my-argo-domain.com", server.url)
        code = code.replace("my-argo-server-token", TOKEN)
        (folder / "workflow.py").write_text(code, encoding="utf-8")
        done = end(start(server, "workflow.py", cwd=folder))
        assert done.returncode == 0, done.stderr
        (made,) = server.state.all("workflows", "default")
    dag, *_ = made["spec"]["templates"]
    waits = {each["name"]: each.get("dependencies", []) for each in dag["dag"]["tasks"]}
    assert waits == {"A": [], "B": ["A"], "C": ["A"], "D": ["B", "C"]}


def test_commands_for_in_and_out_run(folder: Path) -> None:
    part = section("README.md", "In and out")
    (folder / "programs").mkdir()
    for path in (folder / "workflow.py", folder / "programs" / "workflow.py"):
        path.write_text(section("README.md", "Fan-out").code().replace("print(w.to_yaml())", ""))
    lines = [line for each in part.blocks if not each.language for line in each.text.splitlines()]
    assert len(lines) == 4
    for line in lines:
        command = shlex.split(line, comments=True)
        assert command[0] == "hera"
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), line
    assert (folder / "manifests" / "workflow.yaml").read_text().startswith("apiVersion")
    assert "from hera.workflows import" in (folder / "written.py").read_text()


def _language(block: Block) -> str:
    return block.language


def test_no_code_is_left_out() -> None:
    # Another word behind a fence would be a block that nothing here runs.
    languages = {block.language for part in sections() for block in part.blocks}
    # What the guide to the linter shows in these is tried in tests/lint/test_lint_docs.py; the
    # examples of docs/rules.md are the rules' own.
    tried_there = {"json", "toml", "yaml"}
    assert languages == {"", "python", "pycon", "text"} | tried_there
    others = {each.document for each in sections() if tried_there & {*map(_language, each.blocks)}}
    assert others == {"lint.md", "rules.md"}
    assert {(part.document, part.title) for part in sections() if part.code()} >= ELSEWHERE


@pytest.mark.parametrize("path", [*DOCUMENTS, REPOSITORY / "CONTRIBUTING.md"], ids=lambda p: p.name)
def test_links_within_the_repository_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [each for each in targets if not (path.parent / each).exists()] == []
    headings = re.findall(r"^#+ (.+)$", (REPOSITORY / "README.md").read_text(), re.MULTILINE)
    anchors = {each.lower().replace(" ", "-") for each in headings}
    assert set(re.findall(r"README\.md#([^)]+)\)", text)) <= anchors
