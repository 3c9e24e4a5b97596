"""Linting, or reading, the manifests of a folder once. Usage: lint_folder lint|read FOLDER"""

from __future__ import annotations

import sys
from pathlib import Path


def _lint(folder: str) -> int:
    from hera.lint.project.run import lint_paths

    return sum(each.objects for each in lint_paths([folder]))


def _read(folder: str) -> int:
    from hera_models import load_all

    files = Path(folder).rglob("*.yaml")
    # One of Argo's examples has a key twice.
    return sum(len(list(load_all(each.read_bytes(), allow_duplicate_keys=True))) for each in files)


_WORKS = {"lint": _lint, "read": _read}


def main(work: str, folder: str) -> None:
    """Do one of the works above."""
    if work not in _WORKS:
        sys.exit(f"no work {work!r}")
    if not _WORKS[work](folder):
        sys.exit(f"wrong result: no objects in {folder}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
