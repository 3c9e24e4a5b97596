"""The hook for pre-commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml
from lint.test_lint_command import BROKEN

REPOSITORY = Path(__file__).resolve().parents[2]


def hook() -> dict[str, Any]:
    """Return what the repository says of its hook."""
    (found,) = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
    return dict(found)


def done(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with something to find and something that is none of Argo's."""
    here = tmp_path / "project"
    here.mkdir()
    (here / "flow.yaml").write_text(BROKEN)
    (here / "other.yaml").write_text("kind: ConfigMap\n")
    return here


@pytest.mark.parametrize(
    ("files", "status"), [(["flow.yaml", "other.yaml"], 1), (["other.yaml"], 0)]
)
def test_its_entry_lints_files(project: Path, files: list[str], status: int) -> None:
    program, *arguments = hook()["entry"].split()
    assert program == "hera"
    cache = str(project.parent / "cache")
    result = done(
        sys.executable,
        *("-m", program, *arguments, *files),
        cwd=project,
        PYTHONPATH=str(REPOSITORY),
        HERA_CACHE_DIR=cache,
    )
    assert (result.returncode, result.stderr) == (status, "")
    assert ("flow.yaml:5:15: error HL403" in result.stdout) == bool(status)


def test_it_installs_what_the_command_needs() -> None:
    project = (REPOSITORY / "pyproject.toml").read_text()
    extra = project.partition("cli = [")[2].partition("\n]")[0]
    needed = re.findall(r'^    "(.+)",$', extra, re.MULTILINE)
    # `hera generate` alone needs black.
    assert hook()["additional_dependencies"] == [
        each for each in needed if not each.startswith("black")
    ]


@pytest.mark.slow  # installs pre-commit and this package
def test_pre_commit_runs_it(project: Path, tmp_path: Path) -> None:
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.com")
    # The checkout as it is, committed or not.
    repository = tmp_path / "repository"
    listed = done("git", "ls-files", "-coz", "--exclude-standard", cwd=REPOSITORY).stdout
    for name in filter(None, listed.split("\0")):
        if (REPOSITORY / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, repository / name)
    config = "repos: [{repo: ../repository, rev: v1.0, hooks: [{id: hera-lint}]}]\n"
    (project / ".pre-commit-config.yaml").write_text(config)
    for folder in (repository, project):
        for command in (
            ("init", "-q"),
            ("add", "-A"),
            ("commit", "-qm", "first"),
            ("tag", "v1.0"),
        ):
            assert done(*git, *command, cwd=folder).stderr == ""
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    installed = done(python, "-m", "pip", "install", "-q", "pre-commit>=4,<5", cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr
    result = done(
        python,
        *("-m", "pre_commit", "run", "--all-files"),
        cwd=project,
        PRE_COMMIT_HOME=str(tmp_path / "home"),
        HERA_CACHE_DIR=str(tmp_path / "cache"),
    )
    assert result.returncode == 1, result.stderr
    assert "hook id: hera-lint" in result.stdout
    assert "flow.yaml:5:15: error HL403" in result.stdout
