"""Running the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Result: TypeAlias = "subprocess.CompletedProcess[str]"
Command: TypeAlias = Callable[..., Result]

_REPOSITORY = Path(__file__).resolve().parent.parent


def run_hera_codegen(*arguments: str | Path, cwd: Path) -> Result:
    """Run `hera-codegen` of this repository in a directory, without the machine's proxies."""
    environment = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    environment["PYTHONPATH"] = str(_REPOSITORY / "codegen")
    return subprocess.run(
        [sys.executable, "-m", "hera_codegen", *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
