"""``hera-codegen generate``."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .. import generate
from ..build import build
from ..facts import catalogue, find
from ..generate import CLIENT, FACADE, PACKAGE, Advance


@click.command()
@click.option(
    "--release",
    "releases",
    metavar="TAG",
    multiple=True,
    help="Generate this release alone; given several times, the union of these. "
    "Default: all known releases.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory to put the generated packages into. Default: the checkout.",
)
@click.option(
    "--specs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of facts that come before the packaged ones. Default: ./specs, if there.",
)
@click.option(
    "--client",
    is_flag=True,
    help=f"Put {CLIENT} beside the models, with the operations of these releases. "
    "The checkout's own is always rebuilt.",
)
def command(
    releases: tuple[str, ...], output: Path | None, specs: Path | None, client: bool
) -> None:
    """Generate models, client and facade from the facts of Argo's releases.

    Without options this rebuilds the checkout's own packages: the union of all known releases, in
    which each part knows the releases that have it. With --output DIR it makes the models, and with
    --client the client as well, which takes about twice as long.
    """
    if releases and output is None:
        raise click.UsageError(
            "--release needs --output DIR: the checkout's own code is the union of all releases"
        )
    known = catalogue(specs)
    wanted = list(dict.fromkeys(find(text, known).tag for text in releases)) or list(known)
    if output is None:
        root = source = generate.checkout("give a directory for the code with --output DIR")
    else:
        root, source = output, generate.packages_root()
    packages: dict[str, dict[str, str]] = {}
    with progress_bar() as advance:
        built = build(known, wanted)
        packages[PACKAGE] = generate.generated_files(built, advance)
        if client or output is None:
            packages[CLIENT] = generate.client_files(built, source, advance)
        if output is None:
            packages[FACADE] = generate.facade_files(built, source)
    for note in built.notes:
        click.echo(f"note: {note}", err=True)
    if output is not None:
        packages[PACKAGE] |= generate.runtime_files()
        if client:
            packages[CLIENT] |= generate.copied_client_files()
    for package, made in packages.items():
        # All before any is written, so that none is written beside one that cannot be.
        generate.check_place(root / package, made)
    for package, made in packages.items():
        done = generate.write(root / package, made)
        click.echo(
            f"{done.directory}: {done.files} files of {', '.join(wanted)}; "
            f"{done.changed} written, {done.removed} removed"
        )


@contextmanager
def progress_bar() -> Generator[Advance, None, None]:
    """Show a bar on standard error while it is a terminal; nothing in a pipe."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("generating", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
