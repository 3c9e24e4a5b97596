"""`python -m tests.compare`, run as a user does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bench.environments import HERA, Missing, child_environment, ensure

from .runs import ROOT, programs


def _compare(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.compare", *arguments],
        cwd=ROOT,
        env=child_environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.mark.slow
def test_every_program_builds_what_the_peer_builds() -> None:
    peer = ensure(ROOT / ".bench", *HERA)
    if isinstance(peer, Missing):
        pytest.skip(peer.reason)
    done = _compare()
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(programs())} programs, {len(programs())} equal, 0 not" in done.stdout


def test_the_programs_can_be_listed() -> None:
    done = _compare("--list", "-k", "hello_container")
    assert (done.returncode, done.stdout) == (0, "templates/hello_container\n")


def test_a_name_that_no_program_has_is_misuse() -> None:
    done = _compare("-k", "no such program")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no program's name contains 'no such program'" in done.stderr
