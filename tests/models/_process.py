"""Running Python code in a fresh process, with its memory and time bounded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]

_LIMIT = """\
import resource
resource.setrlimit(resource.RLIMIT_AS, ({size}, {size}))
"""


def run_python(
    code: str,
    *arguments: str,
    path: Path = REPOSITORY,
    megabytes: int | None = None,
    timeout: float = 120,
) -> str:
    """Run code in a fresh interpreter and return what it printed.

    Fails with the process's output if it ends with another status than 0.

    Args:
        code: The code.
        *arguments: What it finds in ``sys.argv[1:]``.
        path: The directory from which ``hera_models`` is imported.
        megabytes: The address space that the process may have; None for no limit.
        timeout: In seconds, so that a hang ends.
    """
    limit = _LIMIT.format(size=megabytes * 2**20) if megabytes else ""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", limit + code, *arguments],
        env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, f"status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout
