"""A line between two processes, for any data. `multiprocessing` has one that takes long to load."""

from __future__ import annotations

import pickle
import signal
import socket
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# The signal that asks the other process where it is.
ASKED_WHERE = signal.SIGUSR1
_LENGTH = 8
_AT_ONCE = 2**20


class Line:
    """One end of a line.

    Args:
        end: A socket, which the line owns.
    """

    def __init__(self, end: socket.socket) -> None:
        self._end = end

    def send(self, value: object) -> None:
        """Send a value.

        Raises:
            OSError: The other end is closed.
        """
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._end.settimeout(None)
        self._end.sendall(len(data).to_bytes(_LENGTH, "big") + data)

    def receive(self, until: float | None = None) -> Any:
        """Return the next value.

        Args:
            until: When to give up, as `time.monotonic` tells the time.

        Raises:
            TimeoutError: It did not come in time.
            EOFError: The other end is closed.
            OSError: The line is broken.
        """
        length = int.from_bytes(self._bytes(_LENGTH, until), "big")
        return pickle.loads(self._bytes(length, until))

    def close(self) -> None:
        """Close this end."""
        self._end.close()

    def _bytes(self, length: int, until: float | None) -> bytes:
        data = bytearray()
        while len(data) < length:
            if until is not None:
                # Zero would mean not to wait at all, which is told by another error.
                self._end.settimeout(max(until - time.monotonic(), 0.001))
            else:
                self._end.settimeout(None)
            part = self._end.recv(min(length - len(data), _AT_ONCE))
            if not part:
                raise EOFError
            data += part
        return bytes(data)
