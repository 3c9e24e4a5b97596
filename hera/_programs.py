"""Running a user's program as a module, and telling its own frames from those of libraries."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
import sysconfig
import traceback
from collections.abc import Generator
from pathlib import Path
from types import ModuleType
from typing import Any

from hera.workflows._core.workflow import WorkflowBase


def module_of(file: Path) -> ModuleType | None:
    """Return the module for a Python file, to be run; None where a file is none."""
    spec = importlib.util.spec_from_file_location(file.stem, file.resolve())
    if spec is None or spec.loader is None:
        return None
    return importlib.util.module_from_spec(spec)


@contextlib.contextmanager
def running(module: ModuleType) -> Generator[None]:
    """Run a module of `module_of`, which others can import by its name while the context lasts.

    Modules beside its file can be imported, as where Python runs it.

    Raises:
        BaseException: Whatever the program raises; the module keeps what it has by then.
    """
    spec = module.__spec__
    if spec is None or spec.loader is None:
        raise ValueError(f"{module.__name__} was not made by module_of")
    folder = Path(spec.origin or "").parent
    with _on_path(folder):
        before = set(sys.modules)
        # A file may have the name of a module that others need.
        sys.modules.setdefault(module.__name__, module)
        try:
            spec.loader.exec_module(module)
            yield
        finally:
            # Another folder may have modules of the same names.
            for new in set(sys.modules) - before:
                origin = getattr(sys.modules[new], "__file__", None) or ""
                if origin.startswith(f"{folder}/") and not is_library(origin):
                    del sys.modules[new]


@contextlib.contextmanager
def _on_path(folder: Path) -> Generator[None]:
    before = list(sys.path), sys.dont_write_bytecode
    sys.path.insert(0, str(folder))
    # What only reads a folder leaves nothing in it.
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.path[:], sys.dont_write_bytecode = before


def workflows_in(module: ModuleType) -> list[Any]:
    """Return the workflows among a module's variables, of `hera.workflows` and `hera.workflow`."""
    kinds: list[type[Any]] = [WorkflowBase]
    # Whoever has not loaded it has no workflow of it.
    earlier = sys.modules.get("hera.workflow")
    if earlier is not None:
        kinds.append(earlier.Workflow)
    values = {id(each): each for each in vars(module).values()}
    return [each for each in values.values() if isinstance(each, tuple(kinds))]


def own_frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the frames of the user's own code that led to an error, the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    return [frame for frame in frames if not is_library(frame.filename)]


def is_library(filename: str) -> bool:
    """Tell whether a file is this package's or its fellows', Python's, or an installed one."""
    ours = Path(__file__).resolve().parents[1]
    folders = [f"{ours / package}/" for package in ("hera", "hera_models", "hera_client")]
    folders += [
        f"{sysconfig.get_path(key)}/" for key in ("stdlib", "platstdlib", "purelib", "platlib")
    ]
    return filename.startswith((*folders, "<frozen "))
