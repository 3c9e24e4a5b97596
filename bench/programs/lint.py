"""Linting from text, beside reading into models. Usage: lint WORK TASKS-OR-FOLDER"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hera.lint.project.model import FileResult
from hera.lint.project.run import lint_paths
from hera_models import load_all

from . import documents
from .serve import serve


def _lint_text(text: str) -> list[FileResult]:
    return lint_paths(["-"], contents={"-": text.encode()}, jobs=1)


def _read_text(text: str) -> list[Any]:
    return list(load_all(text.encode()))


def _lint_folder(folder: str) -> list[FileResult]:
    return lint_paths([folder], jobs=1)


def _read_folder(folder: str) -> list[Any]:
    return [
        model
        for file in Path(folder).rglob("*.yaml")
        # One of Argo's examples has a key twice.
        for model in load_all(file.read_bytes(), allow_duplicate_keys=True)
    ]


def _objects(results: list[FileResult]) -> int:
    return sum(each.objects for each in results)


def main(work: str, given: str) -> None:
    """Serve one of the works below."""
    if work == "lint":
        serve(lambda: documents.dag_yaml(int(given)), _lint_text, _objects, 1)
    elif work == "read":
        serve(lambda: documents.dag_yaml(int(given)), _read_text, len, 1)
    elif work == "lint-folder":
        serve(lambda: given, _lint_folder, _objects, _objects(_lint_folder(given)))
    elif work == "read-folder":
        serve(lambda: given, _read_folder, len, len(_read_folder(given)))
    else:
        sys.exit(f"no work {work!r}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
