"""Generated code on disk: writing it, and telling where what is there differs."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .build import Built, overrides_directory
from .client_model import unmatched
from .client_tables import load_names
from .emit_client import ClientSources, count_client_files, emit_client
from .emit_facade import emit_facade
from .emit_models import COMMAND, count_files, emit_models
from .emit_services import emit_services
from .errors import CodegenError
from .facade_tables import load_recipes
from .files import write_together
from .service_tables import load_services, unmatched_services

PACKAGE = "hera_models"
CLIENT = "hera_client"
FACADE = "hera"
Advance = Callable[[int, int], None]
_HERE = Path(__file__).resolve().parent
_COPIED = f"# Copied by `{COMMAND}`; change it where it comes from.\n"


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did: files changed, and stale ones removed, of how many."""

    directory: Path
    changed: int
    removed: int
    files: int


def checkout(instead: str = "") -> Path:
    """Return the root of the checkout that this generator belongs to.

    Args:
        instead: what the user can do without one.

    Raises:
        CodegenError: the generator is installed elsewhere.
    """
    root = _HERE.parents[1]
    if not (root / "pyproject.toml").is_file() or not (root / PACKAGE / "_runtime").is_dir():
        raise CodegenError(
            "the installed generator belongs to no checkout" + (f"; {instead}" if instead else "")
        )
    return root


def generated_files(built: Built, advance: Advance = lambda done, total: None) -> dict[str, str]:
    """Return the generated files of the models by their path below ``hera_models``.

    Args:
        built: the API to write down.
        advance: called with the number of files done and of all, again and again.
    """
    top_level = [package.module for package in built.overrides.packages if package.top_level]
    total = count_files(built.api)
    done = 0

    def count(step: int) -> None:
        nonlocal done
        done += step
        advance(done, total)

    return emit_models(built.api, top_level, count)


def client_files(
    built: Built, root: Path, advance: Advance = lambda done, total: None
) -> dict[str, str]:
    """Return the generated files of the client by their path below ``hera_client``.

    Args:
        built: the API to write down.
        root: where the client is whose asynchronous modules get their blocking twins.
        advance: called with the number of files done and of all, again and again.
    """
    names = load_names(overrides_directory())
    problems = list(unmatched(built.union, names))
    if problems:
        raise CodegenError("client.toml no longer applies: " + "; ".join(problems))
    sources = {
        path.name: path.read_text("utf-8")
        for path in sorted((root / CLIENT / "_async").glob("*.py"))
    }
    total = count_client_files(built.api, names, ClientSources(sources))
    done = 0

    def count(step: int) -> None:
        nonlocal done
        done += step
        advance(done, total)

    return emit_client(built.api, names, ClientSources(sources), count)


def facade_files(built: Built, root: Path) -> dict[str, str]:
    """Return the generated files of the facade by their path below ``hera``.

    Args:
        built: the API to write down.
        root: where the facade is whose asynchronous base gets its blocking twin.
    """
    tables = load_services(overrides_directory())
    problems = list(unmatched_services(built.union, tables))
    if problems:
        raise CodegenError("services.toml no longer applies: " + "; ".join(problems))
    base = root / FACADE / "workflows" / "_services" / "asynchronous.py"
    names = load_names(overrides_directory())
    services = emit_services(built.api, names, tables, base.read_text("utf-8"))
    return {**emit_facade(built.api, load_recipes(overrides_directory())), **services}


def packages_root() -> Path:
    """Return the directory of the packages that belong to this generator, installed or not."""
    places = (_HERE.parent, _HERE.parents[1])
    return next(path for path in places if (path / PACKAGE / "_runtime").is_dir())


def runtime_files() -> dict[str, str]:
    """Return the hand-written files that generated models stand on, by their path."""
    source = packages_root() / PACKAGE / "_runtime"
    return {f"_runtime/{path.name}": path.read_text("utf-8") for path in source.glob("*.py")}


def copied_client_files() -> dict[str, str]:
    """Return the hand-written files of the client by their path, marked as copies."""
    source = packages_root() / CLIENT
    written = [*source.glob("*.py"), *(source / "_async").glob("*.py")]
    files = {
        path.relative_to(source).as_posix(): _COPIED + path.read_text("utf-8") for path in written
    }
    return {"py.typed": "", **files}


def check_place(directory: Path, files: Mapping[str, str]) -> None:
    """Refuse a directory whose content is not the generator's to replace by these files.

    Raises:
        CodegenError: the directory holds another package, or a file that somebody wrote by hand.
    """
    _check_ours(directory, files)
    _check_replaceable(directory, _changed(directory, files))


def write(directory: Path, files: Mapping[str, str]) -> Written:
    """Make a directory hold exactly these generated files; all are written, or none.

    Generated files that are no longer made are removed; any other file stays.

    Raises:
        CodegenError: the directory holds another package, or cannot be written.
    """
    check_place(directory, files)
    changed = _changed(directory, files)
    try:
        for parent in sorted({(directory / path).parent for path in changed}):
            parent.mkdir(parents=True, exist_ok=True)
        write_together({directory / path: text for path, text in changed.items()})
        stale = list(_stale(directory, files))
        for path in stale:
            path.unlink()
    except OSError as error:
        raise CodegenError(
            f"cannot write {directory}: {error.strerror}; "
            "give a directory you may write to with --output"
        ) from None
    return Written(directory, len(changed), len(stale), len(files))


def differences(directory: Path, files: Mapping[str, str]) -> Iterator[str]:
    """Yield a unified diff for each file that is not what the generator makes."""
    for path in sorted(
        {*files, *(str(item.relative_to(directory)) for item in _stale(directory, files))}
    ):
        there, made = _read(directory / path) or "", files.get(path, "")
        if there != made:
            yield from difflib.unified_diff(
                there.splitlines(keepends=True),
                made.splitlines(keepends=True),
                f"{directory.name}/{path} (there)",
                f"{directory.name}/{path} (generated)",
            )
        elif not (directory / path).exists():
            yield f"--- {directory.name}/{path} is missing; an empty file is generated\n"


def _changed(directory: Path, files: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if _read(directory / path) != text}


def _check_ours(directory: Path, files: Mapping[str, str]) -> None:
    if directory.exists() and not directory.is_dir():
        raise CodegenError(f"{directory} is a file; give another --output")
    init = directory / "__init__.py"
    # The checkout's client has one that is written by hand; what is generated lies below it.
    if init.name in files and init.exists() and not _is_generated(init):
        raise CodegenError(
            f"{directory} holds a package that is not generated; give another --output"
        )


def _check_replaceable(directory: Path, changed: Mapping[str, str]) -> None:
    """Refuse to overwrite a file that somebody wrote by hand."""
    for path in changed:
        target = directory / path
        copied = path.startswith("_runtime/")
        if target.is_file() and target.stat().st_size and not copied and not _is_generated(target):
            raise CodegenError(f"{target} is not generated; move it away, or give another --output")


def _stale(directory: Path, files: Mapping[str, str]) -> Iterator[Path]:
    for path in sorted(directory.rglob("*.py*")):
        inside = path.relative_to(directory).as_posix()
        if path.suffix in (".py", ".pyi") and inside not in files and _is_generated(path):
            yield path


def _is_generated(path: Path) -> bool:
    head = path.read_text("utf-8", errors="replace")[:1000]
    return f"enerated by `{COMMAND}`" in head or head.startswith(_COPIED)


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
