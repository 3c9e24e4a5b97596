"""The command `hera`, run as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

import pytest

Run: TypeAlias = "partial[subprocess.CompletedProcess[str]]"

_REPOSITORY = Path(__file__).resolve().parents[2]
ONE = """\
from hera.workflows import Container, Workflow

with Workflow(generate_name="one-", entrypoint="main") as w:
    Container(name="main", image="alpine", command=["true"])
"""
TWO = """\
from hera.workflows import Suspend, Workflow, WorkflowTemplate

print("to the terminal")
with Workflow(name="two", entrypoint="main") as first:
    Suspend(name="main")
second = WorkflowTemplate(name="three")
alias = first
"""
ONE_YAML = """\
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata:
  generateName: one-
spec:
  entrypoint: main
  templates:
  - name: main
    container:
      image: alpine
      command:
      - 'true'
"""


def hera(
    *arguments: str | Path, cwd: Path, module: str = "hera"
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(_REPOSITORY), "COLUMNS": "100"}
    return subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `hera` in an empty folder with some programs; no traceback of ours is ever shown."""
    (tmp_path / "src" / "sub").mkdir(parents=True)
    (tmp_path / "src" / "one.py").write_text(ONE)
    (tmp_path / "src" / "sub" / "two.py").write_text(TWO)
    (tmp_path / "src" / "none.py").write_text("x = 1\n")
    return partial(hera, cwd=tmp_path)


def names(text: str) -> list[str]:
    return [line.split()[-1] for line in text.splitlines() if line.startswith(("  name:", "  gen"))]


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.strip() == version("hera-workflows")
    told = run("generate", "yaml", "--help")
    assert told.returncode == 0
    for option in ("--to", "--recursive", "--flatten", "--include", "--exclude", "--check"):
        assert option in told.stdout


def test_a_workflow_is_written_to_stdout(run: Run, tmp_path: Path) -> None:
    done = run("generate", "yaml", "src/one.py")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ONE_YAML.replace("'true'", done.stdout.split()[-1]).split()
    assert files(tmp_path) == ["src/none.py", "src/one.py", "src/sub/two.py"]


def test_several_workflows_have_separators_and_prints_go_elsewhere(run: Run) -> None:
    done = run("generate", "yaml", "src/sub/two.py")
    assert done.returncode == 0
    assert names(done.stdout) == ["two", "three"]
    assert done.stdout.count("---\n") == 1
    assert "to the terminal" in done.stderr


def test_a_folder_is_read_alone_or_with_its_folders(run: Run) -> None:
    assert names(run("generate", "yaml", "src").stdout) == ["one-"]
    assert names(run("generate", "yaml", "src", "--recursive").stdout) == ["one-", "two", "three"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["-i", "sub/*"], ["two", "three"]),
        (["--include", "*one.py"], ["one-"]),
        (["-i", "src/one.py", "-i", "*/two.py"], ["one-", "two", "three"]),
        (["-e", "*/two.py"], ["one-"]),
        (["-i", "*", "--exclude", "one.py"], ["two", "three"]),
    ],
)
def test_globs_select_files(run: Run, options: list[str], expected: list[str]) -> None:
    assert names(run("generate", "yaml", "src", "--recursive", *options).stdout) == expected


def test_hidden_folders_are_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "src" / ".venv").mkdir()
    (tmp_path / "src" / ".venv" / "bad.py").write_text("1 / 0\n")
    assert run("generate", "yaml", "src", "--recursive").returncode == 0


def test_files_and_folders_are_written(run: Run, tmp_path: Path) -> None:
    assert run("generate", "yaml", "src/one.py", "--to", "a/new.yaml").stdout == ""
    run("generate", "yaml", "src", "--recursive", "--to", "b")
    run("generate", "yaml", "src", "--recursive", "--flatten", "--to", "c")
    run("generate", "yaml", "src", "--recursive", "--to", "all.yaml")
    (tmp_path / "d").mkdir()
    run("generate", "yaml", "src/one.py", "--to", "d")
    assert files(tmp_path / "a") == ["new.yaml"]
    assert files(tmp_path / "b") == ["one.yaml", "sub/two.yaml"]
    assert files(tmp_path / "c") == ["one.yaml", "two.yaml"]
    assert files(tmp_path / "d") == ["one.yaml"]
    assert names((tmp_path / "all.yaml").read_text()) == ["one-", "two", "three"]


