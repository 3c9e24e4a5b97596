"""Runs the client's tests on httpx2, which takes httpx's place by one line: `make test-httpx2`.

The packages and the tests are copied, and the line changed in the copy. Further arguments are
handed to pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDERS = ("hera_client", "hera_models", "codegen", "specs", "examples", "tests")
FILES = ("pyproject.toml", "README.md")
LINE, CHANGED = "import httpx as http\n", "import httpx2 as http\n"
# Where the line is changed already, it cannot be changed once more.
DESELECT = "--deselect=tests/client/test_client_package.py::test_the_copy_for_httpx2_differs_by_the_one_line"
LEFT_OUT = shutil.ignore_patterns("__pycache__", "golden")

# Proves in the process of the tests that the copy is what they use.
PLUGIN = '''"""Refuses to run the tests on anything but httpx2."""

import hera_client._http

if hera_client._http.http.__name__ != "httpx2":
    raise RuntimeError(f"the tests would run on {hera_client._http.__file__}")
'''


def copy_with_httpx2(target: Path) -> None:
    """Copy what the client's tests need, with the one line changed.

    Raises:
        ValueError: The line is not there, or not once.
    """
    for name in FOLDERS:
        shutil.copytree(REPOSITORY / name, target / name, ignore=LEFT_OUT)
    for name in FILES:
        shutil.copy(REPOSITORY / name, target)
    path = target / "hera_client" / "_http.py"
    text = path.read_text(encoding="utf-8")
    if text.count(LINE) != 1:
        raise ValueError(f"expected the line {LINE.strip()!r} once in {path.name}")
    path.write_text(text.replace(LINE, CHANGED), encoding="utf-8")
    (target / "only_httpx2.py").write_text(PLUGIN, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run the tests in a copy; return pytest's exit status."""
    with tempfile.TemporaryDirectory(prefix="hera-httpx2-") as scratch:
        copy_with_httpx2(Path(scratch))
        shared = os.environ.get("HERA_SHARED") or str(REPOSITORY.parent / "shared")
        places = [scratch, str(Path(scratch, "codegen"))]
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-p",
                "only_httpx2",
                "tests/client",
                DESELECT,
                *arguments,
            ],
            cwd=scratch,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(places), "HERA_SHARED": shared},
            check=False,
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
