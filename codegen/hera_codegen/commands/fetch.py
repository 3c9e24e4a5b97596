"""``hera-codegen fetch``."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn
from rich.progress import Progress as Bar

from ..facts import DEFAULT_DIRECTORY
from ..fetch import Progress, fetch


@click.command()
@click.argument("tag")
@click.option(
    "--from",
    "source",
    metavar="PATH_OR_URL",
    help="Argo's swagger.json. Default: that of TAG in Argo's repository on GitHub.",
)
@click.option(
    "--specs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    default=DEFAULT_DIRECTORY,
    show_default=True,
    help="Directory to write TAG.json and the row of releases.toml to.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    default=30.0,
    show_default=True,
    help="How long to wait for the next bytes of a download.",
)
def command(tag: str, source: str | None, specs: Path, timeout: float) -> None:
    """Get the OpenAPI document of Argo release TAG and write its facts.

    TAG is a whole tag, for example v4.1.2. A document whose tag is known must have the locked
    sha256. On any error every file stays as it was.
    """
    with _bar(tag) as progress:
        fetched = fetch(tag, source, specs, timeout=timeout, progress=progress)
    definitions = fetched.api.definitions
    fields = sum(len(item.fields) for item in definitions.values())
    click.echo(
        f"{tag}: {len(definitions)} definitions, {fields} fields, "
        f"{len(fetched.api.operations)} operations -> {fetched.path}"
    )


@contextmanager
def _bar(tag: str) -> Generator[Progress, None, None]:
    """Show a bar on standard error while it is a terminal; nothing in a pipe."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(tag, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
