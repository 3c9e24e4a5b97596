"""Where `hera lint` cannot write or read, it says so in a line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lint.test_lint_command import BROKEN, Hera, environment, folder, hera

from hera.lint.project import lint_paths
from hera.lint.project.source import content

__all__ = ["folder", "hera"]  # fixtures


@pytest.mark.parametrize(
    ("redirected", "told"),
    [
        (">&-", "hera: standard output is closed\n"),
        (">/dev/full", "hera: standard output: No space left on device\n"),
    ],
)
@pytest.mark.parametrize("many", [1, 2000])
def test_an_output_that_cannot_be_written(
    folder: Path, redirected: str, told: str, many: int
) -> None:
    (folder / "flow.yaml").write_text(f"{BROKEN}---\n" * many)
    result = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m hera lint . {redirected}'],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stderr) == (2, told)


def test_no_advice_is_given_to_leave_out_standard_input(hera: Hera) -> None:
    result = hera("-", stdin=b"\0\1")
    assert result.exit_code == 1
    assert result.stdout == (
        "-: error HL003: this is binary data, not text\n\n1 error in 1 of 1 file\n"
    )


def test_programs_that_were_run_are_counted(hera: Hera, folder: Path) -> None:
    (folder / "a.py").write_text("import hera\n")
    (folder / "b.yaml").write_text(BROKEN)
    assert hera().stdout.endswith("\n1 error in 1 of 2 files; ran 1 program\n")
    assert hera("--no-programs").stdout.endswith("\n1 error in 1 of 1 file\n")
    (folder / "pyproject.toml").write_text("[tool.hera.lint]\nprograms = false\n")
    assert hera().stdout.endswith("\n1 error in 1 of 1 file\n")
    assert hera("--programs").stdout.endswith("; ran 1 program\n")


def test_what_is_excluded_may_hold_for_files_that_are_named(hera: Hera, folder: Path) -> None:
    (folder / "gen").mkdir()
    (folder / "gen" / "a.yaml").write_text(BROKEN)
    (folder / "pyproject.toml").write_text("[tool.hera.lint]\nexclude = ['gen/*']\n")
    assert hera("gen/a.yaml").exit_code == 1
    forced = hera("--force-exclude", "--allow-empty", "gen/a.yaml")
    assert (forced.exit_code, forced.stdout) == (
        0,
        "No findings; looked at 0 objects in 0 files\n",
    )
    assert hera("--force-exclude", "gen/a.yaml").exit_code == 2


def test_a_folder_that_cannot_be_read_is_told_as_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "shut").mkdir()

    def refused(_: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(os, "scandir", refused)
    found = content("shut", folder / "shut")
    assert not isinstance(found, bytes)
    assert found.finding.message == "cannot be read: Permission denied"
    (result,) = lint_paths(["shut"])
    assert [each.finding.code for each in result.findings] == ["HL003"]


def test_an_output_that_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", tmp_path / "got"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cp", pipe, got])
    (tmp_path / "a.yaml").write_text("kind: Workflow\nspec: {entrypoint: m}\n")
    command = [
        sys.executable,
        "-m",
        "hera",
        "lint",
        "--output",
        "pipe",
        "--format",
        "json",
        "a.yaml",
    ]
    done = subprocess.run(command, cwd=tmp_path, check=False, timeout=60)
    assert done.returncode == 1
    assert reader.wait(timeout=60) == 0
    assert pipe.is_fifo()
    assert json.loads(got.read_text())["findings"]
