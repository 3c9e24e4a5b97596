"""Where the reference material lies that the repository does not hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).resolve().parent.parent


def shared(*parts: str) -> Path:
    """Return a file or directory of the reference material, ``../shared`` beside the repository.

    The environment variable HERA_SHARED names another place. Where the material is missing the
    test is skipped, but under CI=true it fails.
    """
    root = Path(os.environ.get("HERA_SHARED") or _REPOSITORY.parent / "shared")
    path = root.joinpath(*parts)
    if not path.exists():
        reason = f"{path} is missing; set HERA_SHARED to the directory of the reference material"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