def test_two_files_for_one_place_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "src" / "sub" / "one.py").write_text(ONE)
    done = run("generate", "yaml", "src", "--recursive", "--flatten", "--to", "out")
    assert done.returncode == 2
    assert "src/one.py and src/sub/one.py would both be written to out/one.yaml" in done.stderr
    assert not (tmp_path / "out").exists()


def test_modules_beside_a_file_are_imported_each_folder_its_own(run: Run, tmp_path: Path) -> None:
    for folder in ("src", "src/sub"):
        (tmp_path / folder / "common.py").write_text(f"NAME = {folder.replace('/', '-')!r}\n")
        (tmp_path / folder / "uses.py").write_text(
            "from common import NAME\nfrom hera.workflows import WorkflowTemplate\n"
            "w = WorkflowTemplate(name=NAME)\n"
        )
    done = run("generate", "yaml", "src", "-i", "*uses.py", "--recursive")
    assert names(done.stdout) == ["src-sub", "src"]


@pytest.mark.parametrize("name", ["json", "yaml", "hera", "two words", "1"])
def test_a_file_may_have_any_name(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / f"{name}.py").write_text(ONE)
    done = run("generate", "yaml", f"odd/{name}.py")
    assert names(done.stdout) == ["one-"], done.stderr


def test_a_program_that_fails_shows_its_own_frames(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(
        "from hera.workflows import Container\n\n\ndef make():\n"
        '    return Container(name="x", imag="y")\n\n\nmake()\n'
    )
    done = run("generate", "yaml", "bad.py", "--to", "bad.yaml")
    assert done.returncode == 2
    assert "did you mean 'image'" in done.stderr
    assert 'bad.py", line 5, in make' in done.stderr
    assert done.stderr.count("  File ") == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "bad.yaml").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("def f(:\n", "SyntaxError"), ("exit(3)\n", "SystemExit: 3"), ("import nowhere\n", "nowhere")],
)
def test_other_failures_of_a_program(run: Run, tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "bad.py").write_text(text)
    done = run("generate", "yaml", "bad.py")
    assert done.returncode == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert str(_REPOSITORY / "hera") not in done.stderr


def test_what_is_no_python_file_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("a: 1\n")
    done = run("generate", "yaml", "one.yaml")
    assert (done.returncode, done.stderr) == (2, "hera: one.yaml: not a Python file\n")


def test_findings_of_a_strict_build_are_status_1(run: Run, tmp_path: Path) -> None:
    bad = ONE.replace('entrypoint="main"', 'entrypoint="mian"')
    (tmp_path / "loose.py").write_text(bad)
    (tmp_path / "strict.py").write_text(
        "from hera.shared import global_config\n\nglobal_config.strict = True\n" + bad
    )
    loose = run("generate", "yaml", "loose.py")
    assert loose.returncode == 0
    assert "loose.py:3: warning: " in loose.stderr
    strict = run("generate", "yaml", "strict.py")
    assert (strict.returncode, strict.stdout) == (1, "")
    assert "'mian'" in strict.stderr
    by_option = run("generate", "yaml", "loose.py", "--strict")
    assert (by_option.returncode, by_option.stdout) == (1, "")
    assert "'mian'" in by_option.stderr


