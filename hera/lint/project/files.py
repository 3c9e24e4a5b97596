"""Which files are meant by paths: files, and what lies in folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch

STDIN = "-"
MANIFESTS = (".yaml", ".yml", ".json")
PROGRAM = ".py"

_NOBODYS_OWN = ("node_modules", "__pycache__", "site-packages")
_ENVIRONMENT = "pyvenv.cfg"  # lies in each folder that holds a virtual environment


class File:
    """A file that is meant.

    Attributes:
        name: The file as it was named, or as it lies in a folder that was; ``-`` for standard
            input.
        path: Its absolute path; empty for standard input.
        named: Whether it was named itself, so that it is judged whatever it is.
    """

    __slots__ = ("name", "named", "path")

    def __init__(self, name: str, *, named: bool) -> None:
        self.name: str = name
        self.path: str = "" if name == STDIN else os.path.abspath(name)
        self.named: bool = named

    @property
    def is_program(self) -> bool:
        """Whether it is run instead of being read."""
        return self.name.endswith(PROGRAM)


def find(
    paths: Iterable[str | os.PathLike[str]],
    exclude: Sequence[str] = (),
    suffixes: tuple[str, ...] = (*MANIFESTS, PROGRAM),
    *,
    force_exclude: bool = False,
) -> list[File]:
    """Return the files that are meant, each once, in the order of the paths.

    A path that is no folder is meant whatever it is called. Of a folder it is the files with one of
    the suffixes in it and the folders in it, by name; not what is hidden, what tools have installed
    (``node_modules``, virtual environments), links to folders, and what is excluded.

    Args:
        paths: Files, folders, or ``-`` for standard input.
        exclude: Globs. One without a slash is for the name of a file or folder; another for the
            path, as it is written, from the folder that is searched, or whole.
        suffixes: How the files in folders end.
        force_exclude: Treat files that are named as those in folders: what is excluded, or lies in
            a folder that is, is left out, and none is judged whatever it is.

    Raises:
        FileNotFoundError: A path leads nowhere.
    """
    found: dict[str, File] = {}
    for given in paths:
        path = os.fspath(given)
        excluded = _Excluded(path, exclude)
        if force_exclude and path != STDIN and not os.path.isdir(path):
            meant = _if_not_excluded(path, excluded)
        else:
            meant = _meant(path, excluded, suffixes)
        for file in meant:
            found.setdefault(file.path, file)
    return list(found.values())


def _meant(path: str, excluded: _Excluded, suffixes: tuple[str, ...]) -> Iterator[File]:
    if path == STDIN:
        yield File(STDIN, named=True)
    elif os.path.isdir(path):
        yield from _inside(path, excluded, suffixes)
    elif os.path.exists(path):
        yield File(path, named=True)
    else:
        raise FileNotFoundError(f"{path}: no such file or folder")


def _if_not_excluded(path: str, excluded: _Excluded) -> Iterator[File]:
    if not os.path.exists(path):
        raise FileNotFoundError(f"{path}: no such file or folder")
    below = os.path.relpath(path)
    # The folders above the current one are not searched, so that none is excluded.
    around = [] if below.startswith(os.pardir) else below.split(os.sep)[:-1]
    folders = [os.sep.join(around[: end + 1]) for end in range(len(around))]
    if not any(excluded(each, os.path.basename(each)) for each in (*folders, path)):
        yield File(path, named=False)


def _inside(folder: str, excluded: _Excluded, suffixes: tuple[str, ...]) -> Iterator[File]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        # Reading it as a file fails likewise, and that is told.
        yield File(folder, named=True)
        return
    if any(entry.name == _ENVIRONMENT for entry in entries):
        return
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name in _NOBODYS_OWN:
            continue
        path = name if folder == os.curdir else os.path.join(folder, name)
        if entry.is_dir(follow_symlinks=False):
            if not excluded(path, name):
                yield from _inside(path, excluded, suffixes)
        elif name.endswith(suffixes) and _is_file(entry) and not excluded(path, name):
            yield File(path, named=False)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # Links that lead to each other lead nowhere, like those to what is gone.
        return False


class _Excluded:
    """Tells whether something in a folder is left out."""

    def __init__(self, root: str, globs: Sequence[str]) -> None:
        self._root = root
        self._globs = [glob.rstrip("/") for glob in globs]

    def __call__(self, path: str, name: str) -> bool:
        if not self._globs:
            return False
        paths = (path, os.path.relpath(path, self._root), os.path.abspath(path))
        return any(
            any(_matches(text, glob) for text in paths) if "/" in glob else fnmatch(name, glob)
            for glob in self._globs
        )


def _matches(path: str, glob: str) -> bool:
    # "**/" stands for no folder as well.
    return fnmatch(path, glob.removeprefix("./")) or fnmatch(path, glob.removeprefix("**/"))
