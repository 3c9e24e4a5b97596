"""What all tests share; that it lies here also makes the helpers beside it importable."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

import pytest
from _command import Command, run_hera_codegen
from e2e.judge_fixtures import argo_lint as argo_lint
from e2e.judge_fixtures import argo_substitute as argo_substitute


def pytest_configure() -> None:
    """Take Ctrl-C, which tests send to themselves; a shell's background job would ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def hera_codegen(tmp_path: Path) -> Command:
    """Run the real `hera-codegen`, in an empty directory unless `cwd` names another."""
    return partial(run_hera_codegen, cwd=tmp_path)