def test_a_target_shapes_what_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cron.py").write_text(
        "from hera.workflows import Container, CronWorkflow\n\n"
        'with CronWorkflow(name="c", schedule="* * * * *", entrypoint="main") as w:\n'
        '    Container(name="main", image="alpine:3")\n'
    )
    old = run("generate", "yaml", "cron.py", "--target", "3.5")
    assert (old.returncode, old.stderr) == (0, "")
    assert "\n  schedule:" in old.stdout
    new = run("generate", "yaml", "cron.py", "--target", "4.1")
    assert "\n  schedules:" in new.stdout
    wrong = run("generate", "yaml", "cron.py", "--target", "newest")
    assert wrong.returncode == 1
    assert "got 'newest'" in wrong.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["generate", "yaml"],
        ["generate", "yaml", "missing.py"],
        ["generate", "yaml", "src/none.py"],
        ["generate", "yaml", "src/one.py", "--check"],
        ["generate", "yaml", "src/one.py", "--unknown"],
        ["generate", "python", "src/one.py"],
        ["generate", "yaml", "src/one.py", "--to", "src/none.py/x.yaml"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_misuse_is_status_2_with_a_message(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_check_compares_meaning_and_shows_what_differs(run: Run, tmp_path: Path) -> None:
    check = ("generate", "yaml", "src", "--recursive", "--to", "out", "--check")
    missing = run(*check)
    assert missing.returncode == 1
    assert "--- out/one.yaml\n+++ out/one.yaml (generated)\n" in missing.stdout
    assert not (tmp_path / "out").exists()
    run(*check[:-1])
    assert (run(*check).returncode, run(*check).stdout) == (0, "")

    one = tmp_path / "out" / "one.yaml"
    one.write_text("# A comment changes nothing.\n" + one.read_text())
    assert run(*check).returncode == 0
    one.write_text(one.read_text().replace("alpine", "busybox"))
    changed = run(*check)
    assert changed.returncode == 1
    assert "-      image: busybox\n+      image: alpine\n" in changed.stdout
    assert "out/sub/two.yaml" not in changed.stdout
    assert "busybox" in one.read_text()


def test_what_is_there_stays_where_writing_fails(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.yaml"
    target.write_text("mine\n")
    (tmp_path / "src" / "zz.py").write_text("1 / 0\n")
    assert run("generate", "yaml", "src", "--to", "out.yaml").returncode == 2
    assert target.read_text() == "mine\n"
    assert files(tmp_path / "src") == ["none.py", "one.py", "sub/two.py", "zz.py"]


def test_a_link_and_a_files_mode_are_kept(run: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    target.write_text("")
    target.chmod(0o640)
    link.symlink_to(target)
    run("generate", "yaml", "src/one.py", "--to", "link.yaml")
    assert link.is_symlink()
    assert names(target.read_text()) == ["one-"]
    assert target.stat().st_mode & 0o777 == 0o640


def test_python_is_made_of_yaml_and_makes_it_again(run: Run, tmp_path: Path) -> None:
    run("generate", "yaml", "src", "--recursive", "--to", "yaml")
    (tmp_path / "yaml" / "other.yml").write_text("apiVersion: v1\nkind: ConfigMap\n")
    run("generate", "python", "yaml", "--recursive", "--to", "python")
    assert files(tmp_path / "python") == ["one.py", "sub/two.py"]
    again = run("generate", "yaml", "python", "--recursive", "--to", "yaml", "--check")
    assert (again.returncode, again.stdout) == (0, "")
    same = run("generate", "python", "yaml", "--recursive", "--to", "python", "--check")
    assert same.returncode == 0
    one = tmp_path / "python" / "one.py"
    one.write_text(one.read_text().replace("alpine", "busybox"))
    changed = run("generate", "python", "yaml", "--recursive", "--to", "python", "--check")
    assert changed.returncode == 1
    assert 'image="busybox"' in changed.stdout


def test_yaml_that_does_not_fit_is_told_by_its_document_and_path(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(ONE_YAML + "---\n" + ONE_YAML.replace("image:", "imag:"))
    done = run("generate", "python", "bad.yaml")
    assert done.returncode == 2
    assert "document 2, spec.templates[0].container" in done.stderr
    assert "Traceback" not in done.stderr


def test_of_equal_keys_the_last_one_counts_with_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "twice.yaml").write_text(
        ONE_YAML.replace("  generate", "  generateName: x\n  generate")
    )
    done = run("generate", "python", "twice.yaml")
    assert done.returncode == 0
    assert 'generate_name="one-"' in done.stdout
    assert "'generateName' is given twice" in done.stderr


def test_a_missing_dependency_is_named(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise ModuleNotFoundError('no', name='click')\n")
    done = hera("--version", cwd=tmp_path)
    assert done.returncode == 2
    assert "needs the Python package 'click'" in done.stderr
    assert "hera-workflows[cli]" in done.stderr
