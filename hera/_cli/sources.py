"""What the command line reads: which files, and the workflows in them."""

from __future__ import annotations

import contextlib
import importlib.util
import sys
import sysconfig
import traceback
import warnings
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType
from typing import Any

from hera.exceptions import BuildError
from hera.workflows._core.workflow import WorkflowBase
from hera_models import ModelsError, ParseError, load_all

from .lift import KINDS

_SUFFIXES = {".py": (".py",), ".yaml": (".yaml", ".yml")}


class InputError(Exception):
    """What is wrong with the input, for a person.

    Attributes:
        status: the exit status.
    """

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Selection:
    """Which files are meant: a file, or those of a folder.

    Attributes:
        root: the file or folder.
        suffix: the kind of files.
        recursive: whether folders in the folder count, too.
        include: globs, one of which a path must match, where there are any.
        exclude: globs, none of which it may match.
    """

    root: Path
    suffix: str
    recursive: bool
    include: Sequence[str]
    exclude: Sequence[str]

    def files(self) -> list[Path]:
        """Return the files, sorted."""
        if self.root.is_file():
            found = [self.root]
        else:
            paths = self.root.rglob("*") if self.recursive else self.root.iterdir()
            suffixes = _SUFFIXES[self.suffix]
            found = sorted(path for path in paths if path.suffix in suffixes and path.is_file())
        return [path for path in found if self._is_meant(path)]

    def _is_meant(self, path: Path) -> bool:
        # Folders such as .git and .venv hold nobody's workflows.
        if path != self.root and any(p[0] == "." for p in path.relative_to(self.root).parts):
            return False
        included = not self.include or self._matches(path, self.include)
        return included and not self._matches(path, self.exclude)

    def _matches(self, path: Path, globs: Sequence[str]) -> bool:
        # As the path is written, or as it lies in the folder.
        inner = path.relative_to(self.root) if path != self.root else Path(path.name)
        texts = (path.as_posix(), inner.as_posix())
        return any(fnmatch(text, glob) for text in texts for glob in globs)


def manifests_of(file: Path) -> list[dict[str, Any]]:
    """Return the manifests of workflows and their like in a YAML file.

    Raises:
        InputError: it is not YAML, or one of them is not right.
    """
    try:
        documents = _documents(file, file.read_bytes())
    except (ModelsError, OSError) as error:
        raise InputError(f"{file}: {error}") from None
    return [each.to_dict() for each in documents if type(each).__name__ in KINDS]


def _documents(file: Path, text: bytes) -> list[Any]:
    try:
        return list(load_all(text))
    except ParseError as error:
        problem = error
    # Of equal keys the last one counts, as for Argo's command line.
    documents = list(load_all(text, allow_duplicate_keys=True))
    print(f"{file}: warning: {problem}", file=sys.stderr)
    return documents


def yaml_of(file: Path, *, strict: bool = False, target: str | None = None) -> list[str]:
    """Run a Python file, and return the YAML of each workflow among its variables.

    What it prints goes to stderr, and so do warnings of the build.

    Args:
        file: the program.
        strict: refuse whatever would be a warning; the program's own setting by default.
        target: the Argo version to write for; the program's own setting by default.

    Raises:
        InputError: it fails, with the frames of the user's own code.
    """
    with _on_path(file.resolve().parent), warnings.catch_warnings():
        warnings.showwarning = _show_warning
        try:
            with contextlib.redirect_stdout(sys.stderr), _running(file) as module:
                values = {id(each): each for each in vars(module).values()}
                return [
                    each.to_yaml(strict=strict or None, target=target)
                    for each in values.values()
                    if isinstance(each, WorkflowBase)
                ]
        except InputError:
            raise
        except BuildError as error:
            raise InputError(f"{file}: {error}", status=1) from None
        except (Exception, SystemExit) as error:
            raise InputError(f"{file} failed:\n{_told(error)}") from None


@contextlib.contextmanager
def _on_path(folder: Path) -> Generator[None]:
    """Let modules beside the file be imported, as where Python runs it."""
    before = list(sys.path), sys.dont_write_bytecode
    sys.path.insert(0, str(folder))
    # What only reads a folder leaves nothing in it.
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.path[:], sys.dont_write_bytecode = before


@contextlib.contextmanager
def _running(file: Path) -> Generator[ModuleType]:
    """Run a file as the module of its name, which is known while the context lasts."""
    name = file.stem
    spec = importlib.util.spec_from_file_location(name, file.resolve())
    if spec is None or spec.loader is None:
        raise InputError(f"{file}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    before = set(sys.modules)
    # A file may have the name of a module that others need.
    sys.modules.setdefault(name, module)
    try:
        spec.loader.exec_module(module)
        yield module
    finally:
        # Another folder may have modules of the same names.
        for new in set(sys.modules) - before:
            origin = getattr(sys.modules[new], "__file__", None) or ""
            if origin.startswith(f"{file.resolve().parent}/") and not _is_library(origin):
                del sys.modules[new]


def _told(error: BaseException) -> str:
    """Return an error with the user's own frames."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if not _is_library(frame.filename)
    ]
    lines = [*traceback.format_list(frames), *traceback.format_exception_only(error)]
    return "".join(lines).rstrip()


def _is_library(filename: str) -> bool:
    """Tell whether a file is this package's or its fellows', Python's, or an installed one."""
    ours = Path(__file__).resolve().parents[2]
    folders = [f"{ours / package}/" for package in ("hera", "hera_models", "hera_client")]
    folders += [
        f"{sysconfig.get_path(key)}/" for key in ("stdlib", "platstdlib", "purelib", "platlib")
    ]
    return filename.startswith((*folders, "<frozen "))


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    *_: object,
    **__: object,
) -> None:
    print(f"{filename}:{lineno}: warning: {message}", file=sys.stderr)
