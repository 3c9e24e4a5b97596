"""Files that have their name only when they are whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO


def begin(target: Path) -> tuple[IO[bytes], Path]:
    """Open a temporary file beside the one that is to be made; return it and its path."""
    descriptor, name = tempfile.mkstemp(
        prefix=f".{target.name}.", suffix=".part", dir=target.parent
    )
    return os.fdopen(descriptor, "wb"), Path(name)


def finish(temporary: Path, target: Path) -> None:
    """Give a whole file its name, with the permissions that a new file would have."""
    umask = os.umask(0)
    os.umask(umask)
    temporary.chmod(0o666 & ~umask)
    os.replace(temporary, target)
