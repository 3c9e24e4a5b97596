"""Files as services know them: by their place in the repository."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def repository(folder: Path) -> Path:
    """Return the repository's folder: the nearest one upwards with ``.git``, else the folder."""
    folder = folder.absolute()
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)


def inside(file: str, root: Path) -> str | None:
    """Return a file's path below the root with slashes, or None where it lies elsewhere."""
    # Links stay as they are: a repository holds the link, not what it leads to.
    path = Path(os.path.abspath(file))
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def uri(path: str) -> str:
    """Return a path as a relative URI."""
    return quote(os.fsencode(path))
