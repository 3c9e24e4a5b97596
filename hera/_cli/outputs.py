"""What the command line writes: where each text goes, whole or not at all."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hera._files import replace_file
from hera.workflows._core.flat import lower
from hera_models import ModelsError, load_all

from .lift import same
from .sources import InputError

_FILES = (".yaml", ".yml", ".py")


def targets(
    found: Mapping[Path, list[Any]], source: Path, to: Path, suffix: str, *, flatten: bool
) -> dict[Path, list[Any]]:
    """Return what goes to which file.

    Raises:
        InputError: two files would be written to one.
    """
    if to.is_file() or (not to.is_dir() and (source.is_file() or to.suffix in _FILES)):
        return {to: [each for items in found.values() for each in items]}
    result: dict[Path, list[Any]] = {}
    origin: dict[Path, Path] = {}
    for file, items in found.items():
        inner = Path(file.name) if flatten or file == source else file.relative_to(source)
        target = (to / inner).with_suffix(suffix)
        if not items:
            continue
        if target in result:
            raise InputError(
                f"{origin[target]} and {file} would both be written to {target}: "
                "rename one, leave one out with --exclude, or do without --flatten"
            )
        result[target], origin[target] = items, file
    return result


def join_yaml(texts: Sequence[str]) -> str:
    """Return several documents as one text."""
    return "---\n".join(texts)


def same_yaml(one: str, other: str) -> bool:
    """Tell whether two texts hold equal documents, however they are written."""
    try:
        return same(*([*map(lower, load_all(text))] for text in (one, other)))
    except ModelsError:
        return False


def difference(target: Path, text: str, equal: Callable[[str, str], bool]) -> str:
    """Return how a file differs from what would be written to it; empty where it does not."""
    try:
        there = target.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        there = ""
    except (OSError, UnicodeDecodeError) as error:
        return f"{target}: cannot be read: {error}\n"
    if there and equal(there, text):
        return ""
    lines = difflib.unified_diff(
        there.splitlines(), text.splitlines(), str(target), f"{target} (generated)", lineterm=""
    )
    return "".join(f"{line}\n" for line in lines) or f"{target}: differs in its line ends\n"


def replace(target: Path, text: str) -> None:
    """Write a file and the folders that it lies in."""
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, text)
