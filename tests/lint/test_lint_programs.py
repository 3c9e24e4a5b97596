"""Programs are run, send nothing, and what they define is judged at the lines that made it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from lint._file_pairs import PROGRAM

from hera.lint.project import FileResult, Located, Options, lint_paths

WRONG = """\
from hera.workflows import DAG, Task, Workflow

with Workflow(generate_name="a-", entrypoint="main") as w:
    with DAG(name="main"):
        Task(name="a", template="nowhere")
"""


def _result(text: str, folder: Path, **options: str) -> FileResult:
    (folder / "a.py").write_text(text)
    (result,) = lint_paths([folder / "a.py"], Options(**options))  # type: ignore[arg-type]  # plain texts
    return result


def _told(text: str, folder: Path) -> list[tuple[str, int]]:
    found = _result(text, folder).findings
    return [(each.finding.code, each.span.line if each.span else 0) for each in found]


def _only(text: str, folder: Path) -> Located:
    (found,) = _result(text, folder).findings
    return found


def test_a_finding_is_at_the_line_that_made_what_it_is_about(tmp_path: Path) -> None:
    found = _only(WRONG, tmp_path)
    assert (found.finding.code, found.subject) == ("HL403", "Workflow a-")
    assert found.span is not None
    assert WRONG.splitlines()[found.span.line - 1][found.span.column - 1 :] == (
        'Task(name="a", template="nowhere")'
    )


def test_what_another_module_makes_is_told_there(tmp_path: Path) -> None:
    make = "\n".join(f"    {line}" for line in WRONG.splitlines()[2:])
    (tmp_path / "parts.py").write_text(
        f"from hera.workflows import *\n\ndef make():\n{make}\n    return w\n"
    )
    found = _only("import hera\nfrom parts import make\n\nw = make()\n", tmp_path)
    assert found.span is not None
    assert (Path(found.file).name, found.span.line) == ("parts.py", 6)


def test_all_workflows_are_judged_each_once(tmp_path: Path) -> None:
    result = _result(WRONG + "again = w\n" + WRONG.replace(" as w", " as v"), tmp_path)
    assert result.objects == 2
    assert [each.span and each.span.line for each in result.findings] == [5, 11]


def test_warnings_of_the_build_are_told_once(tmp_path: Path) -> None:
    assert _told(WRONG + "w.to_yaml()\nw.to_dict()\n", tmp_path) == [("HL403", 5)]
    slip = PROGRAM + "    c.imge = 'x'\nw.to_yaml()\nw.to_yaml()\n"
    assert _told(slip, tmp_path) == [("HL012", 5)]


def test_a_strict_program_is_judged_and_not_refused(tmp_path: Path) -> None:
    strict = f"from hera.shared import global_config\nglobal_config.strict = True\n{WRONG}"
    assert _told(strict + "w.to_yaml(strict=True)\n", tmp_path) == [("HL403", 7)]


def test_a_manifest_is_built_for_the_release_that_is_asked_for(tmp_path: Path) -> None:
    text = PROGRAM.replace(
        'Workflow(generate_name="a-"', 'CronWorkflow(name="a", schedule="@daily"'
    )
    text = text.replace("import Container, Workflow", "import Container, CronWorkflow")
    for release in ("3.5", "3.7", "4.1"):
        assert _result(text, tmp_path, argo=release).findings == ()


@pytest.mark.parametrize(
    ("ending", "code", "line", "said"),
    [
        ("1 / 0\n", "HL005", 6, "ZeroDivisionError: division by zero"),
        ("def f():\n    raise OSError('no')\nf()\n", "HL005", 7, "a.py:8 in <module> > "),
        ("import no_such_module\n", "HL005", 6, "No module named 'no_such_module'"),
        ("import sys\nsys.exit('enough')\n", "HL005", 7, "'enough'"),
        ("import sys\nsys.exit()\n", "HL008", 7, "ends itself"),
        ("class E(BaseException): ...\nraise E('x')\n", "HL005", 7, "E: x"),
        ("input()\n", "HL005", 6, "EOFError"),
    ],
)
def test_what_was_defined_before_a_program_ended_is_judged(
    ending: str, code: str, line: int, said: str, tmp_path: Path
) -> None:
    first, second = _result(WRONG + ending, tmp_path).findings
    assert (first.finding.code, second.finding.code) == ("HL403", code)
    assert second.span is not None
    assert second.span.line == line
    assert said in second.finding.message


def test_what_is_no_python_is_told_at_its_line(tmp_path: Path) -> None:
    found = _only("import hera\n\nx = = 1\n", tmp_path)
    assert (found.finding.code, found.span and found.span.line) == ("HL005", 3)
    assert found.finding.message == "not Python: invalid syntax"


def test_a_workflow_that_cannot_be_built_leaves_the_others(tmp_path: Path) -> None:
    text = f"{WRONG}v = Workflow(generate_name='b-', templates=[object()])\n"
    assert _told(text, tmp_path) == [("HL403", 5), ("HL009", 6)]


@contextmanager
def _server() -> Generator[tuple[str, list[str]]]:
    """A server that would take anything, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_SENDING = [
    "w.create()",
    "w.lint()",
    "import asyncio; asyncio.run(w.async_create())",
    "w.workflows_service.list_workflows('default')",
    "w.workflows_service.create_workflow({'workflow': w.to_dict()})",
    "import hera_client as c; list(c.ArgoClient(host).workflows.list())",
    "import threading; t = threading.Thread(target=w.create); t.start(); t.join()",
]


