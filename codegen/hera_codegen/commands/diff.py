"""``hera-codegen diff``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from ..diff import compare
from ..diff_report import print_text, to_json
from ..facts import catalogue, find, load


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option(
    "--specs",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Directory of facts that come before the packaged ones. Default: ./specs, if there.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the report as JSON, as told above.")
@click.option("--exit-code", is_flag=True, help="Exit with status 1 if a change is breaking.")
def command(old: str, new: str, specs: Path | None, as_json: bool, exit_code: bool) -> None:
    """Tell what changes for users from Argo release A to release B.

    A and B are releases, or the beginning of one: v3.6 and 3.6 mean the newest known 3.6. Where B
    is the older one, the report tells what a downgrade loses.

    Breaking is what can make a manifest or a request fail that worked before: something removed,
    of another type, or newly required. The rest is additive. A definition whose whole package has
    a new name is neither; its changes are reported under the new name.

    \b
    --json writes one object:
      old, new      the tags of the releases
      renames       [{subject, old, new}]; subject: definition or operation
      breaking      [change]
      additive      [change]
    with each change an object:
      subject       definition, field, operation, parameter, body or response
      change        added, removed, retyped, required (now), optional (now),
                    enum (other values) or route (other method or path)
      owner         the definition's whole name, or the operation's id
      name          the field, or path:NAME or query:NAME; "" for the rest
      old, new      the type or route before and after; "" where there is none
      gained, lost  values of an enum, or fields of an object of another type
      notes         required: what was added must be given
                    superset: the new type takes all that the old one took
                    response_only: no request holds the definition
                    unused: no operation uses the definition
    """
    known = catalogue(specs)
    before, after = find(old, known), find(new, known)
    report = compare(load(before), load(after))
    if as_json:
        click.echo(to_json(report))
    else:
        print_text(report, Console())
    if exit_code and report.breaking:
        raise SystemExit(1)
