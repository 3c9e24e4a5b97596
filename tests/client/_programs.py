"""Running programs of Python as a user does who has set the variables of the `argo` command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from client._server import ArgoServer

REPOSITORY = Path(__file__).resolve().parents[2]
TOKEN = "token-of-the-tests"


def run(server: ArgoServer, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python to its end, with the server in its environment."""
    return end(start(server, *arguments))


def start(
    server: ArgoServer, *arguments: str, cwd: Path = REPOSITORY, stdout: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    """Start Python with the server in its environment."""
    environment = {key: value for key, value in os.environ.items() if not _leads_astray(key)}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment
        | {
            "ARGO_SERVER": server.url.removeprefix("http://"),
            "ARGO_SECURE": "false",
            "ARGO_TOKEN": f"Bearer {TOKEN}",
            "ARGO_NAMESPACE": "ml",
            "PYTHONPATH": str(REPOSITORY),
            "PYTHONUTF8": "1",
        },
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def first_line(process: subprocess.Popen[str]) -> str:
    """Return the first line that a program prints, as soon as it is there."""
    assert process.stdout is not None
    return process.stdout.readline()


def end(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """Wait for the end of a program; one that hangs is killed, and fails the test."""
    try:
        stdout, stderr = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        stdout, stderr = process.communicate()
        raise AssertionError(f"the program hangs; it said: {stdout}{stderr}") from None
    return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)


def _leads_astray(variable: str) -> bool:
    """Tell whether a variable of the machine would change what the examples do."""
    return "proxy" in variable.lower() or variable.startswith(("ARGO_", "KUBECONFIG"))
