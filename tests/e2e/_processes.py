"""Programs that run in the background: started, awaited, stopped, each with a log of its own."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_BOUND = Path(__file__).with_name("_bound.py")
_LOG_LINES = 25
# Below the ports that the kernel lends to outgoing connections, so that none takes one between
# the choice and the start.
_PORTS = range(20_000, 32_000)
HOST = "127.0.0.1"


class StartFailed(Exception):
    """A program ended at once, or was not ready in time."""


def free_port() -> int:
    """Return a port of the loopback that nothing listens on."""
    for _ in range(100):
        port = random.choice(_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("", port))
            return port
    raise StartFailed(f"no port in {_PORTS.start}-{_PORTS.stop - 1} is free")


class Process:
    """A program in the background; it ends when `kill` or `stop` is called or its starter dies.

    To be started by a thread that lives as long as the program is needed: Linux counts the
    death of the starting thread as the starter's.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        user: str | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self.log = log
        self._command = [str(part) for part in command]
        self._environment = environment or {}
        self._user = user
        self._stop_signal = stop_signal
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self.runs() and self._process else None

    def start(self) -> None:
        """Start it, or start it again with the same command; the log grows on."""
        if self.runs():
            raise StartFailed(f"{self.name} runs already")
        # Only what a program needs: the user's ARGO_* and KUBECONFIG would change what it does.
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
        bound = [sys.executable, "-I", str(_BOUND), str(os.getpid()), self._user or "-"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*bound, *self._command],
                env={**kept, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # An interrupt at the terminal is for the starter, which then stops all in order.
                start_new_session=True,
            )

    def runs(self) -> bool:
        """Tell whether it runs."""
        return self._process is not None and self._process.poll() is None

    def await_ready(self, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until `ready()`.

        Raises:
            StartFailed: It ended, or was not ready within `seconds`; with the log's end.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.runs():
                status = self._process.returncode if self._process else None
                raise StartFailed(f"{self.name} ended with status {status}; {self._log_end()}")
            if time.monotonic() > deadline:
                raise StartFailed(f"{self.name} is not ready after {seconds} s; {self._log_end()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self._end(signal.SIGKILL)

    def stop(self, seconds: float = 10.0) -> None:
        """Ask it to end; kill it when it has not within `seconds`."""
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(self._stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            # The session is its own, so this reaches its children and no one else.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        process.wait()

    def _log_end(self) -> str:
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        lines = text.splitlines()[-_LOG_LINES:]
        return "\n  ".join([f"the end of {self.log}:", *(lines or ["(empty)"])])


def answers(port: int) -> Callable[[], bool]:
    """Return a test that something listens on a port of the loopback."""

    def listens() -> bool:
        with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
            return True
        return False

    return listens
