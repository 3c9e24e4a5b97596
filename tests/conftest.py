"""What all tests share; that it lies here also makes the helpers beside it importable."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from _command import Command, run_hera_codegen


@pytest.fixture
def hera_codegen(tmp_path: Path) -> Command:
    """Run the real `hera-codegen`, in an empty directory unless `cwd` names another."""
    return partial(run_hera_codegen, cwd=tmp_path)
