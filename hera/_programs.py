"""Running a user's program as a module, and telling its own frames from those of libraries."""

from __future__ import annotations

import contextlib
import importlib
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
    """Return the module for a Python file, to be run; None where a file is none.

    A file in a package becomes the package's module, so that its relative imports lead somewhere.
    """
    file = file.resolve()
    is_package = file.name == "__init__.py"
    names = [file.parent.name if is_package else file.stem]
    folder = file.parent.parent if is_package else file.parent
    while (folder / "__init__.py").is_file():
        names.insert(0, folder.name)
        folder = folder.parent
    places = [str(file.parent)] if is_package else None
    spec = importlib.util.spec_from_file_location(
        ".".join(names), file, submodule_search_locations=places
    )
    if spec is None or spec.loader is None:
        return None
    return importlib.util.module_from_spec(spec)


@contextlib.contextmanager
def running(module: ModuleType) -> Generator[None]:
    """Run a module of `module_of`, which others can import by its name while the context lasts.

    Modules beside its file can be imported, as where Python runs it, and so can its package.

    Raises:
        BaseException: Whatever the program raises; the module keeps what it has by then.
    """
    spec = module.__spec__
    if spec is None or spec.loader is None:
        raise ValueError(f"{module.__name__} was not made by module_of")
    file, parent = Path(spec.origin or ""), module.__name__.rpartition(".")[0]
    folder = file.parents[module.__name__.count(".") + (file.name == "__init__.py")]
    with _on_path(folder, file.parent):
        before = set(sys.modules)
        try:
            if parent:
                importlib.import_module(parent)
            # A file may have the name of a module that others need, and a package runs its own.
            there = sys.modules.setdefault(module.__name__, module)
            if parent and there is not module:
                vars(module).update(vars(there))
            else:
                spec.loader.exec_module(module)
            yield
        finally:
            # Another folder may have modules of the same names.
            for new in set(sys.modules) - before:
                origin = getattr(sys.modules[new], "__file__", None) or ""
                if origin.startswith(f"{folder}/") and not is_library(origin):
                    del sys.modules[new]


@contextlib.contextmanager
def _on_path(*folders: Path) -> Generator[None]:
    before = list(sys.path), sys.dont_write_bytecode
    sys.path[:0] = dict.fromkeys(map(str, folders))
    # What only reads a folder leaves nothing in it.
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.path[:], sys.dont_write_bytecode = before


def workflows_in(module: ModuleType) -> list[Any]:
    """Return the workflows among a module's variables, of `hera.workflows` and `hera.workflow`."""
    kinds = kinds_of_workflows()
    values = {id(each): each for each in vars(module).values()}
    return [each for each in values.values() if isinstance(each, kinds)]


def kinds_of_workflows() -> tuple[type[Any], ...]:
    """Return the classes of workflows that a program may use."""
    # Whoever has not loaded it has no workflow of it.
    earlier = sys.modules.get("hera.workflow")
    return (WorkflowBase,) if earlier is None else (WorkflowBase, earlier.Workflow)


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
