"""``hera generate``: YAML from Python programs, and Python programs from YAML.

Exit status: 0 done, 1 findings (``--check`` found a difference, a strict build refused), 2 misuse or
bad input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import click

from . import outputs, sources
from .sources import InputError, Selection
from .to_python import to_python

_EPILOG = "Exit status: 0 done, 1 findings, 2 misuse or bad input."


@click.group()
def generate() -> None:
    """Make YAML from Python programs, or Python programs from YAML."""


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what both commands take, in the order of ``--help``."""
    source = click.Path(exists=True, path_type=Path)
    options = [
        click.argument("from_", metavar="FROM", type=source),
        click.option(
            "--to",
            type=click.Path(path_type=Path),
            metavar="PATH",
            help="A file, or for a folder FROM a folder, which gets its structure. "
            "Written to stdout by default.",
        ),
        click.option("--recursive", is_flag=True, help="Read the folders in a folder, too."),
        click.option(
            "--flatten", is_flag=True, help="Write into one folder whatever --recursive finds."
        ),
        click.option(
            "-i",
            "--include",
            multiple=True,
            metavar="GLOB",
            help="Read only files whose path matches; may be repeated.",
        ),
        click.option(
            "-e",
            "--exclude",
            multiple=True,
            metavar="GLOB",
            help="Leave out files whose path matches; may be repeated.",
        ),
        click.option(
            "--check",
            is_flag=True,
            help="Write nothing: exit with 1 and show the difference where --to holds something "
            "else than would be written.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@generate.command(epilog=_EPILOG)
@_options
@click.option("--strict", is_flag=True, help="Refuse what would be a warning: exit with 1.")
@click.option("--target", metavar="VERSION", help="Write for this Argo version, such as 3.5.")
def yaml(strict: bool, target: str | None, **given: Any) -> None:
    """Make YAML of the workflows that Python programs define.

    FROM is a Python file, or a folder of them. It is run, in a package as its module, and each
    workflow among its variables is written, though none in lists and the like; several go to one
    file with `---` between them.
    """
    read = partial(sources.yaml_of, strict=strict, target=target)
    _generate(".py", ".yaml", read, outputs.join_yaml, outputs.same_yaml, **given)


@generate.command(epilog=_EPILOG)
@_options
def python(**given: Any) -> None:
    """Make Python programs of the workflows in YAML.

    FROM is a YAML file, or a folder of them. Objects of other kinds are left out. Run, the
    program makes the same manifests again.
    """
    _generate(".yaml", ".py", sources.manifests_of, to_python, str.__eq__, **given)


def _generate(
    read_suffix: str,
    suffix: str,
    read: Callable[[Path], list[Any]],
    join: Callable[[list[Any]], str],
    same: Callable[[str, str], bool],
    *,
    from_: Path,
    to: Path | None,
    recursive: bool,
    flatten: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    check: bool,
) -> None:
    if check and to is None:
        raise click.UsageError("--check compares with the files at --to, which is missing")
    try:
        selected = Selection(from_, read_suffix, recursive, include, exclude).files()
        found = {file: read(file) for file in selected}
        if not any(found.values()):
            raise InputError(f"{from_}: found no workflow in {_counted(selected)}")
        if to is None:
            click.echo(join([each for items in found.values() for each in items]), nl=False)
            return
        targets = outputs.targets(found, from_, to, suffix, flatten=flatten)
        texts = {target: join(items) for target, items in targets.items()}
    except InputError as error:
        click.echo(f"hera: {error}", err=True)
        raise SystemExit(error.status) from None
    if check:
        _check(texts, same)
        return
    for target, text in texts.items():
        try:
            outputs.replace(target, text)
        except OSError as error:
            click.echo(f"hera: cannot write {target}: {error.strerror}", err=True)
            raise SystemExit(2) from None


def _counted(files: Iterable[Path]) -> str:
    number = len(list(files))
    return f"{number} file{'' if number == 1 else 's'}"


def _check(texts: dict[Path, str], same: Callable[[str, str], bool]) -> None:
    differences = [each for item in texts.items() if (each := outputs.difference(*item, same))]
    click.echo("".join(differences), nl=False)
    if differences:
        click.echo(f"hera: {_counted_differences(len(differences))}; run without --check", err=True)
        raise SystemExit(1)


def _counted_differences(number: int) -> str:
    return f"{number} file{' is' if number == 1 else 's are'} not what would be written"