@pytest.mark.parametrize("sending", _SENDING)
def test_nothing_is_sent_while_a_program_is_read(sending: str, tmp_path: Path) -> None:
    with _server() as (host, asked):
        service = "AsyncWorkflowsService" if "async_create" in sending else "WorkflowsService"
        module = "async_service" if "async_create" in sending else "service"
        head = (
            f"from hera.workflows.{module} import {service}\n"
            "from hera.workflows import Container, Workflow\n"
            f"host = {host!r}\n"
            f"w = Workflow(generate_name='a-', entrypoint='m', workflows_service={service}(host))\n"
            "w.templates.append(Container(name='m', image='b'))\n"
        )
        told = _told(f"{head}{sending}\n", tmp_path)
        # In a thread it ends that alone.
        assert told == ([] if "threading" in sending else [("HL008", 6)])
        assert asked == []
        # The program sends where it is not only read.
        subprocess.run([sys.executable, tmp_path / "a.py"], check=False, capture_output=True)
        assert asked


def test_a_program_of_the_earlier_api_sends_nothing(tmp_path: Path) -> None:
    text = (
        "from hera.workflow import Workflow\nfrom hera.workflow_service import WorkflowService\n"
        "w = Workflow('a', service=WorkflowService('http://127.0.0.1:9', token='t'))\n"
        "w.create()\n"
    )
    # What is sent is judged as well: it has no tasks.
    assert sorted(_told(text, tmp_path)) == [("HL008", 4), ("HL501", 3)]


def test_a_program_of_the_earlier_api_is_judged_where_its_tasks_are_made(tmp_path: Path) -> None:
    text = (
        "from hera.task import Task\nfrom hera.workflow import Workflow\n"
        "def say(text: str):\n    print(text)\n"
        "w = Workflow('a')\n"
        "w.add_tasks(Task('b', say, [{'text': 'x'}]),\n"
        "  Task('c', say, [{'text': '{{tasks.bb.outputs.result}}'}]))\n"
    )
    assert _told(text, tmp_path) == [("HL701", 7)]
    assert _told(text.replace("tasks.bb", "workflow.name").replace("outputs.result", ""), tmp_path)


def test_programs_write_nothing_and_leave_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "part.py").write_text("x = 1\n")
    (tmp_path / "a.py").write_text(
        f"{PROGRAM}import os, sys, part\nprint('hi')\nos.system('echo hi')\n"
    )
    run = subprocess.run(
        [sys.executable, "-m", "hera", "lint", "a.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
            "PYTHONDONTWRITEBYTECODE": "",
        },
    )
    assert run.returncode == 0
    assert "hi" not in (run.stdout + run.stderr).split()
    assert sorted(path.name for path in tmp_path.glob("*.py")) == ["a.py", "part.py"]
    assert not (tmp_path / "__pycache__").exists()


def test_programs_do_not_see_each_other(tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "part.py").write_text(f"NAME = {name!r}\n")
        (folder / "main.py").write_text(f"{PROGRAM}import part\nassert part.NAME == {name!r}\n")
    results = lint_paths([tmp_path], jobs=1)
    assert {Path(each.file).parent.name: each.findings for each in results} == {
        "one": (),
        "two": (),
    }


def test_only_programs_of_hera_are_run_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(f"open({str(tmp_path / 'trace')!r}, 'w')\n")
    (tmp_path / "ours.py").write_text(PROGRAM)
    assert [Path(each.file).name for each in lint_paths([tmp_path])] == ["ours.py"]
    assert not (tmp_path / "trace").exists()
    lint_paths([tmp_path / "other.py"])
    assert (tmp_path / "trace").exists()


def test_lines_end_where_python_ends_them(tmp_path: Path) -> None:
    text = f'"""a\x0cb\u2028c"""\n{WRONG}'
    (found,) = _result(text, tmp_path).findings
    assert found.span is not None
    assert (found.span.line, found.span.column) == (6, 9)


def test_what_an_exception_says_is_cut(tmp_path: Path) -> None:
    found = _only("raise ValueError('x' * 1_000_000)", tmp_path)
    assert found.finding.code == "HL005"
    assert len(found.finding.message) < 2_000
