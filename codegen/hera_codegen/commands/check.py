"""``hera-codegen check``."""

from __future__ import annotations

import sys

import click

from .. import generate
from ..build import build
from ..facts import catalogue
from ..generate import PACKAGE
from .generate import progress_bar


@click.command()
def command() -> None:
    """Tell whether the checkout's code is what the generator makes of its facts.

    Exits with status 1 and the differences if it is not.
    """
    root = generate.checkout()
    known = catalogue(root / "specs")
    with progress_bar() as advance:
        files = generate.generated_files(build(known, list(known)), advance)
    lines = list(generate.differences(root / PACKAGE, files))
    if lines:
        click.echo("".join(lines), nl=False)
        click.echo(
            f"{PACKAGE} is not what the generator makes; run `hera-codegen generate`", err=True
        )
        sys.exit(1)
    click.echo(f"{PACKAGE}: {len(files)} files, all as generated")
