"""An S3 on the loopback, for what pods leave."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ._processes import HOST, Process, answers, free_port

SECRET: Final = "s3"
"""The secret of the namespace with the keys, which it does not check."""

KEYS: Final = {"accessKey": "any", "secretKey": "any"}
_BUCKET = "artifacts"
_SECONDS = 30.0


class Store:
    """One bucket, kept in memory."""

    def __init__(self, program: Path, log: Path) -> None:
        self._port = free_port()
        address = f"{HOST}:{self._port}"
        self._process = Process(
            "s3", [program, f"--address={address}", f"--bucket={_BUCKET}"], log=log
        )
        self.location: dict[str, Any] = {
            "bucket": _BUCKET,
            "endpoint": address,
            "insecure": True,
            **{f"{key}Secret": {"name": SECRET, "key": key} for key in KEYS},
        }
        """Where it is, as workflows and the controller's configuration tell it."""

    def start(self) -> None:
        """Start it and wait until it listens."""
        self._process.start()
        self._process.await_ready(answers(self._port), _SECONDS)

    def stop(self) -> None:
        """End it at once, with all that it keeps."""
        self._process.kill()
