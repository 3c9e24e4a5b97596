"""Writing files so that a failure leaves what was there."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path


def write_together(files: Mapping[Path, str]) -> None:
    """Write several files, all or none.

    Every text is first written in full beside its file, then the files are replaced one by one;
    should a replacement fail, those already done are put back. A file keeps its permissions, a
    symbolic link its place.

    Args:
        files: The texts by path; written as UTF-8 with their line ends as they are.

    Raises:
        OSError: A file could not be written; all files are as they were.
    """
    targets = {path.resolve(): text for path, text in files.items()}
    staged: dict[Path, Path] = {}
    former: dict[Path, Path | None] = {}
    try:
        for target, text in targets.items():
            staged[target] = _stage(target, text)
        for target, new in staged.items():
            former[target] = _keep(target)
            os.replace(new, target)
    except BaseException:
        for target, old in former.items():
            _put_back(target, old)
        raise
    finally:
        for path in (*staged.values(), *former.values()):
            if path is not None:
                path.unlink(missing_ok=True)


def _stage(target: Path, text: str) -> Path:
    path = target.with_name(f".{target.name}.{os.getpid()}.new")
    path.unlink(missing_ok=True)
    # As open() would create it, so that the umask applies; not as tempfile does, private.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            path.chmod(stat.S_IMODE(target.stat().st_mode))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _keep(target: Path) -> Path | None:
    """Copy the present file beside itself, so that it can be put back."""
    if not target.exists():
        return None
    path = target.with_name(f".{target.name}.{os.getpid()}.old")
    try:
        shutil.copy2(target, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _put_back(target: Path, old: Path | None) -> None:
    if old is None:
        target.unlink(missing_ok=True)
    else:
        os.replace(old, target)
