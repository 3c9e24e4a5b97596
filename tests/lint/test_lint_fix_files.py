"""What `hera lint --fix` does with the files of a folder, whatever they are."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lint.test_lint_command import (
    CLEAN,
    HASTY,
    Hera,
    environment,
    folder,
    hera,
)

__all__ = ["folder", "hera"]  # fixtures

MENDED = HASTY.replace("[wait]", "[wait, first]")


@pytest.mark.parametrize("link", ["a-link.yaml", "z-link.yaml"])
def test_a_file_and_a_link_to_it_are_mended_once(hera: Hera, folder: Path, link: str) -> None:
    for name in ("b.yaml", "c.yaml"):
        (folder / name).write_text(HASTY)
    (folder / link).symlink_to("b.yaml")
    result = hera("--fix")
    assert (result.exit_code, result.stdout) == (0, "No findings; looked at 3 objects in 3 files\n")
    assert result.stderr.count(": mended: ") == 2
    assert (folder / "b.yaml").read_text() == (folder / "c.yaml").read_text() == MENDED
    assert (folder / link).is_symlink()


def test_what_cannot_be_written_is_told_and_the_others_are_mended(folder: Path) -> None:
    (folder / "a.yaml").write_text(f"{HASTY}# {'long ' * 2000}\n")
    (folder / "b.yaml").write_text(HASTY)
    # No file may become larger than this, whoever writes it.
    limited = (
        "import resource, runpy, sys; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)); "
        "sys.argv = ['hera', 'lint', '--fix', '--no-cache']; "
        "runpy.run_module('hera', run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", limited],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 2
    assert "hera: a.yaml: cannot be written: File too large\n" in result.stderr
    assert result.stderr.count(": mended: ") == 1
    assert "a.yaml:16:47: error HL512" in result.stdout
    assert result.stdout.endswith("1 can be mended with --fix\n")
    assert "[wait, first]" not in (folder / "a.yaml").read_text()
    assert (folder / "b.yaml").read_text() == MENDED
    assert sorted(each.name for each in folder.iterdir()) == ["a.yaml", "b.yaml"]


def test_a_difference_is_counted(hera: Hera, folder: Path) -> None:
    (folder / "a.yaml").write_text(HASTY)
    (folder / "b.yaml").write_text(CLEAN)
    result = hera("--diff")
    assert result.stderr.endswith("\n1 finding would be mended in 1 file\n")
