"""Which files are not Argo's: a repository has others, which are no reason for a run to fail."""

from __future__ import annotations

import mmap
import os
import re
import stat

from ..file_rules import KINDS

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MENTION = re.compile(
    rb"argoproj\.io|\bkind[\"']?[ \t]*:[ \t]*[\"']?(?:%s)\b" % "|".join(KINDS).encode()
)


def mentions_argo(data: bytes) -> bool:
    """Tell whether what cannot be read, or not in full, looks as if it were meant for Argo."""
    if data.startswith(_UTF16):
        data = data.replace(b"\0", b"")
    return _MENTION.search(data) is not None


def file_mentions_argo(path: str | os.PathLike[str]) -> bool:
    """Tell the same of a file that is too large to be held in memory; True where it has no data."""
    try:
        # Of a pipe, opening or reading might never end.
        if not stat.S_ISREG(os.stat(path).st_mode):
            return True
        with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _MENTION.search(data) is not None
    except (OSError, ValueError):  # of what is empty or no file
        return True
