"""``hera-codegen check``."""

from __future__ import annotations

import sys

import click

from .. import generate
from ..build import build
from ..facts import catalogue
from ..generate import CLIENT, FACADE, PACKAGE
from .generate import progress_bar


@click.command()
def command() -> None:
    """Tell whether the checkout's code is what the generator makes of its facts.

    Exits with status 1 and the differences if it is not.
    """
    root = generate.checkout("run this in a checkout of the project")
    known = catalogue(root / "specs")
    with progress_bar() as advance:
        built = build(known, list(known))
        packages = {PACKAGE: generate.generated_files(built, advance)}
    packages[CLIENT] = generate.client_files(built, root)
    packages[FACADE] = generate.facade_files(built, root)
    different = False
    for package, files in packages.items():
        lines = list(generate.differences(root / package, files))
        different |= bool(lines)
        click.echo("".join(lines), nl=False)
        if lines:
            click.echo(
                f"{package} is not what the generator makes; run `hera-codegen generate`", err=True
            )
        else:
            click.echo(f"{package}: {len(files)} files, all as generated")
    if different:
        sys.exit(1)
