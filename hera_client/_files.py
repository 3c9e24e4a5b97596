"""Files that come in parts, and that have their name only when they are whole."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from ._errors import RequestInfo, ResponseValidationError, StreamInterruptedError

_PARTIAL = 206
# Where the artifact store fails in the middle, the server writes this after what came, and ends the
# answer in order.
_FAILED = re.compile(rb"failed to stream artifact: ([^\n]*)\nInternal Server Error\n\Z")
_TAIL = 1024


class PartialFile:
    """How much of a file has come, and whether the rest can be asked for.

    It can where the server offers ranges and tells the length and a tag, which changes with the
    content: no file is put together from two.

    Attributes:
        received: The bytes that came so far.
    """

    def __init__(self) -> None:
        self.received = 0
        self._total: int | None = None
        self._tag = ""
        self._tail = b""

    @property
    def can_resume(self) -> bool:
        """Whether the rest can be asked for."""
        return bool(self._tag) and self._total is not None and self.received < self._total

    def wanted(self) -> dict[str, str]:
        """Return the headers that ask for what has not come yet."""
        if not self.received:
            return {}
        return {"range": f"bytes={self.received}-", "if-range": self._tag}

    def begin(self, status: int, headers: Mapping[str, str], request: RequestInfo) -> None:
        """Take the head of an answer.

        Args:
            status: The HTTP status.
            headers: The headers, under lower-case names.
            request: What was asked, for the messages of errors.

        Raises:
            StreamInterruptedError: The rest was asked for, and something else came.
            ResponseValidationError: The bytes are packed, although they were asked for as they are.
        """
        packed = headers.get("content-encoding", "identity")
        if packed.lower() != "identity":
            reason = f'expected the bytes as they are, got them in the encoding "{packed}"'
            raise ResponseValidationError(reason, body=b"", request=request)
        if self.received:
            self._check_rest(status, headers.get("content-range", ""), request)
            return
        length, tag = headers.get("content-length", ""), headers.get("etag", "")
        self._total = int(length) if length.isascii() and length.isdecimal() else None
        # A weak tag, W/"...", stays the same when some bytes change.
        offered = headers.get("accept-ranges", "").lower() == "bytes" and tag.startswith('"')
        self._tag = tag if offered else ""

    def _check_rest(self, status: int, given: str, request: RequestInfo) -> None:
        wanted = rf"bytes {self.received}-\d+/{self._total}"
        if status != _PARTIAL or not re.fullmatch(wanted, given, re.ASCII):
            raise StreamInterruptedError(
                request,
                f"the download broke off after {self.received} of {self._total} bytes and cannot be"
                " resumed: the file has changed, or the server no longer sends parts of it",
            )

    def take(self, chunk: bytes) -> None:
        """Take some bytes."""
        self.received += len(chunk)
        self._tail = (self._tail + chunk[-_TAIL:])[-_TAIL:]

    def finish(self, request: RequestInfo) -> None:
        """Take the end of an answer.

        Raises:
            StreamInterruptedError: The file is not whole, although nothing broke off.
        """
        if self._total is not None and self.received != self._total:
            raise StreamInterruptedError(
                request, f"expected {self._total} bytes, got {self.received}"
            )
        failed = _FAILED.search(self._tail)
        if failed:
            told = failed[1].decode("utf-8", "replace")
            raise StreamInterruptedError(
                request,
                f"the server could not read on from the artifact's store ({told}) after"
                f" {self.received - len(failed[0])} bytes, and wrote that at their end",
            )


def begin(target: Path) -> tuple[IO[bytes], Path]:
    """Open a temporary file beside the one that is to be made; return it and its path.

    Raises:
        OSError: It cannot be made, or the target is a directory.
    """
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    # Not of `tempfile`: this one gets the permissions that any new file of this process gets.
    temporary = target.parent / f".hera-{secrets.token_hex(8)}.part"
    return open(temporary, "xb"), temporary


def finish(temporary: Path, target: Path) -> None:
    """Give a whole file its name."""
    os.replace(temporary, target)
