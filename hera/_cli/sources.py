"""What the command line reads: which files, and the workflows in them."""

from __future__ import annotations

import contextlib
import sys
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from hera._programs import module_of, own_frames, running, workflows_in
from hera.exceptions import BuildError
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
    module = module_of(file)
    if module is None:
        raise InputError(f"{file}: not a Python file")
    with warnings.catch_warnings():
        warnings.showwarning = _show_warning
        try:
            with contextlib.redirect_stdout(sys.stderr), running(module):
                return [
                    each.to_yaml(strict=strict or None, target=target)
                    for each in workflows_in(module)
                ]
        except BuildError as error:
            raise InputError(f"{file}: {error}", status=1) from None
        except (Exception, SystemExit) as error:
            raise InputError(f"{file} failed:\n{_told(error)}") from None


def _told(error: BaseException) -> str:
    """Return an error with the user's own frames."""
    frames = traceback.format_list(own_frames(error))
    return "".join([*frames, *traceback.format_exception_only(error)]).rstrip()


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    *_: object,
    **__: object,
) -> None:
    print(f"{filename}:{lineno}: warning: {message}", file=sys.stderr)
