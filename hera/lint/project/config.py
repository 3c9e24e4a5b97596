"""The table ``[tool.hera.lint]`` of a pyproject.toml."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import hera.lint as linter

from ..near import near
from ..shape import is_list, is_object
from .model import FileResult

_RELEASE = re.compile(r"v?(?:3\.[5-7]|4\.\d)(?:\.\d+)?")
_TABLE = ("tool", "hera", "lint")


class ConfigError(ValueError):
    """What is wrong with a configuration, for a person."""


@dataclass(frozen=True)
class Config:
    """What a project has settled; None and empty where it has not.

    Attributes:
        mode: As `Options.mode`, and so for the fields that `Options` has as well.
        workflow_defaults: The file with the controller's workflow defaults.
        strict: Whether warnings count as errors.
        programs: Whether Python programs are run.
        per_file_ignores: Codes or their beginnings that are not told of files that match a glob.
        folder: The folder of the file, from which its globs count.
    """

    mode: str | None = None
    argo: str | None = None
    profile: str | None = None
    missing: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    templates: tuple[Path, ...] = ()
    workflow_defaults: Path | None = None
    strict: bool = False
    programs: bool = True
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, Any])
    folder: Path = Path()

    def without_ignored(self, results: Sequence[FileResult]) -> list[FileResult]:
        """Return the results without the findings that `per_file_ignores` names."""
        if not self.per_file_ignores:
            return list(results)
        return [self._without_ignored(result) for result in results]

    def _without_ignored(self, result: FileResult) -> FileResult:
        codes = tuple(self._ignored_in(result.file))
        kept = tuple(each for each in result.findings if not each.finding.code.startswith(codes))
        return replace(result, findings=kept) if codes else result

    def _ignored_in(self, file: str) -> Iterator[str]:
        path = os.path.relpath(file, self.folder).replace(os.sep, "/")
        for pattern, codes in self.per_file_ignores.items():
            # `tests` means all that lies in it, `*.gen.yaml` a file in any folder.
            meant = (pattern, f"{pattern.rstrip('/')}/*", f"*/{pattern}")
            if any(fnmatchcase(path, each) for each in meant):
                yield from codes


def find(start: Path) -> Config:
    """Return the configuration that holds for a file or folder.

    It is that of the nearest pyproject.toml upwards which has a table ``[tool.hera.lint]``.

    Raises:
        ConfigError: It is not right.
    """
    start = Path(os.path.abspath(start))
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file() and (table := _table(file)) is not None:
            return _config(table, file)
    return Config()


def load(file: Path) -> Config:
    """Return the configuration of one file, which has the form of a pyproject.toml.

    Raises:
        ConfigError: It is not right, or has no table ``[tool.hera.lint]``.
    """
    table = _table(file)
    if table is None:
        raise ConfigError(f"{file}: no table [{'.'.join(_TABLE)}]")
    return _config(table, file)


def _table(file: Path) -> dict[str, Any] | None:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    # Most projects have no such table, and reading TOML takes longer than looking for a word.
    if b"hera" not in data:
        return None
    found: Any = _toml(file, data)
    for key in _TABLE:
        found = found.get(key)
        if found is None:
            return None
        if not is_object(found):
            raise ConfigError(f"{file}: {'.'.join(_TABLE)}: expected a table, got {found!r}")
    return dict(found)


def _toml(file: Path, data: bytes) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(data.decode())
    except ValueError as error:  # of the decoding as well
        raise ConfigError(f"{file}: {error}") from None


def _config(table: Mapping[str, Any], file: Path) -> Config:
    given: dict[str, Any] = {}
    folder = file.parent.absolute()
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigError(f"{file}: no key {key!r} in [tool.hera.lint]{near(key, _KEYS)}")
        read, expected = _KEYS[key]
        try:
            given[key.replace("-", "_")] = read(value, folder)
        except TypeError:
            raise ConfigError(f"{file}: {key}: expected {expected}, got {value!r}") from None
        except ValueError as error:
            raise ConfigError(f"{file}: {key}: {error}") from None
    return Config(**given, folder=folder)


def _text(value: object, _: Path) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _one_of(*allowed: str) -> tuple[Callable[[object, Path], str], str]:
    def read(value: object, _: Path) -> str:
        if value not in allowed:
            raise TypeError
        return str(value)

    return read, f"one of {', '.join(map(repr, allowed))}"


def _flag(value: object, _: Path) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _release(value: object, _: Path) -> str:
    text = _text(value, _)
    # The rules are loaded only where what is written is unusual.
    if not _RELEASE.fullmatch(text):
        from ..releases import release_of

        release_of(text)
    return text


def _texts(value: Any, _: Path) -> tuple[str, ...]:
    if not is_list(value) or not all(isinstance(each, str) for each in value):
        raise TypeError
    return tuple(value)


def _codes(value: object, folder: Path) -> tuple[str, ...]:
    codes = _texts(value, folder)
    # The rules are loaded only where a project names some.
    known = {rule.code for rule in linter.rules()} if codes else set[str]()
    for code in codes:
        if not code or not any(each.startswith(code.upper()) for each in known):
            raise ValueError(f"no rule's code begins with {code!r}{near(code, known)}")
    return tuple(code.upper() for code in codes)


def _globs(value: object, folder: Path) -> tuple[str, ...]:
    return tuple(_from(folder, each) for each in _texts(value, folder))


def _from(folder: Path, pattern: str) -> str:
    """Return a glob for paths as one from a folder; one for names stays."""
    if "/" not in pattern.rstrip("/") or pattern.startswith(("/", "**/")):
        return pattern
    return f"{glob.escape(str(folder))}/{pattern.removeprefix('./')}"


def _path(value: object, folder: Path) -> Path:
    return folder / _text(value, folder)


def _paths(value: object, folder: Path) -> tuple[Path, ...]:
    paths = tuple(folder / each for each in _texts(value, folder))
    for path in paths:
        if not path.exists():
            raise ValueError(f"{path}: no such file or folder")
    return paths


def _by_glob(value: Any, folder: Path) -> dict[str, tuple[str, ...]]:
    if not is_object(value):
        raise TypeError
    return {str(pattern): _codes(codes, folder) for pattern, codes in value.items()}


_TEXTS = "a list of texts"
_KEYS: dict[str, tuple[Callable[[Any, Path], Any], str]] = {
    "mode": _one_of("validate", "lint", "submit"),
    "argo": (_release, 'a text such as "3.6"'),
    "profile": _one_of("default", "production"),
    "missing": _one_of("error", "warning"),
    "select": (_codes, _TEXTS),
    "ignore": (_codes, _TEXTS),
    "exclude": (_globs, _TEXTS),
    "templates": (_paths, _TEXTS),
    "workflow-defaults": (_path, "a text"),
    "strict": (_flag, "true or false"),
    "programs": (_flag, "true or false"),
    "per-file-ignores": (_by_glob, "a table of lists of texts"),
}
