"""The peer's library, run in an environment of its own where that is there."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

_PYTHON = Path(__file__).resolve().parents[2] / ".bench" / "hera" / "bin" / "python"


def ask_peer(program: str, value: Any) -> Any:
    """Run a program under Hera 7.1; it reads JSON and writes JSON."""
    if not _PYTHON.exists():
        pytest.skip(f"Hera 7.1 is not installed in {_PYTHON.parents[1].name}; see `make bench`")
    run = subprocess.run(
        [str(_PYTHON), "-W", "ignore", "-c", program],
        input=json.dumps(value),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(run.stdout)
