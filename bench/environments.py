"""The environments of the peers, each made on first use and kept below `.bench/`."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERA = ("hera", ("hera[yaml]==7.1.*",))
CODEGEN = ("codegen", ("datamodel-code-generator", "black"))


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a peer can't be run."""

    reason: str


def ensure(home: Path, name: str, requirements: tuple[str, ...]) -> Path | Missing:
    """Return the directory of a peer's commands, after installing it where it is not yet.

    Args:
        home: the directory that holds the environments.
        name: the environment's directory in it.
        requirements: what pip installs into it.
    """
    place = home / name
    seal = place / "installed.txt"
    content = "\n".join((sys.version, *requirements))
    if not (seal.is_file() and seal.read_text(encoding="utf-8") == content):
        failed = _install(place, requirements)
        if failed:
            return Missing(f"{' '.join(requirements)} could not be installed: {failed}")
        # Last, so that an environment that was left half made is made anew.
        seal.write_text(content, encoding="utf-8")
    return place / "bin"


def _install(place: Path, requirements: tuple[str, ...]) -> str:
    """Make the environment; return what went wrong, or nothing."""
    pip = [str(place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
    commands = (
        [sys.executable, "-m", "venv", "--clear", str(place)],
        [*pip, "install", "--quiet", "--retries", "1", "--timeout", "15", *requirements],
    )
    for command in commands:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=child_environment()
        )
        if done.returncode:
            lines = (done.stderr.strip() or done.stdout.strip()).splitlines()
            return lines[-1] if lines else f"{command[0]} ended with status {done.returncode}"
    return ""


def child_environment(**values: str) -> dict[str, str]:
    """Return the environment of a child: this one's, without what changes a Python's ways.

    PYTHONDONTWRITEBYTECODE above all, with which every start would compile everything anew.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return {**kept, **values}
