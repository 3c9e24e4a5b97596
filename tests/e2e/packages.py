"""Install what the tests take from Debian: python -m tests.e2e.packages

Where there is no apt-get, or no right to install, a line says what is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# A program of each package; PostgreSQL's are not on the PATH.
PROGRAMS = {
    "postgresql": "/usr/lib/postgresql/*/bin/postgres",
    "containerd": "containerd",
    "runc": "runc",
    "busybox-static": "busybox",
}


def missing() -> list[str]:
    """Return the packages whose programs are not there."""
    return [package for package, program in PROGRAMS.items() if not _is_there(program)]


def _is_there(program: str) -> bool:
    if "/" in program:
        return any(Path("/").glob(program.lstrip("/")))
    return shutil.which(program) is not None


def main() -> int:
    """Install what is missing, if that can be done; return the exit status."""
    wanted = missing()
    if not wanted:
        return 0
    if not shutil.which("apt-get") or os.geteuid() != 0:
        print(f"for all tests install also: {' '.join(wanted)}", file=sys.stderr)
        return 0
    print(f"installing {' '.join(wanted)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *wanted]):
        done = subprocess.run(
            ["apt-get", "--quiet", "--quiet", *command],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"apt-get {command[0]}: {done.stdout.strip()[-500:]}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
