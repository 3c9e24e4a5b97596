"""Linting many files once, with a cache. Usage: lint_files FOLDER FILES CACHE

The files are made where the folder is not there yet.
"""

from __future__ import annotations

import os
import sys

from hera.lint.project.run import lint_paths


def _make(folder: str, files: int) -> None:
    from . import documents

    new = f"{folder}.{os.getpid()}"
    os.makedirs(new)
    for number in range(files):
        with open(os.path.join(new, f"workflow-{number}.yaml"), "w", encoding="utf-8") as file:
            # Of some two hundred lines at most.
            file.write(documents.dag_yaml(1 + number % 25))
    os.rename(new, folder)


def main(folder: str, files: int, cache: str) -> None:
    """Lint the files."""
    if not os.path.isdir(folder):
        _make(folder, files)
    if len(lint_paths([folder], cache=cache)) != files:
        sys.exit(f"wrong result: expected {files} files in {folder}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
