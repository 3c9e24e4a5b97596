"""A PostgreSQL of the run's own, for Argo's archive and the status that it puts aside."""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from ._processes import HOST, Process, StartFailed, free_port

_SECONDS = 60.0
_DEBIAN = Path("/usr/lib/postgresql")
_USER = "postgres"
DATABASE = "postgres"


def find_binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, the newest release's, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    return max(found, key=lambda path: _release(path.parent.name), default=None)


def _release(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


class Postgres:
    """A database server: `port`, `user` and `password`; the database is DATABASE."""

    def __init__(self, log_folder: Path) -> None:
        binaries = find_binaries()
        if binaries is None:
            raise StartFailed(
                "PostgreSQL is not installed; with Debian: apt-get install postgresql"
            )
        self._binaries = binaries
        self._log_folder = log_folder
        self.port = free_port()
        self.user = "argo"
        self.password = secrets.token_hex(16)
        # It refuses to run as root, and another user may not reach the run's own folder.
        self._as = _USER if os.getuid() == 0 else None
        self._folder: Path | None = None
        self._server: Process | None = None

    def start(self) -> None:
        """Make the data folder, start the server, wait until it takes connections."""
        folder = self._folder = Path(tempfile.mkdtemp(prefix="hera-postgres-"))
        password = folder / "password"
        password.write_text(self.password, encoding="utf-8")
        if self._as:
            entry = pwd.getpwnam(self._as)
            for path in (folder, password):
                os.chown(path, entry.pw_uid, entry.pw_gid)
        self._initdb(folder, password)
        self._server = Process(
            "postgres",
            [
                self._binaries / "postgres",
                *("-D", folder / "data", "-p", str(self.port)),
                *("-c", f"listen_addresses={HOST}", "-c", "unix_socket_directories="),
                # The data outlives no run.
                *("-c", "fsync=off", "-c", "full_page_writes=off"),
            ],
            log=self._log_folder / "postgres.log",
            user=self._as,
            # The fast way: the usual one waits for every client to go.
            stop_signal=signal.SIGINT,
        )
        self._server.start()
        self._server.await_ready(self._is_ready, _SECONDS)

    def stop(self) -> None:
        """Stop the server and remove its data."""
        if self._server:
            self._server.stop()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _initdb(self, folder: Path, password: Path) -> None:
        bound = [sys.executable, "-I", str(Path(__file__).with_name("_bound.py"))]
        options = ["-D", str(folder / "data"), "-U", self.user, f"--pwfile={password}"]
        done = subprocess.run(
            [
                *(*bound, str(os.getpid()), self._as or "-", str(self._binaries / "initdb")),
                *(*options, "--auth=scram-sha-256", "--no-sync", "--locale=C", "--encoding=UTF8"),
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise StartFailed(f"initdb ended with status {done.returncode}: {done.stderr}")

    def _is_ready(self) -> bool:
        command = [str(self._binaries / "pg_isready"), "-q", "-h", HOST, "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0
